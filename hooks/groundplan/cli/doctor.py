"""`groundplan doctor`: whether what landed here works on this machine."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  groundplan doctor          what is missing here, and the command that mends it
  groundplan doctor --fix    mends what harms nothing
  groundplan doctor --live claude-code --clients ~/.cache/groundplan-clients"""
)
@click.option(
    "--live",
    "live",
    multiple=True,
    metavar="AGENT",
    help="Start this agent's client in a scratch copy, against a model on this machine, and see "
    "whether it obeys the rules; `all` for every client that is installed. May be repeated.",
)
@click.option(
    "--clients",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder of unpacked client packages, looked through before the PATH.",
)
@click.option("--fix", "do_fix", is_flag=True, help="Mend what can be mended without harm.")
@click.option("--json", "as_json", is_flag=True, help="Print the outcomes as JSON.")
def command(live: tuple[str, ...], clients: Path | None, do_fix: bool, as_json: bool) -> int:
    """Say whether what landed here works on this machine.

    Looks at programs, commit hooks, versions, hand edits, connections, rules files and the names in env
    files. With --live, real agent clients try denied and allowed calls, from the root and from a
    subfolder. Nothing leaves the machine: the model is a script, the home is thrown away.
    """
    from groundplan.doctor import health, run

    if not live:
        return health.doctor(Path.cwd(), do_fix=do_fix, as_json=as_json)
    return run.live(Path.cwd(), live, clients, as_json)
