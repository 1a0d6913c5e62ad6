"""PL011: sections have their own titles and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import shape_of
from groundplan.core.model import Edit
from groundplan.plan.parser import plain_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL011",
    name="section-renamed",
    severity=WARNING,
    why="People find their way in every plan by the same ten headings.",
    help="Give the section its title and number back; --fix does.",
    bad=Sample(
        "## 5. Expected Behavior", "## 5. How it behaves\n\n_Not needed in a high change._\n"
    ),
    good=Sample(
        "## 5. Expected Behavior", "## 5. Expected  behavior\n\n_Not needed in a high change._\n"
    ),
)
def section_renamed(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    taken: set[str] = set()
    for section in plan.sections:
        shape = shape_of(section.id)
        same = plain_title(section.title) == plain_title(shape.title)
        if section.id in taken or (same and section.number == shape.number):
            continue
        taken.add(section.id)
        right = f"## {shape.number}. {shape.title}"
        is_atx = plan.lines[section.line - 1].lstrip(" ").startswith("#")
        edits = (Edit(section.line, section.line, f"{right}\n"),) if is_atx else ()
        yield Finding(section.line, f"This section should be called `{right}`.", edits=edits)
