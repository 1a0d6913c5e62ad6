"""What a repo knows of a commit: whether it is there, and what has changed since."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.core import git, io

if TYPE_CHECKING:
    from pathlib import Path

_HASH = re.compile(r"[0-9a-fA-F]{4,64}")


def is_commit(root: Path, name: str) -> bool | None:
    """Say whether a repo has a commit of that hash, or beginning of one; None where none is named."""
    if not name:
        return None
    if not _HASH.fullmatch(name):
        return False
    return _is_loose_commit(root, name.lower()) or _asks_git(root, name)


def _asks_git(root: Path, name: str) -> bool:
    return git.git_output("cat-file", "-e", f"{name}^{{commit}}", cwd=root) is not None


def _is_loose_commit(root: Path, name: str) -> bool:
    """Say whether a file of git's is such a commit; where not, it may still be in a pack.

    Starting git costs as much as reading the whole plan, and recent commits are files of their own.
    """
    folder = root / ".git/objects" / name[:2]
    files = folder.iterdir() if folder.is_dir() else ()
    found = [file for file in files if file.name.startswith(name[2:])]
    return len(found) == 1 and _begins_as_commit(io.read_bytes(found[0]))


def _begins_as_commit(data: bytes) -> bool:
    import zlib

    try:
        return zlib.decompressobj().decompress(data, 7) == b"commit "
    except zlib.error:
        return False


def changed_since(root: Path, commit: str) -> list[str] | None:
    """Return the files that HEAD has otherwise than a commit; None where the commit is not known."""
    if not _HASH.fullmatch(commit):
        return None
    named = ("diff", "--name-only", "-z", "--no-ext-diff", commit, "HEAD", "--")
    out = git.git_output(*named, cwd=root)
    return None if out is None else [path for path in out.split("\0") if path]
