"""PL321: a file that the request names is touched by a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import column_of, paths
from groundplan.plan.evidence import glob_matcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL321",
    name="file-untouched",
    severity=WARNING,
    why="What was agreed and is in no step will be forgotten.",
    help="Add the file to the Touches of a step, or take it out of the table.",
    bad=Sample(
        "- **Touches:** `app/routes/loans.py`, `app/services/export.py`, `docs/api.md`, `tests/test_loans.py`",
        "- **Touches:** `app/routes/loans.py`, `docs/api.md`, `tests/test_loans.py`",
    ),
)
def file_untouched(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    globs = {glob for step in plan.steps for glob in step.touches}
    if not globs:
        return
    for name in ("primary", "new"):
        for path, line in paths(plan, "files", name):
            is_gone = name == "primary" and seen.files is not None and path not in seen.files
            is_touched = path in globs or any(glob_matcher(glob)(path) for glob in globs)
            if not is_gone and not is_touched and not any(mark in path for mark in "*?["):
                yield Finding(line, f"No step touches {path}.", column_of(plan, line, path))
