"""PL605: every box is ticked when the plan is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.core.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


SHOWN = 4
"""So many boxes are named; of more only the number is said."""


@check(
    code="PL605",
    name="box-open",
    severity=WARNING,
    why="A box that is open is work that is not done, or not proven.",
    help="Do the actions and tick them; `groundplan verify` ticks what it has proven.",
    bad=Sample(
        "- [x] S2.3 List the endpoint in the documentation.",
        "- [ ] S2.3 List the endpoint in the documentation.",
    ),
)
def box_open(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if plan.status is Status.DONE:
        return  # said by the check of `done`
    for step in plan.steps:
        boxes = [(action.id, action.line) for action in step.actions if action.ticked is False]
        boxes += [(proof.id, proof.line) for proof in step.verifications if proof.ticked is False]
        if boxes:
            names = [name or "an action" for name, _ in boxes]
            shown = ", ".join(names) if len(names) <= SHOWN else f"{len(names)} boxes are open"
            yield Finding(boxes[0][1], f"{step.id or 'The step'} is not done: {shown}.")
