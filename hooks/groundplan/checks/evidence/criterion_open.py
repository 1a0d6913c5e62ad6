"""PL608: what the change must have, and its criteria of success, are ticked when the steps are done."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan

_OPEN = re.compile(r"\s*[-+*]\s+\[ \]")
_FIELDS = (("requirements", "must_have"), ("success", "criteria"))


@check(
    code="PL608",
    name="criterion-open",
    severity=WARNING,
    why="Steps that are done prove nothing about a criterion that nobody went through.",
    help="Show what proves it and tick it, or tell the user why it does not hold.",
    bad=Sample("- [x] All tests pass", "- [ ] All tests pass"),
)
def criterion_open(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    actions = [action.ticked for step in plan.steps for action in step.actions]
    proofs = [proof.ticked for step in plan.steps for proof in step.verifications]
    if not plan.steps or False in (*actions, *proofs):
        return  # it is too early to ask
    for section, name in _FIELDS:
        place = plan.field(section, name)
        for item, line in zip(place.items, place.item_lines, strict=False):
            if _OPEN.match(plan.lines[line - 1]):
                yield Finding(line, f"All steps are done, and this is open: {item}")
