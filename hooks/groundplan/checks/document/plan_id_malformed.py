"""PL005: a plan's id is a date and a slug, and that of its file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


ID = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])-[a-z0-9]+(?:-[a-z0-9]+)*")


@check(
    code="PL005",
    name="plan-id-malformed",
    severity=ERROR,
    why="The id names the plan's file and its evidence; a date and a slug never collide as a counter does.",
    help="Write the day and a few words: 2026-11-24-export-loans. Rename the file with it.",
    bad=Sample("id: 2026-11-24-export-loans", "id: Plan 7"),
)
def plan_id_malformed(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    value = plan.id
    if not value:
        return
    if not ID.fullmatch(value) or len(value) > 120:
        yield Finding(plan.front_line("id"), f"The id {value!r} is not a date and a slug.")
    elif seen.file_id not in ("", value):
        message = f"The id {value!r} is not that of the file, {seen.file_id!r}."
        yield Finding(plan.front_line("id"), message)
