"""PL202: a new file is not there yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.checks.looking import column_of, is_inside, paths
from groundplan.core.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL202",
    name="file-exists",
    severity=ERROR,
    why="Whoever creates a file that is there writes over somebody's work.",
    help="Move the row to Primary files to modify, or choose another name.",
    bad=Sample("status: active", "status: draft"),
    good=Sample(
        "status: active",
        "status: draft",
        {
            "files": frozenset(
                {
                    "app/models.py",
                    "app/routes/loans.py",
                    "app/routes/tools.py",
                    "docs/api.md",
                    "migrations/0001_first.py",
                    "tests/test_loans.py",
                }
            )
        },
    ),
)
def file_exists(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    # Once the work has begun the file is there because a step made it.
    if seen.files is None or plan.status is not Status.DRAFT:
        return
    for path, line in paths(plan, "files", "new"):
        if path in seen.files and is_inside(path):
            yield Finding(line, f"{path} exists already.", column_of(plan, line, path))
