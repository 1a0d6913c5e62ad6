"""PL102: the summary is short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.plan.model import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


LONGEST = 100
"""Characters: what lists of plans and of merge requests show of a title."""


@check(
    code="PL102",
    name="summary-long",
    severity=WARNING,
    why="A long summary is cut off wherever titles are listed.",
    help=f"Say it in at most {LONGEST} characters.",
    bad=Sample(
        "- **Summary:** Export a member's loans as CSV",
        "- **Summary:** Export " + "all of the loans " * 8 + "as CSV",
    ),
)
def summary_long(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    place = plan.field("change", "summary")
    if place.state is State.ANSWERED and len(place.words) > LONGEST:
        yield Finding(place.heading, f"The summary has {len(place.words)} characters.")
