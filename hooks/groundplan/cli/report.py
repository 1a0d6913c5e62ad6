"""`groundplan report`."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  groundplan report                                  Markdown, for a pull request
  groundplan report --base origin/main               with what the review of this branch finds
  groundplan report --format html > report.html
"""
)
@click.argument("path", required=False)
@click.option(
    "--format", "style", type=click.Choice(["md", "html"]), default="md", show_default=True
)
@click.option("--base", default="", metavar="REF", help="Review what HEAD adds to this.")
def command(path: str | None, style: str, base: str) -> int:
    """Print the plan, its steps, its evidence and what the review found, for whoever reviews.

    PATH is another plan than PLAN.md. Where PLAN.md is a skeleton, it is about the plan that the
    change archives. In CI the base is known. Texts of the plan are shown as text and never act.
    """
    from groundplan.core import terminal
    from groundplan.core.errors import Refused
    from groundplan.plan.files import find_plan
    from groundplan.report import markdown, page
    from groundplan.report.content import base_of_change, content_of, report_source

    source = find_plan(path)
    root = source.root
    if root is None:
        raise Refused("This folder is in no git repo.", "Run it where the plan is.")
    base = base_of_change(base)
    source = source if path else report_source(root, base)
    content = content_of(root, source, base)
    terminal.print_part(markdown.document(content) if style == "md" else page.document(content))
    return 0
