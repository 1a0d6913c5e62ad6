"""PL027: no plan is under way on the main branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.core.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL027",
    name="plan-not-archived",
    severity=ERROR,
    why="`PLAN.md` is the plan of one branch; finished plans are kept in docs/plans before the merge.",
    help="Run `groundplan archive` on the branch before it is merged.",
    bad=Sample("status: active", "status: active", {"main": True}),
)
def plan_not_archived(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if seen.main and not seen.file_id and plan.status in (Status.DRAFT, Status.ACTIVE, Status.DONE):
        yield Finding(plan.front_line("status"), f"The plan {plan.id!r} is not archived.")
