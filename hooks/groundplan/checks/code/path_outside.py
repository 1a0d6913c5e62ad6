"""PL203: paths stay in the repo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.checks.looking import column_of, is_inside, paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL203",
    name="path-outside",
    severity=ERROR,
    why="A path out of the repo means another file on every machine, or somebody else's.",
    help="Write the path from the root of the repo, without `..` and without a leading slash.",
    bad=Sample(
        "- **Touches:** `app/models.py`, `migrations/**`, `tests/test_loans.py`",
        "- **Touches:** `app/models.py`, `migrations/**`, `tests/test_loans.py`, `../shared/x.py`",
    ),
)
def path_outside(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    named = [
        entry for name in ("primary", "related", "new") for entry in paths(plan, "files", name)
    ]
    named += [(glob, step.touches_line) for step in plan.steps for glob in step.touches]
    for path, line in named:
        if not is_inside(path):
            yield Finding(line, f"{path} is outside of the repo.", column_of(plan, line, path))
