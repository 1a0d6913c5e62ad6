"""`groundplan sync`: bring the kit in a repo up to date."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    epilog="""\b
Examples:
  groundplan sync                              to the newest version
  groundplan sync --check                      exit 1 when there is a newer one
  groundplan sync --dry-run                    shows what would come
  groundplan sync --take mine AGENTS.md        yours where both changed the same lines
  groundplan sync --answer agents=codex        answer a question anew
  groundplan sync --abort                      back to before the last sync"""
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 when behind.")
@click.option("--ref", metavar="REF", help="The version to go to; the newest without it.")
@click.option("--from", "source", metavar="SRC", help="Where the kit is now: a path or an address.")
@click.option(
    "--take",
    type=(click.Choice(["mine", "theirs"]), str),
    multiple=True,
    metavar="mine|theirs PATH",
    help="Decide the conflicts of one file; can be given many times.",
)
@click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar="K=V",
    help="Answer a question, anew or for the first time.",
)
@click.option(
    "--abort", is_flag=True, help="Give back the files as they were before the last sync."
)
@click.option("--dry-run", is_flag=True, help="Show the diff; write nothing.")
@click.option("--defaults", is_flag=True, help="Ask nothing: new questions get their defaults.")
@click.option("--json", "as_json", is_flag=True, help="Say what happened as JSON.")
def command(
    check: bool,
    ref: str | None,
    source: str | None,
    take: tuple[tuple[str, str], ...],
    answers: tuple[str, ...],
    abort: bool,
    dry_run: bool,
    defaults: bool,
    as_json: bool,
) -> int:
    """Bring the kit's new version into this repo, beside everything that is yours.

    Your edits stay, also in files that the kit renames or drops. Where both changed the same lines nothing
    is written, the place is named, and the exit status is 3. Nothing is committed.
    """
    from groundplan.core import terminal
    from groundplan.install.sync.run import sync_here
    from groundplan.install.workflow import parse_given

    return sync_here(
        Path.cwd(),
        source=source,
        ref=ref,
        answers=parse_given(answers),
        take=take,
        check=check,
        abort=abort,
        dry_run=dry_run,
        ask=terminal.is_terminal() and not defaults,
        as_json=as_json,
    )
