"""PL017: every question that the lane needs is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import places
from groundplan.plan.answer_format import OPEN
from groundplan.plan.model import State
from groundplan.plan.parser import blocks_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL017",
    name="answer-open",
    severity=WARNING,
    why="What is unknown stays visible, so that nobody takes a guess for a decision.",
    help="Ask the user and write the answer in its place, or `Not applicable:` and the reason.",
    bad=Sample("### Performance", "### Performance\n\n_Open: What must hold for performance?_\n"),
    good=Sample("### Performance", "### Performance\n\nNot applicable: one call a month.\n"),
)
def answer_open(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for _, field, place in places(plan):
        if place.state is State.OPEN:
            yield Finding(place.heading, f"Open: {field.question}")
    for heading in (plan.assessment, plan.steps_heading):
        if heading is None:
            continue
        for block in blocks_in(plan.blocks, heading.body):
            line = plan.lines[block.first - 1].strip()
            if block.kind == "paragraph" and OPEN.match(line):
                yield Finding(block.first, f"Open: {line.strip('_*').removeprefix('Open: ')}")
