"""PL108: "not applicable" has a reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.checks.looking import places
from groundplan.plan.answer_format import NOT_APPLICABLE
from groundplan.plan.model import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL108",
    name="not-applicable-bare",
    severity=ERROR,
    why="`Not applicable` is an answer only with the reason why; else it is a question that was skipped.",
    help="Write the reason after the colon.",
    bad=Sample("### Security", "### Security\n\nNot applicable:\n"),
    good=Sample("### Security", "### Security\n\nNot applicable: the data is public.\n"),
)
def not_applicable_bare(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for _, field, place in places(plan):
        found = NOT_APPLICABLE.match(place.words) if place.state is State.NOT_APPLICABLE else None
        bare = re.fullmatch(r"(?:not applicable|n/?a|none|-+)[.:]?", place.words.strip(), re.I)
        if (found and not found[1].strip(" .-")) or (place.state is State.ANSWERED and bare):
            yield Finding(place.heading, f"{field.label!r} is not applicable for no reason.")
