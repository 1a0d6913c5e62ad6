"""PL103: there is something that the change must have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.core.model import Lane
from groundplan.plan.model import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL103",
    name="must-have-missing",
    severity=ERROR,
    why="A change without a requirement can't be wrong, and can't be right.",
    help="Name at least one requirement that can be found true or false.",
    bad=Sample("### Must have", "### Must have\n\nNot applicable: it is obvious.\n"),
    good=Sample("### Must have", "### Must have\n\n- [x] The CSV has a header line\n"),
)
def must_have_missing(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    place = plan.field("requirements", "must_have")
    if place.state is State.NOT_APPLICABLE and plan.lane is not Lane.SMALL:
        yield Finding(place.heading, "The change must have nothing.")
