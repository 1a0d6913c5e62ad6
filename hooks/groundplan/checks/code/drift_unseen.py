"""PL209: what changed below a plan that waits was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import column_of, is_there, paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL209",
    name="drift-unseen",
    severity=WARNING,
    why="A plan that waits was made on code that others have changed since.",
    help="Look at what changed and correct the plan; then run `groundplan accept`, which records it.",
    bad=Sample("## Decisions", "## Decisions\n", {"drift": ("app/routes/loans.py",)}),
    good=Sample("## Decisions", "## Decisions\n", {"drift": ("app/other.py",)}),
)
def drift_unseen(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    changed = frozenset(seen.drift)
    for name in ("primary", "related") if changed else ():
        for path, line in paths(plan, "files", name):
            if is_there(path, changed):
                message = f"{path} has changed since the plan was made."
                yield Finding(line, message, column_of(plan, line, path))
