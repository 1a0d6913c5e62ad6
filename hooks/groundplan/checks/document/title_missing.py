"""PL006: the plan has a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.plan.edits import insert_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL006",
    name="title-missing",
    severity=WARNING,
    why="People who open the plan on a host read the heading first.",
    help="Write one heading of level 1 with the change's summary.",
    bad=Sample('title: "Export a member\'s loans as CSV"', 'title: ""'),
    in_skeleton=False,
)
def title_missing(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    has_key = any(entry.key == "title" for entry in plan.front)
    if has_key and not plan.value("title").strip():
        yield Finding(plan.front_line("title"), "The title in the front matter is empty.")
    elif plan.title is None or not plan.title.text:
        title = plan.value("title")
        line = plan.front_lines.last + 1
        edits = (insert_before(line, ["", f"# {title}"]),) if title and plan.title is None else ()
        yield Finding(
            line if plan.front_lines else 1, "The plan has no heading of level 1.", edits=edits
        )
