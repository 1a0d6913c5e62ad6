"""`groundplan accept`."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  groundplan accept --plan --by "Ada Lovelace"     the draft becomes active
  groundplan accept --note "only the README"       what changed since `base` was looked at
"""
)
@click.argument("path", required=False)
@click.option("--plan", "whole", is_flag=True, help="Agree to the plan: a draft becomes active.")
@click.option("--by", default="", metavar="NAME", help="Who accepts; git's user.name by default.")
@click.option("--note", default="", help="What was looked at.")
def command(path: str | None, whole: bool, by: str, note: str) -> int:
    """Record that a person looked: at the plan (--plan), or at what changed since its base.

    PATH is another plan than PLAN.md. A plan is not accepted while `check` has errors for it.
    """
    from datetime import UTC, datetime

    from groundplan.plan.files import find_plan
    from groundplan.verify.accept import accept_drift, accept_plan, person

    source, who, now = find_plan(path), person(by), datetime.now(UTC)
    return accept_plan(source, who, now) if whole else accept_drift(source, who, note, now)
