"""PL020: no field stands twice in its section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.plan.parser import plain_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL020",
    name="field-duplicate",
    severity=ERROR,
    why="Of two answers to one question only the first is read.",
    help="Merge the two into the first.",
    bad=Sample("### Before", "### Before\n\nNothing.\n\n### Before\n\nA 404.\n"),
)
def field_duplicate(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for section in plan.sections:
        first: dict[str, int] = {}
        for heading in plan.headings:
            if heading.level == 3 and section.body.first <= heading.line <= section.body.last:
                label = plain_title(heading.text)
                if label in first:
                    message = f"{heading.text!r} stands in line {first[label]} already."
                    yield Finding(heading.line, message)
                first.setdefault(label, heading.line)
