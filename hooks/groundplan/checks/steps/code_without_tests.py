"""PL308: code is changed together with its tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import column_of, is_test

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


CODE = re.compile(
    r"\.(?:py|js|jsx|mjs|cjs|ts|tsx|vue|svelte|go|rb|rs|java|kt|cs|php|ex|exs|scala|swift|c|cc|cpp|h)$"
)
GENERATED = re.compile(r"(?:^|/)(?:migrations?|alembic/versions|db/migrate)(?:/|$)")


@check(
    code="PL308",
    name="code-without-tests",
    severity=WARNING,
    why="Tests are planned with the code, in the same step, and not later.",
    help="Add the tests' files to Touches, and what they do to Actions.",
    bad=Sample(
        "- **Touches:** `app/models.py`, `migrations/**`, `tests/test_loans.py`",
        "- **Touches:** `app/models.py`, `migrations/**`",
    ),
    good=Sample(
        "- **Touches:** `app/models.py`, `migrations/**`, `tests/test_loans.py`",
        "- **Touches:** `migrations/**`",
    ),
)
def code_without_tests(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    for step in plan.steps:
        code = [
            g for g in step.touches if CODE.search(g) and not is_test(g) and not GENERATED.search(g)
        ]
        if code and not any(is_test(glob) for glob in step.touches):
            message = f"{step.id} changes {code[0]} and no test."
            yield Finding(step.touches_line, message, column_of(plan, step.touches_line, code[0]))
