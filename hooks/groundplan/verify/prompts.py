"""The questions that verify puts to a person, and which plan it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.core import characters, terminal
from groundplan.core.errors import Refused
from groundplan.plan import files
from groundplan.verify.accept import git_name
from groundplan.verify.kinds.interface import Signed
from groundplan.verify.run import Person

if TYPE_CHECKING:
    from pathlib import Path

    from groundplan.plan.model import Verification
    from groundplan.verify.selection import Job


def find_plan(typed: str | None) -> tuple[Path, str]:
    """Return the repo's root and the plan's path from there.

    Args:
        typed: as in `plan_files.find_plan`.

    Raises:
        Refused: there is no such plan, it can't be read, or it is not in the repo.
    """
    found = files.find_plan(typed)
    root = (found.root or found.file.parent).resolve()
    file = found.file.resolve()
    if not file.is_relative_to(root):
        raise Refused(f"{typed} is not in this repo.", "Name a plan below the repo's root.")
    return root, file.relative_to(root).as_posix()


def person(*, is_quiet: bool) -> Person:
    """Return whom to ask: the person at the terminal, or nobody where there is none."""
    if is_quiet or not terminal.is_terminal():
        return Person(may_run=lambda _: None, sign=lambda _: None)
    agreed = False

    def may_run(job: Job) -> bool:
        nonlocal agreed
        if agreed:
            return True
        typed = _ask(
            f"    Run this block of {job.verification.id}? [y]es, [n]o, [a]ll of them: "
        ).lower()
        agreed = typed in ("a", "all")
        return agreed or typed in ("y", "yes")

    return Person(may_run, _sign, is_there=True)


def _sign(verification: Verification) -> Signed | None:
    typed = _ask(f"    Is it so ({verification.id})? [y]es, [n]o, empty to leave it open: ").lower()
    if typed not in ("y", "yes", "n", "no"):
        return None
    known = git_name()
    name = _ask(f"    Your name{f' (Enter = {known})' if known else ''}: ") or known
    if not name:
        return None
    return Signed(name, typed.startswith("y"), _ask("    A note (may be empty): "))


def _ask(question: str) -> str:
    """Return one line from the terminal; nothing at its end."""
    terminal.print_part(question)
    try:
        return characters.printable(input()).strip()
    except EOFError:
        return ""
