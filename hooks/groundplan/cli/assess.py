"""`groundplan assess`: what the code itself can tell."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  groundplan assess                        a summary of this repo
  groundplan assess ../shop --json         the whole as JSON (assess/1)
  groundplan assess --markdown             the Assessment section of a plan
  groundplan assess --only routes,models   these two kinds
  groundplan assess --explain DATABASE_URL where this name comes from"""
)
@click.argument("folder", type=click.Path(path_type=Path), default=None, metavar="[DIR]")
@click.option("--json", "form", flag_value="json", help="Print JSON (the format assess/1).")
@click.option("--markdown", "form", flag_value="markdown", help="Print the section of a plan.")
@click.option("--only", default="", metavar="KIND,KIND", help="Look for these kinds of fact only.")
@click.option(
    "--explain", default="", metavar="NAME", help="Say why this fact: each line that shows it."
)
def command(folder: Path | None, form: str | None, only: str, explain: str) -> int:
    """Read a repo and print facts, each with its file and line. Nothing is run, nothing written.

    Without DIR the whole repo around the current folder; with it that folder alone.
    """
    from groundplan.assess.view import assess_and_print

    return assess_and_print(folder, form or "summary", only, explain)
