"""PL115: an environment variable is a name, never a value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check
from groundplan.checks.looking import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL115",
    name="env-name-form",
    severity=ERROR,
    why="Values are the user's, differ on every machine and may be secrets; a plan is committed.",
    help="Write the name only. The value is asked of the user.",
    bad=Sample(
        "| EXPORT_LIMIT | most loans in one file |", "| EXPORT_LIMIT=500 | most loans in one file |"
    ),
)
def env_name_form(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for row, line in rows(plan, "setup", "env_vars"):
        name = row[0].strip().strip("`")
        if "=" in name:
            yield Finding(line, f"{name.split('=')[0]!r} is given a value.")
        elif not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*(?:[*]|_\*)?", name):
            yield Finding(line, f"{row[0]!r} is not the name of an environment variable.")
