"""PL013: no section stands there twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import ERROR, Finding, Sample, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL013",
    name="section-duplicate",
    severity=ERROR,
    why="Of two answers to one question only the first is read; the other one is lost without a word.",
    help="Merge the two sections into the first.",
    bad=Sample(
        "## 9. Examples & References",
        "## 9. Examples & References\n\n_Not needed in a high change._\n\n## 9. Examples & References\n\n_Not needed in a high change._\n",
    ),
)
def section_duplicate(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for section in plan.sections:
        if section.id in first:
            yield Finding(section.line, f"This section stands in line {first[section.id]} already.")
        first.setdefault(section.id, section.line)
