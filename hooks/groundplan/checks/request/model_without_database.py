"""PL113: a changed table is a change of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.checks.interface import WARNING, Finding, Sample, check
from groundplan.plan.model import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.checks.interface import Surroundings
    from groundplan.plan.model import Plan


@check(
    code="PL113",
    name="model-without-database",
    severity=WARNING,
    why="A table that changes needs a migration and a way back; that is where it is said.",
    help="Say under Database changes what is migrated, or why nothing is.",
    bad=Sample("### Database changes", "### Database changes\n\nNot applicable: none.\n"),
    good=Sample(
        "### Database changes",
        "### Database changes\n\nNo migration: the column is in the view only.\n",
    ),
)
def model_without_database(plan: Plan, seen: Surroundings) -> Iterator[Finding]:
    models = plan.field("interface", "data_models")
    database = plan.field("setup", "database")
    if models.rows and database.state is State.NOT_APPLICABLE:
        names = ", ".join(row[0] for row in models.rows)
        yield Finding(database.heading, f"No database change, but {names} changes.")
