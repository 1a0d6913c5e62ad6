"""PL601: a ticked verification has run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.plan.evidence import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL601",
    name="tick-without-run",
    severity=ERROR,
    why="The boxes under Verify belong to the tool; a tick without a run is a claim.",
    help="Untick it and run `groundplan verify` for the step.",
    bad=Sample(
        "## Decisions",
        "## Decisions\n",
        {"standing": dict.fromkeys(("S1.a", "S1.b", "S2.a", "S2.b"), Standing.FRESH)},
    ),
)
def tick_without_run(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        for proof in step.verifications:
            if proof.ticked and proof.id and seen.stands(proof.id) is Standing.MISSING:
                yield Finding(proof.line, f"{proof.id} is ticked, and never ran.")
