"""`groundplan drive`."""

from __future__ import annotations

import click


@click.command(
    context_settings={"ignore_unknown_options": False},
    epilog="""\b
Examples:
  groundplan drive                              the next step, by the agent that is installed
  groundplan drive --agent codex --worktree     in a worktree beside the repo
  groundplan drive --request 'Export as CSV'    from one sentence to a plan
  groundplan drive --agent claude -- --model sonnet     the rest goes to the client
""",
)
@click.option(
    "--agent", default="", metavar="NAME", help="The agent; the first installed by default."
)
@click.option(
    "--job", type=click.Choice(["plan", "step"]), help="What to do; by default what the plan needs."
)
@click.option("--request", default="", metavar="TEXT", help="What should change, for a new plan.")
@click.option("--turns", type=click.IntRange(1, 50), default=5, show_default=True)
@click.option("--minutes", type=click.FloatRange(0.05, 600), default=30, show_default=True)
@click.option("--worktree", is_flag=True, help="Work in a new worktree, on a new branch.")
@click.option("--yes", is_flag=True, help="Run blocks of the plan that nobody has confirmed yet.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print the result as JSON, nothing before it."
)
@click.argument("more", nargs=-1, type=click.UNPROCESSED, metavar="[-- CLIENT_ARGUMENTS]")
def command(
    agent: str,
    job: str | None,
    request: str,
    turns: int,
    minutes: float,
    worktree: bool,
    yes: bool,
    as_json: bool,
    more: tuple[str, ...],
) -> int:
    """Let an agent's client do one job without a terminal: complete the plan, or the next step.

    The client gets the failed checks back until they pass or the budget is used up. It starts only
    in a clean checkout, works on a branch, and accepts nothing. The log is in .groundplan/output/.

    Exit status: 0 done, 1 stopped before it was done, 2 refused, 3 a person is needed, 4 no client.
    """
    from datetime import UTC, datetime
    from pathlib import Path

    from groundplan.core import git
    from groundplan.core.errors import Refused
    from groundplan.drive.run import Options, drive, report

    root = git.repo_root(Path.cwd())
    if root is None:
        raise Refused("This folder is in no git repo.", "Run it where the plan is.")
    options = Options(agent, job or "", request, turns, minutes, worktree, yes, as_json, more)
    end, data = drive(root, options, f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    return report(end, data, as_json=as_json)
