"""PL004: status and lane have a value that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.core.model import Lane, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


VALUES = {"status": Status, "lane": Lane}


@check(
    code="PL004",
    name="front-matter-value-unknown",
    severity=ERROR,
    why="The status decides what may still be open, the lane which fields are needed.",
    help="Use a status of skeleton, draft, active or done, and a lane of small, normal or high.",
    bad=Sample("status: active", "status: started"),
)
def front_matter_value_unknown(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for entry in plan.front:
        known = VALUES.get(entry.key)
        if known is not None and entry.value not in list(known):
            words = ", ".join(known)
            yield Finding(entry.line, f"`{entry.key}: {entry.value}` is none of {words}.")
