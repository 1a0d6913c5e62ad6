"""PL602: evidence is of the code and the verification of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.core.model import Status
from groundplan.plan.evidence import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


REASONS = {
    Standing.STALE_BLOCK: "its text has changed since it ran",
    Standing.STALE_FILES: "a file that its step touches has changed since it ran",
}


@check(
    code="PL602",
    name="evidence-stale",
    severity=WARNING,
    why="What passed before the last edit may fail after it.",
    help="Run `groundplan verify` for the step again.",
    bad=Sample(
        "## Decisions",
        "## Decisions\n",
        {
            "standing": {
                **dict.fromkeys(("S1.a", "S1.b", "S2.a", "S2.b"), Standing.FRESH),
                "S2.c": Standing.STALE_FILES,
            }
        },
    ),
    good=Sample(
        "status: active",
        "status: done",
        {"standing": dict.fromkeys(("S1.a", "S1.b", "S2.a", "S2.b", "S2.c"), Standing.STALE_FILES)},
    ),
)
def evidence_stale(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if plan.status is Status.DONE:
        return  # a plan that is done records the past
    for step in plan.steps:
        for proof in step.verifications:
            why = REASONS.get(seen.stands(proof.id))
            if proof.ticked and why:
                yield Finding(proof.line, f"{proof.id} is ticked, but {why}.")
