"""PL101: the summary is one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL101",
    name="summary-several-lines",
    severity=ERROR,
    why="The summary becomes the title of the plan, of the branch and of the merge request.",
    help="Say the result in one line; what else there is to say stands under Functionality.",
    bad=Sample(
        "- **Summary:** Export a member's loans as CSV",
        "- **Summary:** Export a member's loans\n  as CSV",
    ),
)
def summary_several_lines(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    place = plan.field("change", "summary")
    if "\n" in place.words:
        yield Finding(place.heading, "The summary has several lines.")
