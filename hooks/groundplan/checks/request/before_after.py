"""PL104: before and after are said, and differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.plan.model import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL104",
    name="before-after",
    severity=ERROR,
    why="The difference between before and after is the change; who can't say it can't test it.",
    help="Say what somebody sees who tries it now, and what they see afterwards.",
    bad=Sample("### After", "### After\n\nGET /members/7/loans.csv answers 404.\n"),
    good=Sample("### Before", "### Before\n\nNot applicable: there is no such page yet.\n"),
)
def before_after(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    before, after = plan.field("behavior", "before"), plan.field("behavior", "after")
    if after.state is State.NOT_APPLICABLE:
        yield Finding(after.heading, "Nothing is said about the behavior afterwards.")
    elif before.words and " ".join(before.words.split()) == " ".join(after.words.split()):
        yield Finding(after.heading, "The behavior afterwards is the one before.")
