"""PL001: a plan starts with its front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL001",
    name="front-matter-missing",
    severity=ERROR,
    why="Without front matter nothing says which plan this is, or where it is in its life.",
    help="Put `---`, the keys id, title, status, lane, base and issue, and `---` at the very top.",
    bad=Sample("---", ""),
)
def front_matter_missing(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if not plan.front_lines and not plan.front_troubles:
        yield Finding(1, "The plan has no front matter.")
