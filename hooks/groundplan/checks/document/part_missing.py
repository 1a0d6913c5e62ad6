"""PL021: the plan has all its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


PARTS = ("Assessment", "General rules", "Steps", "Decisions")


@check(
    code="PL021",
    name="part-missing",
    severity=ERROR,
    why="A plan rests on an assessment, repeats the rules for who reads only the plan, and ends in steps and decisions.",
    help="Add the heading of level 2; in `groundplan new` it comes by itself.",
    bad=Sample("## Decisions", ""),
)
def part_missing(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    found = (plan.assessment, plan.rules_heading, plan.steps_heading, plan.decisions_heading)
    missing = [f"`## {name}`" for name, part in zip(PARTS, found, strict=True) if part is None]
    if missing:
        yield Finding(len(plan.lines), f"Missing: {', '.join(missing)}.")
