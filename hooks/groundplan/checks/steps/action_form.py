"""PL314: an action has a box and an id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.core.model import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL314",
    name="action-form",
    severity=WARNING,
    why="Boxes show how far a step is; ids let people speak of one action.",
    help="Write `- [ ] S2.1 what to do`; --fix does.",
    bad=Sample(
        "- [x] S2.3 List the endpoint in the documentation.",
        "- List the endpoint in the documentation.",
    ),
)
def action_form(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        if not step.id:
            continue  # said by the check of ids
        taken = {action.id for action in step.actions}
        number = 0
        for action in step.actions:
            is_own = action.id.startswith(f"{step.id}.")
            if is_own and action.ticked is not None:
                continue
            number = next(n for n in range(number + 1, 10_000) if f"{step.id}.{n}" not in taken)
            edits = _edits(plan, action.line, action.id if is_own else f"{step.id}.{number}")
            message = (
                "This action has no box."
                if action.ticked is None
                else f"This action's id is not of {step.id}."
            )
            yield Finding(
                action.line, message if action.id else "This action has no id.", edits=edits
            )


def _edits(plan: Plan, line: int, name: str) -> tuple[Edit, ...]:
    found = re.match(
        r"( {0,3}(?:[-+*]|\d{1,9}[.)])[ \t]+)(\[[ xX]\][ \t]+)?(?:[A-Za-z]{1,3}\d{1,4}\.\d{1,4}[ \t:]+)?(.*)$",
        plan.lines[line - 1].rstrip("\r"),
    )
    if found is None or not found[3]:
        return ()
    return (Edit(line, line, f"{found[1]}{found[2] or '[ ] '}{name} {found[3]}\n"),)
