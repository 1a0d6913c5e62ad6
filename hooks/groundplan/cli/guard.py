"""`groundplan guard`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from groundplan.core import characters, io, terminal

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(
    epilog="""\b
Examples:
  groundplan guard < call.json                       decide an agent's tool call in this repo
  groundplan guard --facts facts.yml < call.json     decide it without a repo
  groundplan guard --facts facts.yml --json < call.json
  groundplan guard --canary                          try each rule's examples at every gate here
"""
)
@click.option("--facts", type=FILE, help="Facts of a repo, YAML or JSON; no repo is looked at.")
@click.option("--history", type=FILE, help="Earlier commands of the session, JSON or one a line.")
@click.option("--canary", is_flag=True, help="Put each rule's examples in front of every gate.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdict alone, as JSON; exit 0.")
def command(facts: Path | None, history: Path | None, canary: bool, as_json: bool) -> int:
    """Decide one tool call, read from standard input.

    Exit status 0 lets the call through and 2 stops it; the reply on standard output is the one that
    the agent obeys.
    """
    if canary:
        from groundplan.doctor.self_test import canary as try_gates

        return try_gates(Path.cwd(), as_json=as_json)
    from groundplan.guard.json_text import whole_input
    from groundplan.rules import decide

    earlier = decide.history_from(io.read_text(history)) if history else None
    given = decide.facts_from(io.read_text(facts)) if facts else None
    stream = sys.stdin.buffer
    call = whole_input(getattr(stream, "read1", stream.read))
    answer = decide.answer(call, given, earlier, dict(os.environ), _here())
    if as_json:
        terminal.print_line(answer.as_json())
        return 0
    status, out, said = answer.reply()
    if out:
        terminal.print_line(out)
    if said:
        click.echo(characters.printable(said), err=True)
    return status


def _here() -> str:
    """Return the working folder; where it was removed, what the shell still calls it.

    A call that can't be judged in a folder is judged all the same: an agent would take another
    status for leave to go on.
    """
    try:
        return str(Path.cwd())
    except OSError:
        return os.environ.get("PWD") or "/"
