"""PL303: no two steps or verifications have one id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL303",
    name="step-duplicate",
    severity=ERROR,
    why="Evidence of one would prove the other.",
    help="Give the later one the next free id.",
    bad=Sample(
        "- [x] S2.c (manual) The file opens in a spreadsheet program with its accents right",
        "- [x] S2.b (manual) It opens",
    ),
)
def step_duplicate(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    first: dict[str, int] = {}
    named = [(step.id, step.line) for step in plan.steps]
    named += [(proof.id, proof.line) for step in plan.steps for proof in step.verifications]
    named += [(action.id, action.line) for step in plan.steps for action in step.actions]
    for name, line in named:
        if name and name in first:
            yield Finding(line, f"{name} is in line {first[name]} already.")
        first.setdefault(name, line)
