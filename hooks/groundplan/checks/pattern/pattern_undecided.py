"""PL501: governed code is changed with its pattern in mind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Governed, Sample, check
from groundplan.plan.evidence import glob_matcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL501",
    name="pattern-undecided",
    severity=WARNING,
    why="Code that a pattern governs is changed after its document, or the document is changed first.",
    help="Name the document in the assessment, a step or a decision: that it is followed, or why it changes.",
    bad=Sample(
        "- **Touches:** `app/models.py`, `migrations/**`, `tests/test_loans.py`",
        "- **Touches:** `app/models.py`, `migrations/**`, `tests/test_loans.py`",
        {"patterns": (Governed("docs/patterns/models.md", ("app/models.py",)),)},
    ),
    good=Sample(
        "- Flask application (`app/__init__.py:3`)",
        "- Models follow `docs/patterns/models.md`",
        {"patterns": (Governed("docs/patterns/models.md", ("app/models.py",)),)},
    ),
)
def pattern_undecided(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for pattern in seen.patterns:
        name = pattern.path.rsplit("/", 1)[-1]
        globs = pattern.globs
        if not globs or name in plan.text or pattern.path in plan.text:
            continue
        for step in plan.steps:
            governed = [g for g in step.touches if any(_meet(g, glob) for glob in globs)]
            if governed:
                message = (
                    f"{pattern.path} governs {governed[0]}, and the plan does not speak of it."
                )
                yield Finding(step.touches_line, message)
                break


def _meet(touched: str, glob: str) -> bool:
    """Say whether a touched path, or the folder that a touched glob stands for, is governed."""
    plain = touched.split("*")[0].rstrip("/") if "*" in touched else touched
    matches = glob_matcher(glob)
    return bool(matches(touched) or (plain and matches(plain)))
