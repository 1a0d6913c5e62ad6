"""PL320: a step says what it touches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL320",
    name="step-touches",
    severity=WARNING,
    why="Without it nobody can tell when its evidence is out of date, or what a review has to look at.",
    help="Add `- **Touches:**` with files or globs between back-ticks.",
    bad=Sample("- **Touches:** `app/models.py`, `migrations/**`, `tests/test_loans.py`", ""),
)
def step_touches(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        if not step.touches_line:
            yield Finding(step.line, f"{step.id or 'The step'} does not say what it touches.")
