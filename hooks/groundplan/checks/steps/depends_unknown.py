"""PL309: a step depends on steps that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.checks.looking import column_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL309",
    name="depends-unknown",
    severity=ERROR,
    why="A step that waits for one that does not exist waits for ever.",
    help="Name the id of a step of this plan, or `none`.",
    bad=Sample("- **Depends:** S1", "- **Depends:** S7"),
)
def depends_unknown(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    known = {step.id for step in plan.steps}
    for step in plan.steps:
        for name in step.depends:
            if name not in known:
                column = column_of(plan, step.depends_line, name)
                yield Finding(
                    step.depends_line, f"{step.id} depends on {name}, which is no step.", column
                )
