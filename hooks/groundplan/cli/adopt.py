"""`groundplan adopt`: connect the kit to files that the repo has."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  groundplan adopt            shows the diff, then does it
  groundplan adopt --check    for CI: exit 1 when something is not connected
  groundplan adopt --undo     gives back the exact bytes"""
)
@click.option("--dry-run", is_flag=True, help="Show the diff; write nothing.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when something is missing.")
@click.option("--undo", is_flag=True, help="Take every edit of adoption back.")
@click.option("--json", "as_json", is_flag=True, help="Say what happened as JSON.")
def command(dry_run: bool, check: bool, undo: bool, as_json: bool) -> int:
    """Connect the kit to your own Makefile, rules files, hooks and agent settings.

    Each file is edited as what it is (order, comments, quotes, tabs and line ends stay), once. A file
    that can't be read safely is left alone, and you are told what to paste.
    """
    from groundplan.install.adopt_workflow import adopt_here

    return adopt_here(Path.cwd(), dry_run=dry_run, check=check, is_undo=undo, as_json=as_json)
