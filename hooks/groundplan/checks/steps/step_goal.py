"""PL304: a step has a goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.plan.answer_format import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL304",
    name="step-goal",
    severity=ERROR,
    why="A step without one clear goal can't be finished.",
    help="Add `- **Goal:**` with what is true when the step is done.",
    bad=Sample("- **Goal:** A loan knows when it was exported.", ""),
)
def step_goal(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        if not step.goal or OPEN.match(step.goal):
            yield Finding(step.goal_line or step.line, f"{step.id or 'The step'} has no goal.")
