"""Git's index: which files it tracks and how, which a sparse checkout hides, which are links."""

from __future__ import annotations

from posixpath import join, normpath
from typing import TYPE_CHECKING

from groundplan.core import git, io

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LINK = "120000"


def index_modes(folder: Path) -> dict[str, str]:
    """Return path -> mode of what git tracks below a folder."""
    if not folder.is_dir():  # it is made when everything is known
        return {}
    done = git.git("ls-files", "-z", "--stage", cwd=folder)
    found: dict[str, str] = {}
    for entry in done.out.split("\0") if done.status == 0 else ():
        head, _, path = entry.partition("\t")
        if path:
            found[path] = head.partition(" ")[0]
    return found


def links_as_text(folder: Path) -> dict[str, str]:
    """Return path -> target of links that git checked out as small text files, as on Windows.

    To write into such a file would make what is written the link's target for everybody else.
    """
    found = {}
    for path, mode in index_modes(folder).items():
        file = folder / path
        if (
            mode == _LINK
            and file.is_file()
            and not file.is_symlink()
            and file.stat().st_size < 4096
        ):
            text = io.read_bytes(file).decode("utf-8", "replace").strip()
            whole = normpath(join(path.rpartition("/")[0], text))
            found[path] = "" if whole.startswith(("..", "/")) or "\n" in text else whole
    return found


def hidden_files(folder: Path, paths: Iterable[str]) -> list[str]:
    """Return which files a sparse checkout leaves out: they are in the repo, and not on the disk."""
    wanted = set(paths)
    if not wanted or not folder.is_dir():
        return []
    done = git.git("ls-files", "-z", "-t", cwd=folder)
    rows = (entry.partition(" ") for entry in done.out.split("\0") if entry)
    return sorted(path for tag, _, path in rows if tag == "S" and path in wanted)


def inner_repositories(folder: Path, paths: Iterable[str]) -> dict[str, str]:
    """Return path -> the submodule or nested repository that it would be written into."""
    found = {}
    for path in paths:
        parts = path.split("/")[:-1]
        for depth in range(1, len(parts) + 1):
            inner = "/".join(parts[:depth])
            if (folder / inner / ".git").exists():
                found[path] = inner
                break
    return found
