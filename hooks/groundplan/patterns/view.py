"""`groundplan patterns` on the terminal."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from groundplan.core import git, terminal
from groundplan.core.errors import DONE, FOUND
from groundplan.patterns.documents import new_pattern, pattern_problems

if TYPE_CHECKING:
    from pathlib import Path


def _root(here: Path) -> Path:
    return git.repo_root(here) or here


def write_pattern(here: Path, name: str, *, from_code: bool) -> int:
    """Write a new pattern document and say where it is."""
    root = _root(here)
    path = new_pattern(root, name, from_code=from_code)
    terminal.print_line(f"{path.relative_to(root).as_posix()}: finish what says TODO.")
    return DONE


def print_problems(here: Path, *, as_json: bool) -> int:
    """Print what pattern documents say that the code does not bear out; 1 when there is any."""
    problems = pattern_problems(_root(here))
    if as_json:
        terminal.print_line(json.dumps([asdict(problem) for problem in problems], indent=1))
    else:
        for problem in problems:
            terminal.print_line(f"{problem.path}:{problem.line}: {problem.sentence}")
    return FOUND if problems else DONE
