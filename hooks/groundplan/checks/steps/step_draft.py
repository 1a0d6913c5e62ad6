"""PL313: somebody has been over every step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL313",
    name="step-draft",
    severity=WARNING,
    why="The program drafts steps from answers and facts; whether they are right only somebody who knows can say.",
    help="Read the step, correct it, and take ` (draft)` off its heading.",
    bad=Sample(
        "### S2 - Export endpoint",
        "### S2 - Export endpoint (draft)\n\n- **Goal:** It is written down.\n- **Touches:** `docs/api.md`, `app/routes/loans.py`, `app/services/export.py`, `tests/**`\n\n#### Actions\n\n- [x] S2.1 Write it.\n\n#### Verify\n\n- [x] S2.c (manual) Read it\n",
    ),
)
def step_draft(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        if step.is_draft:
            yield Finding(
                step.line, f"{step.id or 'The step'} is a draft that nobody has been over."
            )
