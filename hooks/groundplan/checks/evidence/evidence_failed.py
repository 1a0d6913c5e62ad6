"""PL603: a ticked verification has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.plan.evidence import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL603",
    name="evidence-failed",
    severity=ERROR,
    why="Its last run failed; the tick says otherwise.",
    help="Mend what fails and run `groundplan verify` again.",
    bad=Sample(
        "## Decisions",
        "## Decisions\n",
        {
            "standing": {
                **dict.fromkeys(("S1.a", "S1.b", "S2.a", "S2.b"), Standing.FRESH),
                "S2.c": Standing.FAILED,
            }
        },
    ),
)
def evidence_failed(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        for proof in step.verifications:
            if proof.ticked and seen.stands(proof.id) is Standing.FAILED:
                yield Finding(proof.line, f"{proof.id} is ticked, and its last run failed.")
