"""PL207: what a step touches is there, or planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import column_of, is_inside, is_test, is_there, paths
from groundplan.core.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL207",
    name="touches-nothing",
    severity=WARNING,
    why="Evidence goes stale when a touched file changes; a glob that matches nothing never does.",
    help="Correct the glob, or name the file under New files.",
    bad=Sample(
        "- **Touches:** `app/models.py`, `migrations/**`, `tests/test_loans.py`",
        "- **Touches:** `app/models.py`, `migration/**`, `tests/test_loans.py`",
    ),
)
def touches_nothing(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if seen.files is None:
        return
    known = seen.files | {path for path, _ in paths(plan, "files", "new")}
    missing: dict[str, bool] = {}
    for step in plan.steps:
        for glob in step.touches:
            if glob not in missing:
                is_planned = plan.status is not Status.DONE and is_test(glob)
                missing[glob] = is_inside(glob) and not is_planned and not is_there(glob, known)
            if missing[glob]:
                message = f"`{glob}` matches no file, and no new one is called that."
                yield Finding(step.touches_line, message, column_of(plan, step.touches_line, glob))
