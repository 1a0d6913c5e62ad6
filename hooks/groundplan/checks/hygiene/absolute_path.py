"""PL702: paths of one machine do not stand in a plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import lines_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


HOME = re.compile(
    r"(?<![\w./-])(?:/(?:home|Users)/[\w.-]+/|/root/|[A-Za-z]:\\(?:Users\\)?[\w.-]+|file:///|/private/(?:var|tmp)/)[^\s`)\"']*"
)
# What stands in every text that it finds, in small letters.
HINTS = ("/home/", "/users/", "/root/", ":\\", "file:///", "/private/")


@check(
    code="PL702",
    name="absolute-path",
    severity=WARNING,
    why="A path of one machine is wrong on every other, and says who sits there.",
    help="Write the path from the root of the repo.",
    bad=Sample("- docs/img/export-button.png", "- /home/ada/work/img/export-button.png"),
    good=Sample("- docs/img/export-button.png", "- https://example.org/home/ada/button.png"),
    in_skeleton=True,
)
def absolute_path(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for number in lines_with(plan, HINTS):
        for found in HOME.finditer(plan.lines[number - 1]):
            yield Finding(number, f"`{found.group()}` is a path of one machine.", found.start() + 1)
