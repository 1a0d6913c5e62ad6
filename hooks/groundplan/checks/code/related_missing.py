"""PL204: files that the plan refers to are there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import column_of, is_inside, is_named, paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


FILE = re.compile(r"[\w.-]+(?:/[\w.\[\]()-]+)+|[\w-]+\.[a-z]{1,5}")


@check(
    code="PL204",
    name="related-missing",
    severity=WARNING,
    why="An example that can't be found teaches nothing, and a related file that moved will be missed.",
    help="Correct the path, from the root of the repo.",
    bad=Sample(
        "| `app/routes/tools.py:41` | the paging |", "| `app/routes/pages.py:41` | the paging |"
    ),
    good=Sample(
        "| `app/routes/tools.py:41` | the paging |", "| The paging of the old product | its tests |"
    ),
)
def related_missing(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if seen.files is None:
        return
    new = {path for path, _ in paths(plan, "files", "new")}
    for section, name in (("files", "related"), ("references", "similar")):
        for path, line in paths(plan, section, name):
            is_file = FILE.fullmatch(path) and is_inside(path)
            if is_file and path not in new and not is_named(path, seen.files):
                yield Finding(line, f"{path} does not exist.", column_of(plan, line, path))
