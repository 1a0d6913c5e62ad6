"""PL002: every line of the front matter can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL002",
    name="front-matter-unreadable",
    severity=ERROR,
    why="A line that can't be read is a key that is not there. Only flat `key: value` lines are read, so that no text can grow in memory.",
    help="Write one `key: value` a line; put a value with special characters in double quotes.",
    bad=Sample('issue: ""', 'issue: ""\nlabels: [a, b]'),
    good=Sample('issue: ""', 'issue: "a, [b]"'),
    in_skeleton=True,
)
def front_matter_unreadable(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if plan.front_troubles:
        first, *others = plan.front_troubles
        more = f" {len(others)} more lines can't be read either." if others else ""
        yield Finding(first.line, f"{first.sentence}{more}")
