"""`groundplan review`."""

from __future__ import annotations

from pathlib import Path

import click

FORMATS = ("text", "json", "github", "sarif", "junit")


@click.command(
    epilog="""\b
Examples:
  groundplan review --staged                 what would be committed
  groundplan review --base origin/main       what this branch adds
  groundplan review --format github          in CI, which says what to compare with
"""
)
@click.option("--staged", "is_staged", is_flag=True, help="Judge what is staged.")
@click.option(
    "--base", default="", metavar="REF", help="Judge what HEAD adds to this branch or commit."
)
@click.option("--format", "style", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--strict", "is_strict", is_flag=True, help="Exit 1 for warnings too.")
@click.option(
    "--with-plan",
    is_flag=True,
    help="What the commit hook does: compile the repo's own rules first, check the plan last.",
)
def command(
    is_staged: bool, base: str, style: str, as_json: bool, is_strict: bool, with_plan: bool
) -> int:
    """Judge a change by the repo's rules: its paths, and the commands on its added lines."""
    from groundplan.cli.main import run
    from groundplan.core.collector import without_collector
    from groundplan.plan.files import current_plan_path
    from groundplan.review.run import compile_rules, review

    if is_staged and base:
        raise click.UsageError("--staged and --base are two different changes: say one of them.")
    style = "json" if as_json else style
    here = Path.cwd()
    compiled = compile_rules(here) if with_plan else 0
    # A long diff makes syntax of each of its lines; looking for cycles in it costs a fifth more.
    with without_collector():
        status = review(here, is_staged=is_staged, base=base, style=style, is_strict=is_strict)
    strict = ["--strict"] if is_strict else []
    # A team may keep its plan out of git, and then it is not in every checkout.
    has_plan = with_plan and (here / current_plan_path(here)).exists()
    plan = run(["check", "--format", style, *strict]) if has_plan else 0
    return max(compiled, status, plan, _unconnected(here) if with_plan else 0)


def _unconnected(here: Path) -> int:
    from groundplan.install.adopt_workflow import (
        report_unconnected,  # 28 ms: only the commit hook pays
    )

    return report_unconnected(here)
