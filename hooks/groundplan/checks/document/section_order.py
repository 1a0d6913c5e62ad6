"""PL012: sections stand in their order."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.checks.looking import shape_of
from groundplan.plan.edits import replace_lines
from groundplan.plan.model import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.core.model import Edit
    from groundplan.plan.model import Plan


@check(
    code="PL012",
    name="section-order",
    severity=ERROR,
    why="The order goes from the reason to the proof; a plan that mixes it is read wrong.",
    help="Move the section to its place; --fix does.",
    bad=Sample(
        "## 5. Expected Behavior",
        "## 6. API/Interface Changes\n\n_Not needed in a high change._\n\n"
        "## 5. Expected Behavior\n\n_Not needed in a high change._\n\n",
        also=(("## 6. API/Interface Changes", ""),),
    ),
)
def section_order(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    numbers = [(shape_of(section.id).number, section) for section in plan.sections]
    if len({number for number, _ in numbers}) != len(numbers):
        return  # said by the check of duplicates; only then it is clear what to move
    for (number, _), (later, section) in itertools.pairwise(numbers):
        if later < number:
            message = f"Section {later} stands after section {number}."
            yield Finding(section.line, message, edits=_moved(plan))
            return


def _moved(plan: Plan) -> tuple[Edit, ...]:
    """Put all sections where the first one is, in order; only when nothing stands between them."""
    parts = list(plan.sections)
    ends = [part.body.last for part in parts]
    if any(end + 1 != part.line for end, part in zip(ends, parts[1:], strict=False)):
        return ()
    lines = plan.lines
    texts = {part.id: lines[part.line - 1 : part.body.last] for part in parts}
    ordered = sorted(parts, key=lambda part: shape_of(part.id).number)
    new = [line.rstrip("\r") for part in ordered for line in _closed(texts[part.id])]
    return (replace_lines(Lines(parts[0].line, ends[-1]), new),)


def _closed(lines: list[str]) -> list[str]:
    return lines if not lines[-1].strip(" \t\r") else [*lines, ""]
