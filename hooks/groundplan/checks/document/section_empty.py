"""PL014: a section says something, or that it is not needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import is_needed, shape_of
from groundplan.core.model import Edit, Kind
from groundplan.plan.answer_format import encode_answer
from groundplan.plan.edits import replace_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan, PlanSection


@check(
    code="PL014",
    name="section-empty",
    severity=WARNING,
    why="An empty section can mean that nothing changes or that nobody thought about it.",
    help="Answer its questions, or write `_Not needed in a small change._` with the plan's lane.",
    bad=Sample("## 9. Examples & References", "## 9. Examples & References\n"),
    good=Sample(
        "## 9. Examples & References",
        "## 9. Examples & References\n\n_Not needed in a high change._\n",
    ),
)
def section_empty(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for section in plan.sections:
        if not any(line.strip() for line in plan.lines[section.body.first - 1 : section.body.last]):
            yield Finding(
                section.line,
                f"Section {section.title} is empty.",
                edits=_opened(plan, section, seen),
            )


def _opened(plan: Plan, section: PlanSection, seen: Surroundings) -> tuple[Edit, ...]:
    shape = shape_of(section.id)
    lines: list[str] = [""]
    for field in shape.fields:
        if is_needed(plan, field, seen) or field.always:
            heading = [] if field.kind is Kind.LINE else [f"### {field.label}", ""]
            lines += [*heading, *encode_answer(field, None), ""]
    if len(lines) == 1:
        return ()
    return (replace_lines(section.body, lines),)
