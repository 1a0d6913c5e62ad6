"""PL606: the evidence can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


from groundplan.core.model import Trouble


@check(
    code="PL606",
    name="evidence-unreadable",
    severity=ERROR,
    why="A record that can't be read proves nothing; most often a merge went wrong there.",
    help="Take the line out of the evidence file, and run `groundplan verify` again.",
    bad=Sample(
        "## Decisions",
        "## Decisions\n",
        {
            "evidence_troubles": (
                Trouble(".groundplan/evidence/x.jsonl", 3, "This line is no record of a run."),
            )
        },
    ),
)
def evidence_unreadable(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for trouble in seen.evidence_troubles:
        yield Finding(plan.front_line("id"), f"{trouble.path}:{trouble.line}: {trouble.sentence}")
