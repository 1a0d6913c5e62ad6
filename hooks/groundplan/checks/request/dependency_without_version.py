"""PL114: a new dependency has a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL114",
    name="dependency-without-version",
    severity=WARNING,
    why="Without a version everybody gets another one, on another day.",
    help="Write the version or the range, for example >=2.1,<3.",
    bad=Sample(
        "| unicodecsv | >=0.14 | accents in old spreadsheet programs |",
        "| unicodecsv |  | accents in old spreadsheet programs |",
    ),
    good=Sample(
        "| unicodecsv | >=0.14 | accents in old spreadsheet programs |",
        "| unicodecsv | latest 0.x | accents |",
    ),
)
def dependency_without_version(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for row, line in rows(plan, "setup", "dependencies"):
        if row[0] and not row[1]:
            yield Finding(line, f"{row[0]} has no version.")
