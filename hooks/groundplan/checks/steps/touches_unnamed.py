"""PL311: what a step touches is named in the request, too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.checks.looking import column_of, is_inside, is_said, is_test, paths
from groundplan.plan.evidence import glob_matcher

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL311",
    name="touches-unnamed",
    severity=WARNING,
    why="A file that only a step knows was not thought of when the change was agreed.",
    help="Name the file under Files & Components, or take it out of the step.",
    bad=Sample(
        "- **Touches:** `app/routes/loans.py`, `app/services/export.py`, `docs/api.md`, `tests/test_loans.py`",
        "- **Touches:** `app/routes/loans.py`, `app/services/export.py`, `app/routes/tools.py`, `tests/test_loans.py`",
    ),
    good=Sample(
        "- **Touches:** `app/routes/loans.py`, `app/services/export.py`, `docs/api.md`, `tests/test_loans.py`",
        "- **Touches:** `app/routes/*.py`, `app/services/export.py`, `tests/**`",
    ),
)
def touches_unnamed(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    named = {
        path.casefold()
        for name in ("primary", "related", "new")
        for path, _ in paths(plan, "files", name)
    }
    if not named:
        return  # a lane that does not ask for files, or a question that is open
    for step in plan.steps:
        if step.is_draft:
            continue  # nobody's word yet: its own warning asks for somebody to go over it
        for glob in step.touches:
            if (
                is_inside(glob)
                and not is_test(glob)
                and not _is_named(glob, named)
                and not _is_of_data(glob, plan)
            ):
                message = f"{step.id} touches `{glob}`, which Files & Components does not name."
                yield Finding(step.touches_line, message, column_of(plan, step.touches_line, glob))


def _is_named(glob: str, named: set[str]) -> bool:
    glob = glob.casefold()
    return any(glob_matcher(glob)(path) or glob_matcher(path)(glob) for path in named)


def _is_of_data(glob: str, plan: Plan) -> bool:
    """Models and migrations are named by the tables that change, dependencies by their own table."""
    tables = bool(plan.field("interface", "data_models").rows)
    wants = tables or is_said(plan.field("setup", "database"))
    if wants and re.search(
        r"(?:^|/)(?:models?|migrations?|alembic|migrate|schema|entities|prisma)(?:[/.*]|$)", glob
    ):
        return True
    manifest = r"(?:^|/)(?:pyproject\.toml|requirements[^/]*|setup\.(?:py|cfg)|package[^/]*\.json|[^/]*\.lock|pnpm-lock\.yaml|yarn\.lock|uv\.lock|go\.(?:mod|sum)|Gemfile[^/]*|Cargo\.(?:toml|lock))$"
    return bool(plan.field("setup", "dependencies").rows) and bool(re.search(manifest, glob))
