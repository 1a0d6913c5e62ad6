"""PL107: requirements can be found true or false."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import column_of, items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


from groundplan.checks.request.criteria_vague import MEASURE, VAGUE


@check(
    code="PL107",
    name="requirement-vague",
    severity=WARNING,
    why="A requirement that is a matter of taste can't be tested.",
    help="Say what must be seen, read or measured for it to be met.",
    bad=Sample("### Must have", "### Must have\n\n- [x] Good error handling\n"),
    good=Sample(
        "### Must have", "### Must have\n\n- [x] Good error texts: a 404 names the member\n"
    ),
)
def requirement_vague(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for item, line in items(plan, "requirements", "must_have"):
        found = re.search(VAGUE, item)
        if found and not re.search(MEASURE, item):
            message = f"{found.group()!r} can't be found true or false."
            yield Finding(line, message, column_of(plan, line, found.group()))
