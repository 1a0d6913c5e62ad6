"""`groundplan answer`: answers to open questions of a plan, without a terminal."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  groundplan answer change.reason='The treasurer asked for it'
  groundplan answer --json - < answers.yml          YAML or JSON: the keys and their answers
"""
)
@click.argument("answers", nargs=-1, required=True, metavar="KEY=VALUE... | - | FILE")
@click.option("--plan", default="", metavar="PATH", help="Another plan than PLAN.md.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(answers: tuple[str, ...], plan: str, as_json: bool) -> int:
    """Fill answers into a plan by their keys, as often as needed; only they are changed.

    The keys of the open questions are those that `new --json` and `answer --json` list.
    """
    from pathlib import Path

    from groundplan.core import git
    from groundplan.draft.new import new
    from groundplan.plan.files import current_plan_path
    from groundplan.request.options import Wish

    sources = [word for word in answers if "=" not in word]
    typed = tuple(word for word in answers if "=" in word)
    if len(sources) > 1:
        raise click.UsageError("Name one file, or - for standard input.")
    plan = plan or current_plan_path(git.repo_root(Path.cwd()) or Path.cwd())
    return new(Wish(source="".join(sources), answers=typed, plan=plan, as_json=as_json))
