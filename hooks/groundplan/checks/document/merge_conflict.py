"""PL024: no merge conflict is left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


MARKS = re.compile(r"(?:<{7}|>{7}|\|{7})(?: |$)")


@check(
    code="PL024",
    name="merge-conflict",
    severity=ERROR,
    why="Two plans met in one file: `PLAN.md` is the plan of one branch.",
    help="Keep the plan of this branch. Put the other one back as docs/plans/<its id>.md, or archive it where it is done.",
    bad=Sample("", "\n## Notes\n\n<<<<<<< HEAD\none\n=======\nother\n>>>>>>> main\n"),
    good=Sample("", "\n## Notes\n\n```\n<<<<<<< HEAD\n```\n"),
    in_skeleton=True,
)
def merge_conflict(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if "<<<<<<<" not in plan.text and ">>>>>>>" not in plan.text:
        return
    fenced = {
        n for b in plan.blocks if b.kind == "fence" and b.closed for n in range(b.first, b.last + 1)
    }
    for number, line in enumerate(plan.lines, start=1):
        if MARKS.match(line) and number not in fenced:
            yield Finding(number, f"A mark of a merge conflict: `{line[:7]}`.")
