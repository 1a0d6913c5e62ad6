"""PL023: quotes and lists are not nested without end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.plan.blocks import MAX_DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL023",
    name="nested-too-deep",
    severity=ERROR,
    why="No person can read it, and readers of Markdown differ in what they make of it.",
    help=f"Take levels out; more than {MAX_DEPTH} are not followed.",
    bad=Sample("", "\n## Notes\n\n" + "> " * 300 + "deep\n"),
    good=Sample("", "\n## Notes\n\n" + "> " * 5 + "deep\n"),
    in_skeleton=True,
)
def nested_too_deep(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if plan.too_deep:
        yield Finding(plan.too_deep, f"More than {MAX_DEPTH} quotes and lists inside each other.")
