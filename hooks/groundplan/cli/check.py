"""`groundplan check`."""

from __future__ import annotations

from pathlib import Path

import click

from groundplan.checks.report import STYLES


def _words(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.strip() for text in given for word in text.split(",") if word.strip())


@click.command(
    epilog="""\b
Examples:
  groundplan check                      PLAN.md of this repo
  groundplan check --fix --diff         mend what is mechanical, and show it
  groundplan check --explain PL307      what a diagnostic means
  groundplan check --done --format sarif > plan.sarif
"""
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--plan", "plan", metavar="PATH", help="The same as PATH.")
@click.option("--explain", metavar="CODE", help="Say what a diagnostic means; `all` lists them.")
@click.option("--fix", is_flag=True, help="Mend what is mechanical; the meaning stays the same.")
@click.option("--diff", is_flag=True, help="Show what --fix would do; without --fix write nothing.")
@click.option("--select", multiple=True, callback=_words, help="Only these codes, names, families.")
@click.option("--ignore", multiple=True, callback=_words, help="All but these.")
@click.option("--strict", is_flag=True, help="Warnings count, too.")
@click.option("--done", is_flag=True, help="Nothing may be open any more: warnings count, too.")
@click.option("--main", is_flag=True, help="On the main branch: no plan may be under way.")
@click.option(
    "--format", "style", type=click.Choice(list(STYLES)), default="text", show_default=True
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--baseline",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Say only what is not in this file.",
)
@click.option("--write-baseline", is_flag=True, help="Write what is found into --baseline.")
def command(
    paths: tuple[str, ...],
    plan: str | None,
    explain: str | None,
    fix: bool,
    diff: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strict: bool,
    done: bool,
    main: bool,
    style: str,
    as_json: bool,
    baseline: Path | None,
    write_baseline: bool,
) -> int:
    """Say what is wrong with a plan, with the line and what to do.

    PATH is a plan or a folder of plans; without one it is PLAN.md.

    Exit status: 0 nothing, 1 an error (with --strict or --done a warning, too), 2 wrong use.
    """
    if explain is not None:
        return _explain(explain)
    from groundplan.checks.run import Options, check

    if write_baseline and baseline is None:
        raise click.UsageError("--write-baseline needs --baseline FILE.")
    options = Options(
        select=select,
        ignore=ignore,
        style="json" if as_json else style,
        is_strict=strict,
        is_done=done,
        on_main=main,
        is_fixed=fix,
        is_diff=diff,
        baseline=baseline,
        writes_baseline=write_baseline,
    )
    named = (*paths, *([plan] if plan else []))
    return check(named or (None,), options)


def _explain(word: str) -> int:
    from groundplan.checks.explain import explanation, overview
    from groundplan.core import terminal

    terminal.print_part(overview() if word == "all" else explanation(word))
    return 0
