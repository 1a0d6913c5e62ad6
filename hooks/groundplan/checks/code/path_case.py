"""PL208: a path is written as the file is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.checks.looking import column_of, paths
from groundplan.core.model import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL208",
    name="path-case",
    severity=ERROR,
    why="On Linux and in CI `App.py` and `app.py` are two files; on many laptops they are one.",
    help="Write the path as git shows it; --fix does.",
    bad=Sample(
        "| `docs/api.md` | lists the endpoints |", "| `docs/API.md` | lists the endpoints |"
    ),
)
def path_case(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    if seen.files is None:
        return
    known = {file.casefold(): file for file in seen.files}
    named = [entry for name in ("primary", "related") for entry in paths(plan, "files", name)]
    for path, line in named:
        right = known.get(path.casefold())
        if right is not None and path not in seen.files:
            text = plan.lines[line - 1].rstrip("\r")
            edits = (
                (Edit(line, line, text.replace(path, right) + "\n"),)
                if text.count(path) == 1
                else ()
            )
            yield Finding(line, f"{path} is called {right}.", column_of(plan, line, path), edits)
