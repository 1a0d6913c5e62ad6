"""`groundplan locate`: where a change lands."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  groundplan locate request.md
  gh issue view 12 | groundplan locate
  groundplan locate request.md --json --limit 10
  groundplan locate request.md --explain src/api/users.py"""
)
@click.argument("request", default="-", metavar="[FILE|-]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (the format locate/1).")
@click.option(
    "--limit",
    default=20,
    show_default=True,
    type=click.IntRange(1, 500),
    help="Most places of code.",
)
@click.option("--explain", default="", metavar="PATH", help="Show the evidence for one file.")
def command(request: str, as_json: bool, limit: int, explain: str) -> int:
    """List the places where a change lands, best first, each with its reason.

    Reads a change request, an issue's text or one sentence from FILE or standard input. Nothing
    is run, no network is used, and nothing is written in the repository.

    Exit status: 0 places were found, 1 none.
    """
    from groundplan.locate.view import locate_and_print

    return locate_and_print(request, limit, explain, as_json=as_json)
