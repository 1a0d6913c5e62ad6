"""PL604: a decision has a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL604",
    name="decision-without-reason",
    severity=ERROR,
    why="A decision without its reason can't be questioned, and will be undone by the next person.",
    help="Write the reason in the third column.",
    bad=Sample(
        "| 2026-11-24 | The service streams the rows | A member may have 10,000 loans |",
        "| 2026-11-24 | The service streams the rows | - |",
    ),
)
def decision_without_reason(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for decision in plan.decisions:
        if not decision.decision:
            yield Finding(decision.line, "This row has no decision.")
        elif not decision.reason.strip(" -.\u2013\u2014"):
            yield Finding(decision.line, f"No reason is given for {decision.decision!r}.")
