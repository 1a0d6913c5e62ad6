"""PL029: the commit that the plan was made on is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL029",
    name="base-unknown",
    severity=WARNING,
    why="Drift since the plan was made is counted from this commit.",
    help="Fetch the history, or write the commit that the plan was made on.",
    bad=Sample('base: "3f2c1ab0"', 'base: "0000000"', {"base_is_known": False}),
    good=Sample('base: "3f2c1ab0"', 'base: ""', {"base_is_known": None}),
)
def base_unknown(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if plan.value("base") and seen.base_is_known is False:
        yield Finding(plan.front_line("base"), f"The repo has no commit {plan.value('base')!r}.")
