"""PL112: an endpoint is new or modified, not both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL112",
    name="endpoint-twice",
    severity=WARNING,
    why="Whether clients of today break depends on which of the two it is.",
    help="Keep it in one of the two tables.",
    bad=Sample(
        "### Modified endpoints",
        "### Modified endpoints\n\n| Method | Path | What changes |\n| --- | --- | --- |\n| GET | /members/{id}/loans.csv | paging |\n",
    ),
    good=Sample(
        "### Modified endpoints",
        "### Modified endpoints\n\n| Method | Path | What changes |\n| --- | --- | --- |\n| GET | /members/{id} | links the file |\n",
    ),
)
def endpoint_twice(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    new = {_endpoint(row) for row, _ in rows(plan, "interface", "new_endpoints")}
    for row, line in rows(plan, "interface", "modified_endpoints"):
        if _endpoint(row) in new:
            yield Finding(
                line, f"{' '.join(_endpoint(row))} is in the table of new endpoints, too."
            )


def _endpoint(row: tuple[str, ...]) -> tuple[str, str]:
    return row[0].strip(" `").upper(), row[1].strip(" `").rstrip("/")
