"""PL026: the assessment says what the code tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.plan.parser import blocks_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL026",
    name="assessment-empty",
    severity=WARNING,
    why="A plan that rests on no look at the code rests on guesses.",
    help="Run `groundplan assess --markdown` and put what matters here, each fact with its place.",
    bad=Sample("## Assessment", "## Assessment\n"),
)
def assessment_empty(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    heading = plan.assessment
    if heading is not None and not blocks_in(plan.blocks, heading.body):
        yield Finding(heading.line, "Nothing stands under Assessment.")
