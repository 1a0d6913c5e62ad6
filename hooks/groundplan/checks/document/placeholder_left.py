"""PL018: no placeholder is left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import lines_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


WORDS = r"(?<![\w`/.-])(TODO|TBD|FIXME|XXX|\?\?\?|lorem ipsum)(?![\w`/-])"
SLOTS = r"(?i)(?<![\w`])(<(?:your|insert|add|describe|the|name of)\b[^<>\n]*>|\[(?:your|insert|describe|fill in)\b[^\[\]\n]*\](?!\())"

# What stands in every text that one of the two finds, in small letters.
HINTS = (
    "todo",
    "tbd",
    "fixme",
    "xxx",
    "???",
    "lorem ipsum",
    "<your",
    "<insert",
    "<add",
    "<describe",
    "<the",
    "<name of",
    "[your",
    "[insert",
    "[describe",
    "[fill in",
)


@check(
    code="PL018",
    name="placeholder-left",
    severity=WARNING,
    why="A placeholder reads like an answer to everybody but its author.",
    help="Replace it by the answer, or by `_Open: the question_`.",
    bad=Sample("### Expected outcome", "### Expected outcome\n\nA file that TBD\n"),
    good=Sample(
        "### Expected outcome", "### Expected outcome\n\nThe list shows no `TODO` any more.\n"
    ),
)
def placeholder_left(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    numbers = lines_with(plan, HINTS)
    if not numbers:
        return
    quoted = [b for b in plan.blocks if b.kind in ("fence", "code", "html")]
    fenced = {line for block in quoted for line in range(block.first, block.last + 1)}
    for number in numbers:
        line = plan.lines[number - 1]
        found = re.search(WORDS, line) or re.search(SLOTS, line)
        if found and number not in fenced and number > plan.front_lines.last:
            yield Finding(number, f"`{found[1]}` is left over.", found.start(1) + 1)
