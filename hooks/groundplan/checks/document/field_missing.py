"""PL015: what the lane needs has its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import is_needed, places
from groundplan.plan.edits import set_answer
from groundplan.plan.model import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL015",
    name="field-missing",
    severity=WARNING,
    why="A question that the lane needs and that is not in the plan will not be asked.",
    help="Add the heading with its answer or with the open question; --fix does the latter.",
    bad=Sample("### Before", ""),
)
def field_missing(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for section, field, place in places(plan):
        body = plan.lines[section.body.first - 1 : section.body.last]
        if place.state is not State.ABSENT or section.not_needed or not any(map(str.strip, body)):
            continue
        if (is_needed(plan, field, seen) or field.always) and plan.section(section.id) is section:
            edits = set_answer(plan, section.id, field.id, None)
            yield Finding(section.line, f"{field.label!r} is missing in this section.", edits=edits)
