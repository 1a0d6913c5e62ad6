"""The files that a plan's steps touch, as they are now: what tells fresh evidence from stale."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from groundplan.core import git, io
from groundplan.core.digest import sha256
from groundplan.plan import evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from groundplan.plan.model import Step

_OWN = (".groundplan/", "docs/plans/")
"""What groundplan writes itself: a ticked box must not make its own evidence stale."""
NO_FILE = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""The sha256 of nothing: the digest of a step whose files are all gone, or not there yet: that is a state like any other."""
_LEFT_OUT = frozenset({".git", ".venv", "node_modules", "__pycache__"})


def touched_digests(
    root: Path, plan: str, steps: Iterable[Step], files: Iterable[str] | None = None
) -> Mapping[str, str]:
    """Return for each step's id the digest of the files that it touches, see `touched_digest`.

    Args:
        root: the repo's root.
        plan: the plan's path from there; the plan itself and what groundplan keeps do not count.
        steps: the steps; one that touches nothing has an empty digest.
        files: the repo's files where they are known already, see `repo_files`.
    """
    wanted = list(steps)
    if not any(step.touches for step in wanted):
        return {step.id: "" for step in wanted}
    known = repo_files(root) if files is None else files
    paths = [path for path in known if path != plan and not path.startswith(_OWN)]
    digest = cache(lambda path: _digest(root / path))

    @cache  # steps often touch the same files
    def of(touches: tuple[str, ...]) -> str:
        return evidence.touched_digest(evidence.touched_files(touches, paths, digest)) or NO_FILE

    return {step.id: of(step.touches) if step.touches else "" for step in wanted}


def repo_files(root: Path) -> list[str]:
    """Return the files of a repo that are there: tracked ones and new ones that git does not ignore.

    Where there is no git, all files but those of environments and packages.
    """
    wanted = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    listed = git.git_output(*wanted, cwd=root)
    if listed is not None:
        found = {path for path in listed.split("\0") if path}
        return sorted(path for path in found if _is_content(root / path))
    return sorted(_walked(root))


def _walked(root: Path) -> Iterable[str]:
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name not in _LEFT_OUT]
        for name in files:
            path = root.joinpath(folder, name)
            if _is_content(path):
                yield path.relative_to(root).as_posix()


def _is_content(path: Path) -> bool:
    return path.is_symlink() or path.is_file()


def _digest(path: Path) -> str:
    """Return the sha256 of a file's content; a link stands for itself, it is not followed."""
    if path.is_symlink():
        return sha256(b"link\0" + os.fsencode(path.readlink()))
    data = io.read_bytes(path)
    # Checked out on another system a text has other line ends; that is no change.
    data = data if b"\0" in data else data.replace(b"\r\n", b"\n")
    return sha256(data)
