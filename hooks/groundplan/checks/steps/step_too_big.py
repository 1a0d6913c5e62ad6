"""PL312: a step is small enough to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


ACTIONS, PROOFS, TOUCHES = 12, 8, 12


@check(
    code="PL312",
    name="step-too-big",
    severity=WARNING,
    why="A step is done in one go and tested on its own; a big one is neither.",
    help=f"Cut it in two: at most {ACTIONS} actions, {PROOFS} verifications and {TOUCHES} touched files or globs.",
    bad=Sample(
        "- [x] S1.2 Test that the column is empty for a new loan.",
        "\n".join(f"- [x] S1.{n} Do one more thing." for n in range(2, 15)),
    ),
)
def step_too_big(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        sizes = (
            (len(step.actions), ACTIONS, "actions"),
            (len(step.verifications), PROOFS, "verifications"),
            (len(step.touches), TOUCHES, "files to touch"),
        )
        for size, most, words in sizes:
            if size > most:
                yield Finding(step.line, f"{step.id} has {size} {words}.")
