"""Texts of the repo that drafting looks into: bounded, kept, and never out of the repo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.core import io

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 600_000  # bytes of a file that is looked into
MOST_HITS = 400  # files that a name may stand in; beyond, it is a word like any other
_NAME = re.compile(r"[A-Za-z_$][\w$]*")


class SourceFiles:
    """The files of a repo, read when they are asked for."""

    def __init__(self, root: Path | None, paths: tuple[str, ...]) -> None:
        """Begin without reading.

        Args:
            root: the repo; None where there is none, so that nothing is found.
            paths: its files.
        """
        self.root = root
        self.paths = paths
        self._lines: dict[str, tuple[str, ...]] = {}

    def lines(self, path: str) -> tuple[str, ...]:
        """Return the lines of a file; none where it is large, binary, or outside of the repo."""
        if path not in self._lines:
            self._lines[path] = self._read(path)
        return self._lines[path]

    def _read(self, path: str) -> tuple[str, ...]:
        file = self.root / path if self.root else None
        if file is None or not file.is_file() or not io.is_inside(file, self.root or file):
            return ()
        if file.stat().st_size > LARGEST:
            return ()
        data = io.read_bytes(file, LARGEST)
        return () if b"\0" in data[:4096] else tuple(data.decode("utf-8", "replace").split("\n"))

    def containing(self, name: str) -> tuple[str, ...]:
        """Return the files that have a name in any of its spellings, such as `externalId` of `external_id`."""
        if self.root is None or not _NAME.fullmatch(name):
            return ()
        listed = io.git_output("grep", "-l", "-i", "-I", "-z", "-E", "-e", spelling(name), cwd=self.root)
        found = tuple(path for path in (listed or "").split("\0") if path)
        return found if len(found) <= MOST_HITS else ()

    def hits(self, path: str, name: str) -> tuple[int, ...]:
        """Return the lines of a file, counted from 1, that have a name in any spelling."""
        pattern = re.compile(spelling(name), re.IGNORECASE)
        return tuple(at for at, line in enumerate(self.lines(path), start=1) if pattern.search(line))


def spelling(name: str) -> str:
    """Return the pattern of a name's spellings: `ignore_http_cache`, `IgnoreHTTPCache`, `ignore-http-cache`."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name.replace("$", ""))
    return "[-_ ]?".join(parts) if parts else re.escape(name)
