"""PL016: a field's place holds an answer or the open question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import places
from groundplan.plan.edits import set_answer
from groundplan.plan.model import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL016",
    name="field-empty",
    severity=WARNING,
    why="Nothing at all can't be told from something forgotten.",
    help="Answer it, or write `Not applicable:` and the reason.",
    bad=Sample("### Security", "### Security\n\n<!-- later -->\n"),
    good=Sample("### Security", "### Security\n\nNot applicable: the route is public.\n"),
)
def field_empty(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for section, field, place in places(plan):
        if place.state is not State.EMPTY:
            continue
        text = "\n".join(plan.lines[place.body.first - 1 : place.body.last]).strip()
        is_first = plan.section(section.id) is section
        edits = set_answer(plan, section.id, field.id, None) if is_first and not text else ()
        yield Finding(place.heading, f"Nothing stands at {field.label!r}.", edits=edits)
