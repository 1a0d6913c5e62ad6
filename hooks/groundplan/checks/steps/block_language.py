"""PL318: a block says its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


LANGUAGES = frozenset({"sh", "bash", "shell", "zsh", "console", "http", "sql"})


@check(
    code="PL318",
    name="block-language",
    severity=ERROR,
    why="The language says how the block is run, and highlights it on every host.",
    help="Start the info string with sh, http or sql.",
    bad=Sample(
        "```sh verify=S2.b kind=test min-tests=1",
        "```python verify=S2.b kind=test min-tests=1\nmake docker-test\n```",
    ),
)
def block_language(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        for proof in step.verifications:
            if proof.block is not None and proof.block.language not in LANGUAGES:
                said = proof.block.language or "no language"
                yield Finding(proof.block.lines.first, f"The block of {proof.id} is in {said}.")
            elif proof.block is not None and not proof.block.body.strip():
                yield Finding(proof.block.lines.first, f"The block of {proof.id} is empty.")
