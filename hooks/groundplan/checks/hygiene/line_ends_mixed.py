"""PL705: all lines end in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL705",
    name="line-ends-mixed",
    severity=WARNING,
    why="Mixed line ends make every editor show another difference.",
    help="Save the file with one line end.",
    bad=Sample("- No new runtime dependency", "- No new runtime dependency\r\n- No new service"),
    in_skeleton=True,
)
def line_ends_mixed(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if "\r\n" not in plan.text:
        return
    ended = plan.lines[:-1]
    with_return = [number for number, line in enumerate(ended, start=1) if line.endswith("\r")]
    if with_return and len(with_return) < len(ended):
        yield Finding(
            with_return[0], f"{len(with_return)} of {len(ended)} lines end with a carriage return."
        )
