"""PL018: no placeholder is left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.model import Plan


WORDS = re.compile(r"(?<![\w`/.-])(TODO|TBD|FIXME|XXX|\?\?\?|lorem ipsum)(?![\w`/-])")
SLOTS = re.compile(
    r"(?<![\w`])(<(?:your|insert|add|describe|the|name of)\b[^<>\n]*>|\[(?:your|insert|describe|fill in)\b[^\[\]\n]*\](?!\())",
    re.IGNORECASE,
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
    fenced = {
        line
        for block in plan.blocks
        if block.kind in ("fence", "code", "html")
        for line in range(block.first, block.last + 1)
    }
    lines = plan.lines
    for number in range(plan.front_lines.last + 1 if plan.front_lines else 1, len(lines) + 1):
        found = WORDS.search(lines[number - 1]) or SLOTS.search(lines[number - 1])
        if found and number not in fenced:
            yield Finding(number, f"`{found[1]}` is left over.", found.start(1) + 1)
