"""`groundplan verify`."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  groundplan verify            what is not confirmed yet, in the order of the steps
  groundplan verify S2         one step
  groundplan verify S2.a       one verification
  groundplan verify --all --yes --junit verify.xml     everything, in CI
"""
)
@click.argument("names", nargs=-1, metavar="[STEP|VERIFICATION]...")
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Confirmed ones too; with a name, also what it depends on.",
)
@click.option(
    "--again",
    is_flag=True,
    help="Run everything without looking at the evidence, keep nothing, and compare (CI).",
)
@click.option("--stale", is_flag=True, help="Only what was confirmed and has changed since.")
@click.option("--yes", is_flag=True, help="Run blocks that nobody has confirmed yet (CI).")
@click.option(
    "--env",
    "variables",
    multiple=True,
    metavar="NAME",
    help="Give this variable to the blocks, also a credential; may be repeated.",
)
@click.option(
    "--keep-going", is_flag=True, help="Go on after a failure with what does not depend on it."
)
@click.option("--plan", "path", metavar="PATH", help="Another plan than PLAN.md.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
@click.option("--junit", type=click.Path(dir_okay=False), help="Write the results as JUnit XML.")
@click.option(
    "--report", type=click.Path(dir_okay=False), help="Write one HTML page about the whole plan."
)
def command(
    names: tuple[str, ...],
    everything: bool,
    again: bool,
    stale: bool,
    yes: bool,
    variables: tuple[str, ...],
    keep_going: bool,
    path: str | None,
    as_json: bool,
    junit: str | None,
    report: str | None,
) -> int:
    """Run a plan's verifications, keep what they say, and tick what is confirmed.

    Each command is shown before it runs. A block that nobody has seen yet, or that has changed, is
    asked about first. Exit status: 0 all confirmed, 1 something failed, 2 refused, 3 a person has
    to do something, 4 this machine lacks a program.
    """
    from groundplan.verify import prompts, reports
    from groundplan.verify.run import Options, verify
    from groundplan.verify.selection import Wish

    root, plan = prompts.find_plan(path)
    outputs = reports.check_outputs(junit, report)
    if again and stale:
        raise click.UsageError("--again runs everything, --stale a part: use one of them.")
    wish = Wish(names, everything=everything or again, only_stale=stale)
    options = Options(
        wish,
        yes=yes,
        keep_going=keep_going or again,
        again=again,
        variables=frozenset(variables),
        quiet=as_json,
    )
    ended = verify(root, plan, options, prompts.person(is_quiet=as_json))
    reports.write(root, ended, outputs, as_json=as_json)
    return ended.status
