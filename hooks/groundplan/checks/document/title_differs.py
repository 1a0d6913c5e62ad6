"""PL007: the heading says the title of the front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.core.model import Edit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL007",
    name="title-differs",
    severity=WARNING,
    why="Two titles are one too many: lists of plans show the one, readers of the plan the other.",
    help="Make the heading and `title` in the front matter the same.",
    bad=Sample("# Export a member's loans as CSV", "# Loans\n\n"),
)
def title_differs(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    title = plan.value("title")
    if plan.title is None or not title.strip() or not plan.title.text:
        return
    if " ".join(plan.title.text.split()) != " ".join(title.split()):
        message = f"The heading says {plan.title.text!r}, the front matter {title!r}."
        yield Finding(plan.title.line, message, edits=_edits(plan, title))


def _edits(plan: Plan, title: str) -> tuple[Edit, ...]:
    heading = plan.title
    is_one_line = heading is not None and heading.body.first == heading.line + 1
    if heading is None or not is_one_line or not plan.lines[heading.line - 1].startswith("#"):
        return ()
    return (Edit(heading.line, heading.line, f"# {' '.join(title.split())}\n"),)
