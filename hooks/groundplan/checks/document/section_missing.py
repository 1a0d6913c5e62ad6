"""PL010: all ten sections are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.checks.looking import is_needed, shape_of
from groundplan.core import registry
from groundplan.core.model import Kind
from groundplan.plan.answer_format import encode_answer
from groundplan.plan.edits import insert_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL010",
    name="section-missing",
    severity=ERROR,
    why="A question that nobody sees is a question that nobody asks. What is not needed says so in one line.",
    help="Add the section with its open questions; --fix does.",
    bad=Sample("## 9. Examples & References", ""),
)
def section_missing(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    found = {section.id: section for section in plan.sections}
    order = registry.sections()
    if not found:
        lines = [line for section in order for line in _lines(plan, section.id, seen)]
        at = _end(plan)
        edits = (insert_before(at, lines),) if plan.front_lines else ()
        yield Finding(min(at, len(plan.lines)), "None of the ten sections is here.", edits=edits)
        return
    for index, section in enumerate(order):
        if section.id in found:
            continue
        later = [found[other.id].line for other in order[index + 1 :] if other.id in found]
        line = min(later) if later else _end(plan)
        edits = (insert_before(line, _lines(plan, section.id, seen)),)
        message = f"Section {section.number}, {section.title}, is missing."
        yield Finding(min(line, len(plan.lines)), message, edits=edits)


def _end(plan: Plan) -> int:
    parts = (plan.assessment, plan.rules_heading, plan.steps_heading, plan.decisions_heading)
    lines = [part.line for part in parts if part is not None]
    return min(lines) if lines else len(plan.lines) + (1 if plan.lines[-1] else 0)


def _lines(plan: Plan, name: str, seen: Surroundings) -> list[str]:
    section = shape_of(name)
    lines = [f"## {section.number}. {section.title}", ""]
    needed = [field for field in section.fields if is_needed(plan, field, seen) or field.always]
    if not needed and plan.lane is not None:
        return [*lines, f"_Not needed in a {plan.lane} change._", ""]
    for field in needed or section.fields:
        heading = [] if field.kind is Kind.LINE else [f"### {field.label}", ""]
        lines += [*heading, *encode_answer(field, None), ""]
    return lines
