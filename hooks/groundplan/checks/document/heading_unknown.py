"""PL019: headings in a section are its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import shape_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL019",
    name="heading-unknown",
    severity=WARNING,
    why="What stands below a heading of another name is not read as an answer.",
    help="Use the field's own label, or a heading of level 4 for a part of an answer.",
    bad=Sample("### External references", "### External refs\n\n- RFC 4180, the CSV format\n"),
    good=Sample("### External references", "### External references\n\n- RFC 4180\n\n#### More\n"),
)
def heading_unknown(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for section in plan.sections:
        labels = [field.label for field in shape_of(section.id).fields]
        for heading in section.unknown:
            import difflib

            near = difflib.get_close_matches(heading.text, labels, n=1, cutoff=0.5)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            yield Finding(heading.line, f"{heading.text!r} is no field of this section.{hint}")
