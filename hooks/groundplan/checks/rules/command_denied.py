"""PL403: a verification runs nothing that the rules deny."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL403",
    name="command-denied",
    severity=ERROR,
    why="The agent that carries the plan out would be stopped at this command.",
    help="Write the command that the rule names instead.",
    bad=Sample(
        "```sh verify=S1.b kind=test min-tests=1",
        "```sh verify=S1.b kind=test min-tests=1\npytest tests/test_loans.py\n```",
        {"denied": {"S1.b": "A test runs in the container: make docker-test-one T=NAME"}},
    ),
)
def command_denied(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        for proof in step.verifications:
            if proof.block is not None and proof.id in seen.denied:
                line = proof.block.lines.first
                yield Finding(line, f"{proof.id}: {seen.denied[proof.id]}")
