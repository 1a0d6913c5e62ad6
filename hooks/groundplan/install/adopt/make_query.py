"""What GNU make itself says of a Makefile: its targets, its default goal, its warnings.

A Makefile is a program: reading it can start others (`$(shell ...)`, `!=`, recipes that make an included
file). Make is therefore asked with every shell replaced by `false`, which a command line can do to all
that the file sets itself, and a file that could get around that is not asked about.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from groundplan.core import io, process
from groundplan.core.errors import EnvironmentTrouble, Stop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 10.0
NO_SUCH_GOAL = "groundplan-no-such-goal"
# GNU make manual, "override", "load", "Guile Integration", "File Function": what no setting on the
# command line holds back.
_UNSAFE = re.compile(
    r"^[ \t]*(?:-?load\b|override\b[^\n]*\bSHELL\b)|\$[({](?:guile|file)\b|^[ \t]*define\s+SHELL\b",
    re.MULTILINE,
)
_INCLUDED = re.compile(r"^[ \t]*[-s]?include[ \t]+(?P<names>[^#\r\n]*)", re.MULTILINE)
_WARNING = re.compile(
    r"overriding (?:recipe|commands)|ignoring old (?:recipe|commands)|both : and ::|separator|\*\*\* (?!No rule to make target)"
)


class MakeView(NamedTuple):
    """A Makefile as make sees it."""

    targets: dict[str, str]
    """Explicit targets, each with the colons of its rule."""
    patterns: tuple[str, ...]
    """Targets of pattern rules: `deploy-%`."""
    goal: str
    """What `make` alone makes."""
    complaints: tuple[str, ...]
    """Warnings and errors about rules."""


def is_safe_to_ask(folder: Path, text: str, depth: int = 0) -> bool:
    """Say whether nothing in a Makefile, or in what it includes by name, gets around a dead shell."""
    if _UNSAFE.search(text):
        return False
    for found in _INCLUDED.finditer(text) if depth < 5 else ():
        for name in found["names"].split():
            for path in _included(folder, name):
                try:
                    if not is_safe_to_ask(folder, io.read_text(path, 1_000_000), depth + 1):
                        return False
                except (OSError, Stop):  # what cannot be read is not asked about
                    return False
    return True


def _included(folder: Path, name: str) -> Iterator[Path]:
    if "$" in name or name.startswith(("/", "~")):
        return
    yield from (
        (path for path in folder.glob(name) if path.is_file())
        if "*" in name
        else ([folder / name] if (folder / name).is_file() else [])
    )


def ask_make(folder: Path, text: str) -> MakeView | None:
    """Return what make says of a Makefile's text in a folder; None where it cannot be asked.

    Args:
        folder: where it would lie; included files are found from there.
        text: the Makefile.
    """
    if not is_safe_to_ask(folder, text):
        return None
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("MAKEFLAGS", "MFLAGS", "MAKEFILES", "GNUMAKEFLAGS", "MAKELEVEL")
    }
    options = ("-p", "-q", "-R", "-r", "--no-print-directory", "-f", "-")
    try:
        done = process.run_program(
            ["make", *options, "SHELL=/bin/false", NO_SUCH_GOAL],
            cwd=folder,
            env=kept | {"LC_ALL": "C"},
            stdin=text,
            timeout=SECONDS,
        )
    except EnvironmentTrouble:  # no make on this machine, or it waits for something
        return None
    if done.status not in (0, 1, 2) or "# Files" not in done.out:
        return None
    return _read(done.out, done.err)


def _read(out: str, err: str) -> MakeView:
    head, _, files = out.partition("\n# Files\n")
    goal = re.search(r"^\.DEFAULT_GOAL :?= (.*)$", head, re.MULTILINE)
    implicit = head.partition("\n# Implicit Rules\n")[2]
    patterns = re.findall(r"^([^#\s:=][^:=\n]*%[^:=\n]*):", implicit, re.MULTILINE)
    targets: dict[str, str] = {}
    previous = ""
    for line in files.split("\n"):
        found = re.match(r"([^#\s:=][^:=\n]*?)\s*(::?)(?!=)(?:\s|$)", line)
        if found and not previous.startswith("# Not a target") and not found[1].startswith("."):
            targets[found[1]] = found[2]
        previous = line
    targets.pop(NO_SUCH_GOAL, None)
    complaints = tuple(line for line in err.split("\n") if _WARNING.search(line))
    return MakeView(targets, tuple(patterns), goal[1].strip() if goal else "", complaints)
