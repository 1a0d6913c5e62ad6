"""`groundplan archive`."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Example:
  groundplan archive
"""
)
@click.option("--plan", "path", metavar="PATH", help="Another plan than PLAN.md.")
@click.option("--by", default="", metavar="NAME", help="Who archives; git's user.name by default.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(path: str | None, by: str, as_json: bool) -> int:
    """Keep a plan that is done in docs/plans, and begin again with the skeleton.

    Exit status: 0 kept, 1 `check --done` still reports something, 2 refused.
    """
    from datetime import UTC, datetime

    from groundplan.plan.files import find_plan
    from groundplan.verify.accept import person
    from groundplan.verify.archive import archive

    return archive(find_plan(path), person(by), datetime.now(UTC), as_json=as_json)
