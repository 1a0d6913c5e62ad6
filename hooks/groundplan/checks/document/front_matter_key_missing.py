"""PL003: the front matter has all its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.plan.edits import set_front

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


KEYS = ("id", "title", "status", "lane", "base", "issue")
MAY_BE_EMPTY = ("base", "issue")


@check(
    code="PL003",
    name="front-matter-key-missing",
    severity=ERROR,
    why="Commands find a plan, its state and its evidence by these keys.",
    help="Add the key; base and issue may be empty strings.",
    bad=Sample('base: "3f2c1ab0"', ""),
)
def front_matter_key_missing(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if not plan.front_lines or plan.front_troubles:
        return
    known = {entry.key for entry in plan.front}
    for key in KEYS:
        if key not in known:
            edits = set_front(plan, {key: ""}) if key in MAY_BE_EMPTY else ()
            yield Finding(1, f"The front matter has no `{key}`.", edits=edits)
