"""PL704: no invisible characters change what is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


# Bidirectional controls (UAX #9), zero-width characters, and the tags of Unicode's plane 14.
INVISIBLE = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u00ad\u180e\U000e0000-\U000e007f]|(?<!^)\ufeff"
)


@check(
    code="PL704",
    name="invisible-character",
    severity=ERROR,
    why="Text with such characters reads otherwise than it is stored; agents have been misled that way.",
    help="Take the character out, or write it as an escape.",
    bad=Sample("- No new runtime dependency", "- No new \u202eruntime dependency"),
    good=Sample("- No new runtime dependency", "- ملف جديد, naïve, 👩\u200d💻"),
    in_skeleton=True,
)
def invisible_character(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if plan.text.isascii() or not INVISIBLE.search(plan.text):
        return
    for number, line in enumerate(plan.lines, start=1):
        for found in INVISIBLE.finditer(line):
            yield Finding(
                number, f"The invisible character U+{ord(found.group()):04X}.", found.start() + 1
            )
