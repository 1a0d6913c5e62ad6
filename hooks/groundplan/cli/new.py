"""`groundplan new`: a change request becomes a plan."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  groundplan new                              asks, section by section
  groundplan new --from request.md            Markdown, an issue's body, YAML or JSON
  gh issue view 7 --json body -q .body | groundplan new --from - --issue 7
  groundplan new --lane small --answer change.summary='Correct the footer'
  groundplan new --plan PLAN.md               goes through a plan that is there"""
)
@click.option("--from", "source", metavar="FILE|-", default="", help="Read the answers from here.")
@click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar="SECTION.FIELD=TEXT",
    help="One answer; can be given many times.",
)
@click.option(
    "--lane",
    type=click.Choice(["small", "normal", "high"]),
    help="How big the change is: which questions it needs.",
)
@click.option("--issue", default="", metavar="WHERE", help="Where the change was asked for.")
@click.option("--resume", default="", metavar="ID", help="Go on with this unfinished interview.")
@click.option("--plan", default="", metavar="FILE", help="Fill this plan, and change only that.")
@click.option("--json", "as_json", is_flag=True, help="Say what was made as JSON.")
def command(
    source: str,
    answers: tuple[str, ...],
    lane: str | None,
    issue: str,
    resume: str,
    plan: str,
    as_json: bool,
) -> int:
    """Ask for a change, and fill PLAN.md with the answers and first steps.

    Each answer is on disk once it is confirmed: after Ctrl-C, or a closed terminal, the same command
    goes on. A plan that is not done is never overwritten.
    """
    from groundplan.core.model import Lane
    from groundplan.draft.new import new
    from groundplan.request.options import Wish

    return new(Wish(source, answers, Lane(lane) if lane else None, issue, resume, plan, as_json))
