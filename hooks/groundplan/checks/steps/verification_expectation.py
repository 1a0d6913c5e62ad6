"""PL307: a verification says what it expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan, Verification


@check(
    code="PL307",
    name="verification-expectation",
    severity=ERROR,
    why="A request that may answer anything, and rows that nobody counts, prove nothing.",
    help="Add what must come back: status= or json.…= to http, rows= or value= to sql, and words to a manual one.",
    bad=Sample(
        "```http verify=S2.a status=200 header.Content-Type~=text/csv",
        "```http verify=S2.a\nGET http://localhost:8000/members/1/loans.csv\n```",
    ),
    good=Sample(
        "```http verify=S2.a status=200 header.Content-Type~=text/csv",
        "```http verify=S2.a json.$.total=2\nGET http://localhost:8000/members/1/loans\n```",
    ),
)
def verification_expectation(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        for proof in step.verifications:
            if proof.kind == "manual" and len(proof.text.strip()) < 3:
                yield Finding(proof.line, f"{proof.id} does not say what to look at.")
            elif proof.block is not None and not _expects(proof):
                yield Finding(proof.block.lines.first, f"{proof.id} does not say what it expects.")


def _expects(proof: Verification) -> bool:
    if proof.kind not in ("http", "sql"):
        return True
    names = [key.name for key in proof.block.keys] if proof.block else []
    if proof.kind == "http":
        return any(
            name == "status" or name.startswith(("json.", "header.", "body")) for name in names
        )
    return any(name in ("rows", "min-rows", "value", "write") for name in names)
