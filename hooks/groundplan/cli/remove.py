"""`groundplan remove`: take the kit out of a repo."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  groundplan remove --dry-run    shows what would go
  groundplan remove              takes it out"""
)
@click.option("--dry-run", is_flag=True, help="Show what would go; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Say what happened as JSON.")
def command(dry_run: bool, as_json: bool) -> int:
    """Undo adoption and delete what the kit brought and nobody edited.

    Plans, patterns, evidence and every file with edits of your own stay, and are listed.
    """
    from groundplan.install.workflow import remove

    return remove(Path.cwd(), dry_run=dry_run, as_json=as_json)
