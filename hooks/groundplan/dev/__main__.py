"""`python -m groundplan.dev gen [--check]`: for people who work on groundplan itself."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from groundplan.core import terminal, write
from groundplan.core.errors import FOUND, Stop
from groundplan.dev.generate import ROOT, left_over, stale


@click.group()
def root() -> None:
    """Work on groundplan itself."""


@root.command()
@click.option("--check", is_flag=True, help="Write nothing; say what is stale and exit 1.")
def gen(check: bool) -> int:
    """Make every generated file anew."""
    if check:
        for path in (found := [*stale(), *left_over()]):
            terminal.print_line(f"stale: {path}")
        if found:
            terminal.print_error("Generated files are stale.", "Run: python -m groundplan.dev gen")
        return FOUND if found else 0
    for path in left_over():
        (ROOT / path).unlink()
        terminal.print_line(f"removed: {path}")
    # A list of the template's files is right only after the files themselves are made: twice.
    for path, text in (entry for _ in range(2) for entry in stale().items()):
        write.write_text(ROOT / path, text)
        terminal.print_line(f"made: {path}")
    return 0


@root.command()
@click.option("--into", default=str(ROOT / "demo" / "sample-api"), help="The scratch repo.")
def demo(into: str) -> None:
    """Land the kit in a copy of the sample API and plan its change request."""
    from groundplan.dev import demo as show

    show.demo(Path(into))


@root.command()
@click.option("--python", "versions", multiple=True, help="Try only this version of Python.")
def release_check(versions: tuple[str, ...]) -> None:
    """Build what would be published, and prove that it can be."""
    from groundplan.dev import release

    release.release_check(versions or release.PYTHONS)


@root.command()
def faults() -> int:
    """Break everything on purpose, and count how it ended."""
    from groundplan.dev.faults import faults as run

    return 0 if run() else FOUND


if __name__ == "__main__":
    try:
        sys.exit(root.main(standalone_mode=False))
    except Stop as problem:
        terminal.print_error(problem.sentence, problem.advice)
        sys.exit(problem.status)
