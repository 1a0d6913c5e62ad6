"""PL028: a plan is active because a person agreed to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.core.model import Lane, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL028",
    name="not-accepted",
    severity=WARNING,
    why="Work starts when somebody has said yes to the plan, and the plan says who and when.",
    help="Run `groundplan accept --plan --by NAME`.",
    bad=Sample('accepted: "Ada, 2026-11-24"', ""),
)
def not_accepted(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    is_under_way = plan.status in (Status.ACTIVE, Status.DONE)
    if is_under_way and plan.lane is not Lane.SMALL and not plan.value("accepted").strip():
        yield Finding(plan.front_line("status"), "Nobody is named who accepted this plan.")
