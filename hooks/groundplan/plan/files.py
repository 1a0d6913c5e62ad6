"""Which plan a command is about, and reading it: bounded, and refused in one line where it is none."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from groundplan.core import git, io, write
from groundplan.core.errors import Refused
from groundplan.plan.parser import parse_plan

if TYPE_CHECKING:
    from groundplan.plan.model import Plan

LARGEST = 5_000_000
"""Bytes; a plan of a hundred steps has about 100,000."""
PLANS = "docs/plans"
CURRENT = "PLAN.md"
BESIDE = f"{PLANS}/PLAN.md"
"""The current plan of a repo whose `PLAN.md` is something else: a roadmap, somebody's notes."""
_HEAD = 4096


def current_plan_path(root: Path) -> str:
    """Return where a repo's current plan is, from its root.

    That is `PLAN.md`, but for a repo that has a file of its own under this name.
    """
    return CURRENT if _is_ours(root / CURRENT) else BESIDE


def _is_ours(path: Path) -> bool:
    """Say whether a file is a plan, or may become one: it is missing, empty, or has a plan's head."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD).decode("utf-8", "replace").lstrip("\ufeff")
    except OSError:
        return True
    lines = head.split("\n")
    if not head.strip():
        return True
    front = lines[1:] if lines[0].strip() == "---" else []
    return any(line.partition(":")[0].strip() in ("status", "lane") for line in front[:40])


class PlanFile(NamedTuple):
    """A plan, its file, and the repo that it is in."""

    plan: Plan
    file: Path
    root: Path | None
    """The repo's root; None outside of a repo."""
    data: bytes
    """What was read, to see whether somebody else has written meanwhile."""

    @property
    def name(self) -> str:
        """The plan's path from the repo's root, POSIX."""
        base = self.root or self.file.parent
        return Path(os.path.relpath(self.file, base)).as_posix()

    @property
    def file_id(self) -> str:
        """The id that the name of a file in docs/plans says; empty for any other plan."""
        is_kept = Path(self.name).parent.as_posix() == PLANS and self.name != BESIDE
        return self.file.stem if is_kept else ""


def find_plan(typed: str | None) -> PlanFile:
    """Return the plan that a command is about.

    Args:
        typed: a path, counted from here, then from the repo's root; None for the repo's current one.

    Raises:
        Refused: there is none, it is too large, or it is no text in UTF-8.
    """
    here = Path.cwd()
    root = git.repo_root(here)
    current = current_plan_path(root or here)
    name = current if typed is None else typed
    top = root or here
    # A damaged PLAN.md may look like a file of the repo's own; without another plan it is the one meant.
    places = [top / current, top / CURRENT] if typed is None else [here / name, top / name]
    file = next((place for place in places if place.exists()), places[0])
    return read_plan(file, root)


def find_plans(typed: str | None) -> list[PlanFile]:
    """Return the plan that a path names, or all plans of the folder that it names.

    Raises:
        Refused: there is none, or one of them can't be read.
    """
    folder = Path.cwd() / typed if typed else None
    if folder is None or not folder.is_dir():
        return [find_plan(typed)]
    files = sorted(path for path in folder.glob("*.md") if path.stem.lower() != "readme")
    if not files:
        raise Refused(f"There is no plan in {typed}.", "Name a plan, or a folder of plans.")
    root = git.repo_root(folder)
    return [read_plan(file, root) for file in files]


def read_plan(file: Path, root: Path | None) -> PlanFile:
    """Read one plan.

    Raises:
        Refused: it is missing, no regular file, larger than `LARGEST`, not UTF-8, or binary.
    """
    shown = Path(os.path.relpath(file)).as_posix()
    if not file.exists():
        raise Refused(f"There is no {shown}.", "groundplan new makes a plan; or name another file.")
    data = io.read_bytes(file, LARGEST)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(f"{shown} is in UTF-16.", "Save the file as UTF-8.")
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise Refused(f"{shown}:{line}: a NUL byte; this is no text.", "Name a Markdown file.")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise Refused(
            f"{shown}:{line}: byte {problem.start} is not UTF-8.", "Save the file as UTF-8."
        ) from problem
    return PlanFile(parse_plan(text, shown), file, root, data)


def write_plan(plan: PlanFile, text: str) -> None:
    """Write a plan's new text whole, unless the file is read-only or was changed meanwhile.

    Raises:
        Refused: one of the two.
        EnvironmentTrouble: the disk or a permission is in the way.
    """
    if not plan.file.stat().st_mode & 0o222 or not os.access(plan.file, os.W_OK):
        raise Refused(f"{plan.plan.path} is read-only.", "Give yourself the right to write it.")
    if io.read_bytes(plan.file, LARGEST) != plan.data:
        raise Refused(f"{plan.plan.path} was changed meanwhile.", "Nothing was written; run again.")
    write.write_text(plan.file, text)
