"""PL319: a step comes after those that it depends on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.plan.evidence import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL319",
    name="depends-later",
    severity=WARNING,
    why="People carry a plan out from the top; an order that only the dependencies know is missed.",
    help="Move the step below the one that it depends on.",
    bad=Sample(
        "- [x] S2.c (manual) The file opens in a spreadsheet program with its accents right",
        "- [x] S2.c (manual) It opens\n\n### S3 - Documentation\n\n- **Goal:** It is written down.\n- **Depends:** S4\n- **Touches:** `docs/api.md`\n\n#### Actions\n\n- [x] S3.1 Write it.\n\n#### Verify\n\n- [x] S3.a (manual) Read it\n\n### S4 - Index\n\n- **Goal:** It is listed.\n- **Touches:** `docs/api.md`\n\n#### Actions\n\n- [x] S4.1 List it.\n\n#### Verify\n\n- [x] S4.a (manual) Read it\n",
        {
            "standing": dict.fromkeys(
                ("S1.a", "S1.b", "S2.a", "S2.b", "S2.c", "S3.a", "S4.a"), Standing.FRESH
            )
        },
    ),
)
def depends_later(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    above: set[str] = set()
    needs = {step.id: set(step.depends) for step in plan.steps}
    for step in plan.steps:
        later = [
            name for name in step.depends if name in needs and name not in above and name != step.id
        ]
        # Two steps that wait for each other are said by the check of circles.
        later = [name for name in later if step.id not in needs[name]]
        if later:
            yield Finding(
                step.depends_line, f"{step.id} depends on {', '.join(later)}, which comes later."
            )
        above.add(step.id)
