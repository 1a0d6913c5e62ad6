"""PL109: no item or row stands twice in its list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import places
from groundplan.core.model import Edit, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL109",
    name="item-duplicate",
    severity=WARNING,
    why="One of the two will be kept up to date, and the other one will mislead.",
    help="Delete one of them; --fix deletes a second line that is the same.",
    bad=Sample(
        "### Limits and guidelines",
        "### Limits and guidelines\n\n- No new runtime dependency\n- No new runtime dependency\n",
    ),
)
def item_duplicate(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for _, field, place in places(plan):
        if field.kind is Kind.ORDERED or isinstance(place.answer, str):
            continue
        first: dict[object, int] = {}
        for entry, line in zip(place.answer, place.item_lines, strict=False):
            if entry in first:
                yield Finding(
                    line,
                    f"This stands in line {first[entry]} already.",
                    edits=_edits(plan, first[entry], line),
                )
            first.setdefault(entry, line)


def _edits(plan: Plan, first: int, line: int) -> tuple[Edit, ...]:
    lines = [*plan.lines, ""]
    is_whole = not lines[line].startswith((" ", "\t")) and not lines[first].startswith((" ", "\t"))
    return (Edit(line, line, ""),) if is_whole and lines[line - 1] == lines[first - 1] else ()
