"""PL105: an endpoint is a method and a path."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.checks.looking import rows
from groundplan.core.model import Edit
from groundplan.plan.answer_format import encode_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


METHODS = frozenset(
    {
        "GET",
        "POST",
        "PUT",
        "PATCH",
        "DELETE",
        "HEAD",
        "OPTIONS",
        "TRACE",
        "CONNECT",
        "QUERY",
        "ANY",
        "WS",
        "SSE",
    }
)
NAMED = frozenset({"RPC", "GRAPHQL", "SUBSCRIBE", "EVENT", "CLI"})
"""Interfaces whose places are names and not paths."""


@check(
    code="PL105",
    name="endpoint-form",
    severity=ERROR,
    why="Tests and requests are written from the method and the whole path.",
    help="Write the method in capitals (GET, POST, ...) and the path with every prefix, from `/`.",
    bad=Sample(
        "### New endpoints",
        "### New endpoints\n\n| Method | Path | Description |\n| --- | --- | --- |\n| fetch | loans.csv | the loans |\n",
    ),
    good=Sample(
        "### New endpoints",
        "### New endpoints\n\n| Method | Path | Description |\n| --- | --- | --- |\n| GET, HEAD | `/members/<int:id>/loans.csv` | the loans |\n",
    ),
)
def endpoint_form(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for name in ("new_endpoints", "modified_endpoints"):
        for row, line in rows(plan, "interface", name):
            words = [word.strip(" `*") for word in re.split(r"[,/ ]+", row[0]) if word.strip(" `*")]
            path = row[1].strip().strip("`")
            wrong = [word for word in words if word.upper() not in METHODS | NAMED]
            if wrong or not words:
                yield Finding(line, f"{row[0] or 'An empty cell'!r} is no method.")
            elif [word for word in words if word != word.upper()]:
                yield Finding(
                    line, f"{row[0]!r} is not in capitals.", edits=_capitals(plan, line, row[0])
                )
            elif not path.startswith("/") and not set(words) & NAMED and "://" not in path:
                yield Finding(line, f"{row[1]!r} is no path from `/`.")


def _capitals(plan: Plan, line: int, cell: str) -> tuple[Edit, ...]:
    text = plan.lines[line - 1].rstrip("\r")
    if text.count(cell) != 1 or encode_cell(cell) != cell:
        return ()
    return (Edit(line, line, text.replace(cell, cell.upper()) + "\n"),)
