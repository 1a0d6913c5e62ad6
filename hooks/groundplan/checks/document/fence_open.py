"""PL022: every fence is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL022",
    name="fence-open",
    severity=ERROR,
    why="A fence without an end swallows everything below it, headings and steps included.",
    help="Close it with a line of as many back-ticks or tildes as it was opened with.",
    bad=Sample("", "\n## Notes\n\n```\nnever closed\n"),
    good=Sample("", "\n## Notes\n\n````\n```\n````\n"),
    in_skeleton=True,
)
def fence_open(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for block in plan.blocks:
        if block.kind == "fence" and not block.closed:
            yield Finding(block.first, "This fence is never closed.")
