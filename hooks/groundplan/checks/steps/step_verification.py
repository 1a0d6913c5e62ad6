"""PL306: a step says how success is confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL306",
    name="step-verification",
    severity=ERROR,
    why="A step nobody can confirm is never finished.",
    help="Add a test, a request, rows of the database, or `(manual)` and what a person looks at, under `#### Verify`.",
    bad=Sample(
        "- [x] S2.c (manual) The file opens in a spreadsheet program with its accents right",
        "- [x] S2.c (manual) It opens\n\n### S3 - Documentation\n\n- **Goal:** It is written down.\n- **Touches:** `docs/api.md`\n\n#### Actions\n\n- [x] S3.1 Write it.\n",
    ),
)
def step_verification(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        if not step.verifications:
            yield Finding(
                step.verify_line or step.line, f"{step.id or 'The step'} has no verification."
            )
