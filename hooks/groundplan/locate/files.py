"""The files of a checkout that are looked at, and their bytes: bounded, and no link is followed."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING

from groundplan.core.env_names import is_env_file
from groundplan.core.errors import EnvironmentTrouble
from groundplan.core.git_stream import git_lines
from groundplan.locate.file_kinds import is_text, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_PATHS = 60_000
MAX_FILE = 300_000
MAX_DATA = 60_000
"""Bytes of a file that is neither code nor an English translation: longer ones are data."""
MAX_TOTAL = 120_000_000
"""Bytes that are read of one repository: code first, by path."""
_MAX_LISTING = 30_000_000
_ENGLISH = re.compile(r"(^|[/._-])en([/._-]|$)|english", re.IGNORECASE)
_PASSED_BY = frozenset(["node_modules", ".git", ".venv", "venv", "__pycache__", ".tox", "target"])


def paths_in(root: Path) -> list[str]:
    """Return the paths of tracked and of new files, sorted; without git, of all files below `root`."""
    asked = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")
    try:
        listing = b"\n".join(git_lines(*asked, cwd=root, max_bytes=_MAX_LISTING))
    except EnvironmentTrouble:
        listing = b""
    found = [path for path in listing.decode("utf-8", "surrogateescape").split("\0") if path]
    return sorted(set(found or _walked(root)))[:MAX_PATHS]


def _walked(root: Path) -> list[str]:
    found: list[str] = []
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if name not in _PASSED_BY)
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        found += [name if below == "." else f"{below}/{name}" for name in sorted(files)]
        if len(found) > MAX_PATHS:
            break
    return found


def readable(paths: list[str]) -> list[str]:
    """Return the paths whose text is indexed: code before the rest, generated files never."""
    return sorted(
        (
            path
            for path in paths
            if is_text(path)
            and kind_of(path) != "generated"
            and not is_env_file(path.rpartition("/")[2])
        ),
        key=lambda path: (kind_of(path) not in ("code", "template", "test"), path),
    )


def contents(root: Path, paths: list[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of regular text files within the limits; what can't be read is left out."""
    inside: dict[str, bool] = {}
    top = os.path.realpath(root).rstrip(os.sep)
    left = MAX_TOTAL
    for path in paths:
        folder = path.rpartition("/")[0]
        if folder not in inside:
            real = os.path.realpath(f"{top}/{folder}")
            inside[folder] = real == f"{top}/{folder}".replace("/", os.sep) if folder else True
        data = _plain_bytes(f"{top}/{path}", _most_bytes(path)) if inside[folder] else None
        if data is None or b"\0" in data[:8000]:
            continue
        left -= len(data)
        if left < 0:
            return
        yield path, data


def read_text(root: Path, path: str) -> str:
    """Return the text of one file, or nothing where it can't be read within the limits."""
    return next((data.decode("utf-8", "replace") for _, data in contents(root, [path])), "")


def _most_bytes(path: str) -> int:
    kind = kind_of(path)
    is_english = kind == "translation" and _ENGLISH.search(path)
    return MAX_FILE if is_english or kind in ("code", "template", "test", "migration") else MAX_DATA


def _plain_bytes(path: str, limit: int) -> bytes | None:
    # O_NOFOLLOW and O_NONBLOCK: a name may be a link or a FIFO, and neither leads away nor blocks.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError):
        return None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > limit:
            return None
        return os.read(descriptor, limit)
    except OSError:
        return None
    finally:
        os.close(descriptor)
