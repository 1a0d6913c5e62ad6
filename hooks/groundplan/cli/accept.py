"""`groundplan accept`."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  groundplan accept --plan --show                  one screen: what would be accepted
  groundplan accept --plan --by "Ada Lovelace"     the draft becomes active
  groundplan accept --note "only the README"       what changed since `base` was looked at
"""
)
@click.argument("path", required=False)
@click.option("--plan", "whole", is_flag=True, help="Agree to the plan: a draft becomes active.")
@click.option("--show", is_flag=True, help="With --plan: show the summary, accept nothing.")
@click.option("--by", default="", metavar="NAME", help="Who accepts; git's user.name by default.")
@click.option("--note", default="", help="What was looked at.")
@click.option("--json", "as_json", is_flag=True, help="With --show: print it as JSON.")
def command(path: str | None, whole: bool, show: bool, by: str, note: str, as_json: bool) -> int:
    """Record that a person looked: at the plan (--plan), or at what changed since its base.

    PATH is another plan than PLAN.md. A plan is not accepted while `check` has errors for it, and
    never by an agent. At a terminal the summary is shown and a token has to be typed.

    Exit status: 0 accepted or shown, 2 refused, 3 a person has to do it.
    """
    from datetime import UTC, datetime

    from groundplan.plan.files import find_plan
    from groundplan.verify.accept import accept_drift, accept_plan, person, show_plan

    if (show or as_json) and not (show and whole):
        raise click.UsageError("Use --show together with --plan, and --json with both.")
    source = find_plan(path)
    if show:
        return show_plan(source, as_json=as_json)
    who, now = person(by), datetime.now(UTC)
    return accept_plan(source, who, now) if whole else accept_drift(source, who, note, now)
