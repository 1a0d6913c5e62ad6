"""PL201: a file to modify is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.checks.looking import column_of, is_inside, is_named, paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL201",
    name="file-missing",
    severity=ERROR,
    why="A plan that modifies a file that nobody has was made for another repo, or from memory.",
    help="Correct the path, from the root of the repo; or move the row to New files.",
    bad=Sample(
        "| `app/routes/loans.py` | the new route |",
        "| `app/routes/loan.py` | the new route |\n| `app/routes/loans.py` | the old route |",
    ),
)
def file_missing(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if seen.files is None:
        return
    new = {path for path, _ in paths(plan, "files", "new")}
    for path, line in paths(plan, "files", "primary"):
        if not is_named(path, seen.files) and path not in new and is_inside(path):
            import difflib

            near = difflib.get_close_matches(path, seen.files, n=1, cutoff=0.8)
            hint = f" Is it {near[0]}?" if near else ""
            yield Finding(line, f"{path} does not exist.{hint}", column_of(plan, line, path))
