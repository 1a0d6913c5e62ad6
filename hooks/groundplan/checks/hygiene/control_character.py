"""PL703: no control characters stand in a plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


@check(
    code="PL703",
    name="control-character",
    severity=ERROR,
    why="A terminal obeys it, and no reader sees it.",
    help="Take the character out.",
    bad=Sample("- No new runtime dependency", "- No new \x1b[31mruntime dependency"),
    in_skeleton=True,
)
def control_character(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if not CONTROL.search(plan.text):
        return
    for number, line in enumerate(plan.lines, start=1):
        for found in CONTROL.finditer(line.removesuffix("\r")):
            yield Finding(
                number, f"The control character U+{ord(found.group()):04X}.", found.start() + 1
            )
