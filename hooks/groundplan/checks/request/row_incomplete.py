"""PL110: a row says what it is there for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import places
from groundplan.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL110",
    name="row-incomplete",
    severity=WARNING,
    why="A file without what changes in it, or a dependency without a reason, is half an answer.",
    help="Fill the empty cell.",
    bad=Sample("| `app/routes/loans.py` | the new route |", "| `app/routes/loans.py` |  |"),
)
def row_incomplete(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for _, field, place in places(plan):
        if field.kind is not Kind.TABLE or field.id in ("new_endpoints", "modified_endpoints"):
            continue
        for row, line in zip(place.rows, place.item_lines, strict=True):
            empty = [
                column.label for column, cell in zip(field.columns, row, strict=True) if not cell
            ]
            if empty and "Version" not in empty:
                yield Finding(line, f"{', '.join(empty)}: empty.")
