"""PL302: a step has an id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.plan.evidence import Standing
from groundplan.plan.steps import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL302",
    name="step-id",
    severity=ERROR,
    why="Commands, evidence and other steps name a step by its id.",
    help="Start the heading with the id: `### S3 - Export endpoint`.",
    bad=Sample(
        "- [x] S2.c (manual) The file opens in a spreadsheet program with its accents right",
        "- [x] S2.c (manual) It opens\n\n### Documentation\n\n- **Goal:** It is written down.\n- **Touches:** `docs/api.md`\n\n#### Actions\n\n- [x] Write it.\n\n#### Verify\n\n- [x] S3.a (manual) Read it\n",
        {
            "standing": dict.fromkeys(
                ("S1.a", "S1.b", "S2.a", "S2.b", "S2.c", "S3.a"), Standing.FRESH
            )
        },
    ),
    good=Sample(
        "### S2 - Export endpoint",
        "### S2: Export endpoint\n\n- **Goal:** It is written down.\n- **Touches:** `docs/api.md`, `app/routes/loans.py`, `app/services/export.py`, `tests/**`\n\n#### Actions\n\n- [x] S2.1 Write it.\n\n#### Verify\n\n- [x] S2.c (manual) Read it\n",
    ),
)
def step_id(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        if not re.fullmatch(rf"S{NUMBER}", step.id):
            yield Finding(step.line, f"The step {step.title!r} has no id of the form S1.")
