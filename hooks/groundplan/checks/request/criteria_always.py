"""PL111: the criteria that always hold stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.checks.looking import places
from groundplan.plan.edits import insert_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.core.model import Edit
    from groundplan.plan.model import Plan


@check(
    code="PL111",
    name="criteria-always",
    severity=ERROR,
    why="Tests, documentation and what worked before are part of every change.",
    help="Put it back; --fix does.",
    bad=Sample("- [x] Documentation is updated", ""),
)
def criteria_always(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for _, field, place in places(plan):
        if not place.heading or not field.always:
            continue
        said = {" ".join(item.casefold().split()).rstrip(".") for item in place.items}
        missing = [item for item in field.always if item.casefold() not in said]
        if missing:
            at = place.item_lines[-1] if place.item_lines else place.heading
            edits = _edits(plan, at, missing) if place.item_lines else ()
            yield Finding(place.heading, f"Missing: {'; '.join(missing)}.", edits=edits)


def _edits(plan: Plan, last: int, missing: list[str]) -> tuple[Edit, ...]:
    lines = plan.lines
    while last < len(lines) and lines[last].startswith((" ", "\t")) and lines[last].strip():
        last += 1
    return (insert_before(last + 1, [f"- [ ] {item}" for item in missing]),)
