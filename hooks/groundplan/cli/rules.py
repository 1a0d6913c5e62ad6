"""`groundplan rules`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from groundplan.core import git, terminal


@click.group(
    epilog="""\b
Examples:
  groundplan rules list                the rules of this repo
  groundplan rules show env-readonly   one rule: text, reason, what it stops
  groundplan rules compile             take over .groundplan/rules.local.yml
"""
)
def command() -> None:
    """Show the rules of this repo, and take over its own."""


def _root() -> Path:
    return git.repo_root(Path.cwd()) or Path.cwd()


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the rules as JSON.")
def list_command(as_json: bool) -> int:
    """List the rules in the order in which they are read."""
    from groundplan.rules import local
    from groundplan.rules.listing import table_text

    shown = local.shown_rules(_root())
    if as_json:
        rows = [{**item.rule, "state": item.state, "off": item.reason or None} for item in shown]
        terminal.print_line(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        terminal.print_line(table_text(shown))
    if local.is_stale(_root()):
        terminal.print_error(
            f"{local.SOURCE} changed since it was compiled.", "Run: groundplan rules compile"
        )
    return 0


@command.command("show")
@click.argument("name", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print the rule as JSON.")
def show_command(name: str, as_json: bool) -> int:
    """Show one rule whole."""
    from groundplan.rules import local
    from groundplan.rules.listing import named, rule_text

    item = named(local.shown_rules(_root()), name)
    if as_json:
        terminal.print_line(
            json.dumps({**item.rule, "state": item.state}, indent=2, ensure_ascii=False)
        )
    else:
        terminal.print_prose(rule_text(item, local.facts_of(_root())))
    return 0


@command.command("compile")
def compile_command() -> int:
    """Take over the repo's own rules from .groundplan/rules.local.yml."""
    from groundplan.rules import local

    changed = local.compile_own(_root())
    terminal.print_line(f"{local.COMPILED} {'is made anew' if changed else 'was right already'}.")
    if changed:
        terminal.print_line("Next: groundplan adopt puts their text into AGENTS.md.")
    return 0
