"""PL305: a step says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL305",
    name="step-actions",
    severity=ERROR,
    why="Without actions everybody does another thing for the same goal.",
    help="List the actions under `#### Actions`, each a task-list item.",
    bad=Sample("#### Actions", "#### Actions\n"),
)
def step_actions(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        if not [action for action in step.actions if action.text.strip()]:
            yield Finding(
                step.actions_line or step.line, f"{step.id or 'The step'} has no actions."
            )
