"""PL316: a block belongs to the verification above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.core.model import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL316",
    name="block-loose",
    severity=ERROR,
    why="A block that names another verification would prove something else than the line above it says.",
    help="Put the block below its own line, and its id in verify=.",
    bad=Sample(
        "```http verify=S2.a status=200 header.Content-Type~=text/csv",
        "```http verify=S2.a status=200\nGET http://localhost:8000/members/1/loans.csv\n```\n```http verify=S2.x status=200\nGET http://localhost:8000/members/2/loans.csv\n```",
    ),
)
def block_loose(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        for block in step.loose_blocks:
            yield Finding(
                block.lines.first, f"No line above this block is called {block.get('verify')}."
            )
        for proof in step.verifications:
            if proof.block is not None and proof.block.get("verify") is None:
                line = proof.block.lines.first
                yield Finding(
                    line,
                    f"This block does not say verify={proof.id}.",
                    edits=_edits(plan, line, proof.id),
                )


def _edits(plan: Plan, line: int, name: str) -> tuple[Edit, ...]:
    found = re.match(r"([`~]{3,}[ \t]*[\w+#.-]+)((?:[ \t].*)?)$", plan.lines[line - 1].rstrip("\r"))
    return (Edit(line, line, f"{found[1]} verify={name}{found[2]}\n"),) if found and name else ()
