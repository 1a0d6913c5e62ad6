"""`groundplan patterns`: documents of how things are done here."""

from __future__ import annotations

from pathlib import Path

import click


@click.group(
    epilog="""\b
Examples:
  groundplan patterns new routes --from-code   a draft with real places
  groundplan patterns new "Background jobs"    the empty form
  groundplan patterns check                    examples that moved, globs that match nothing"""
)
def command() -> None:
    """Draft pattern documents from the code, and check them against it."""


@command.command()
@click.argument("name")
@click.option("--from-code", is_flag=True, help="Fill in real examples and the globs they lie in.")
def new(name: str, from_code: bool) -> int:
    """Write docs/patterns/NAME.md; a person finishes it.

    With --from-code NAME is one of: routes, models, migrations, tests, settings, errors.
    """
    from groundplan.patterns.view import write_pattern

    return write_pattern(Path.cwd(), name, from_code=from_code)


@command.command()
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def check(as_json: bool) -> int:
    """Report examples that moved and globs that match nothing."""
    from groundplan.patterns.view import print_problems

    return print_problems(Path.cwd(), as_json=as_json)
