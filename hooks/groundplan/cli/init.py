"""`groundplan init`: land the kit in a repo."""

from __future__ import annotations

from pathlib import Path

import click

GENTLE_DAYS = 30
"""How long a team gets, where it does not say a day: a sprint or two."""


@click.command(
    epilog="""\b
Examples:
  groundplan init                          asks, with what it found as defaults
  groundplan init --defaults               asks nothing
  groundplan init --defaults --dry-run     shows the files and the diff, writes nothing
  groundplan init api --answer containers=true --answer agents=codex,cursor --defaults"""
)
@click.argument("folder", default=".", metavar="[DIR]")
@click.option("--defaults", is_flag=True, help="Ask nothing: take what is found, else the default.")
@click.option(
    "--answer", "answers", multiple=True, metavar="K=V", help="An answer; can be given many times."
)
@click.option("--from", "source", metavar="SRC", help="A clone or an address of the kit.")
@click.option("--ref", metavar="REF", help="The version to land; the newest without it.")
@click.option("--dirty", is_flag=True, help="Land beside changes that are not committed.")
@click.option(
    "--gently",
    is_flag=True,
    help=f"For {GENTLE_DAYS} days the rules warn at a commit and in CI, then they stop it.",
)
@click.option(
    "--dry-run", is_flag=True, help="Summarize, with the diff of your own files; write nothing."
)
@click.option("--full", is_flag=True, help="With --dry-run: the diff of every file.")
@click.option("--json", "as_json", is_flag=True, help="Say what happened as JSON.")
def command(
    folder: str,
    defaults: bool,
    answers: tuple[str, ...],
    source: str | None,
    ref: str | None,
    dirty: bool,
    gently: bool,
    dry_run: bool,
    full: bool,
    as_json: bool,
) -> int:
    """Land the kit in DIR (this folder), and connect it to the files that are there.

    The repo is assessed first; what is found becomes the default of each question. Files of your own
    stay yours: they get one line, a marked block or an entry, and `groundplan adopt --undo` takes that
    back. All of it is written, or nothing.
    """
    import datetime

    from groundplan.install.workflow import init

    if gently and not any(answer.startswith("gently_until=") for answer in answers):
        day = datetime.date.today() + datetime.timedelta(days=GENTLE_DAYS)
        answers = (*answers, f"gently_until={day.isoformat()}")
    return init(
        Path(folder),
        answers=answers,
        source=source,
        ref=ref,
        ask=not defaults,
        allow_dirty=dirty,
        dry_run=dry_run,
        is_full=full,
        as_json=as_json,
    )
