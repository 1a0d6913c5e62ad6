"""PL315: a verification has a box, an id of its step, and a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL315",
    name="verification-form",
    severity=ERROR,
    why="What has no id can't be run, and what has neither block nor `(manual)` can't be proven.",
    help="Write `- [ ] S2.a what it proves`, and its block below, or `(manual)` after the id.",
    bad=Sample(
        "- [x] S2.c (manual) The file opens in a spreadsheet program with its accents right",
        "- [x] S2.c The file opens",
    ),
)
def verification_form(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        for proof in step.verifications:
            if step.id and not proof.id.startswith(f"{step.id}."):
                yield Finding(proof.line, f"This verification has no id of {step.id}.")
            elif proof.ticked is None:
                yield Finding(proof.line, f"{proof.id} has no box.")
            elif proof.block is None and not proof.is_manual:
                yield Finding(proof.line, f"{proof.id} has no block, and is not manual.")
            elif proof.block is not None and proof.is_manual:
                yield Finding(proof.line, f"{proof.id} is manual and has a block.")
