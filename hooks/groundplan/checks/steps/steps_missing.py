"""PL301: a plan that is carried out has steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.plan.answer_format import OPEN
from groundplan.plan.parser import blocks_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL301",
    name="steps-missing",
    severity=ERROR,
    why="Work that is not cut into steps can't be tested step by step.",
    help="Cut the change into steps: one goal, a list of actions, and how each is confirmed.",
    bad=Sample("## Steps", "## Steps\n\nWe will see.\n"),
    good=Sample(
        "## Steps",
        "## Steps\n\n### S1 - Column\n\n- **Goal:** It is there.\n- **Touches:** `app/models.py`, `app/routes/loans.py`, `app/services/export.py`, `tests/**`\n\n#### Actions\n\n- [x] S1.1 Do it.\n\n#### Verify\n\n- [x] S1.a (manual) Look at it.\n",
    ),
)
def steps_missing(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    heading = plan.steps_heading
    is_open = heading is not None and any(
        OPEN.match(plan.lines[block.first - 1].strip())
        for block in blocks_in(plan.blocks, heading.body)
    )
    # That the steps are open is a warning of its own.
    if heading is not None and not plan.steps and not is_open:
        yield Finding(heading.line, "The plan has no steps.")
