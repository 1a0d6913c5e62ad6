"""PL106: success can be measured."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import column_of, items

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


VAGUE = r"(?i)\b(?:fast(?:er)?|quick(?:ly|er)?|better|improved?|nice(?:r|ly)?|good|great|easy|easier|easily|user[- ]friendly|intuitive|robust|clean(?:er)?|optimi[sz]ed|modern|scalable|seamless(?:ly)?|efficient(?:ly)?|properly|as expected|smooth(?:ly)?|reasonabl[ey]|appropriate(?:ly)?)\b"
MEASURE = r"(?i)\d|`[^`]+`|\b(?:all|every|each|no|none|never|only|exactly|zero|one|two|three|equals?|returns?|answers?|shows?|fails?|passes|pass)\b"


@check(
    code="PL106",
    name="criteria-vague",
    severity=WARNING,
    why="A criterion that nobody can measure is met or missed by opinion.",
    help="Name a figure, a file, a status or a sight, and how it is measured.",
    bad=Sample(
        "- [x] A file with 10,000 loans arrives within one second",
        "- [x] The export is fast and user-friendly",
    ),
    good=Sample(
        "- [x] A file with 10,000 loans arrives within one second",
        "- [x] The export is faster: 10,000 loans within 1 s",
    ),
)
def criteria_vague(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for item, line in items(plan, "success", "criteria"):
        found = re.search(VAGUE, item)
        if found and not re.search(MEASURE, item):
            message = f"{found.group()!r} can't be measured."
            yield Finding(line, message, column_of(plan, line, found.group()))
