"""PL607: a plan that is done is proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.core.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL607",
    name="done-too-early",
    severity=ERROR,
    why="`done` says that every verification ran and passed.",
    help="Set the status back to active, and run `groundplan verify`.",
    bad=Sample(
        "status: active",
        "status: done",
        also=(
            ("- [x] S2.3 List the endpoint in the documentation.", "- [ ] S2.3 List the endpoint."),
        ),
    ),
    good=Sample("status: active", "status: done"),
)
def done_too_early(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if plan.status is not Status.DONE:
        return
    unproven = []
    for step in plan.steps:
        unproven += [action.id or action.text for action in step.actions if action.ticked is False]
        unproven += [proof.id for proof in step.verifications if proof.ticked is False]
    if unproven:
        line = plan.front_line("status")
        yield Finding(line, f"The plan is done, and {', '.join(unproven)} is not ticked.")
