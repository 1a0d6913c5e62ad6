"""`groundplan next`."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  groundplan next
  groundplan next --json
"""
)
@click.option("--plan", "path", metavar="PATH", help="Another plan than PLAN.md.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def command(path: str | None, as_json: bool) -> int:
    """Show the next step that can be done, with its rules, files and verifications.

    Exit status: 0 there is one or all are done, 1 none can be done, 3 nobody accepted the plan.
    """
    from groundplan.plan.files import find_plan
    from groundplan.verify.next import show_next

    return show_next(find_plan(path), as_json=as_json)
