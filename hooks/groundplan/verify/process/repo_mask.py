"""The mask of a repo: built from its env files, and again as soon as one of them changes."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from groundplan.core.git import git_bytes
from groundplan.verify.process.env_files import is_env_file, known_values, private_files
from groundplan.verify.process.environment import is_withheld
from groundplan.verify.process.masking import Mask, secrets_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LOOK_SECONDS = 0.05
"""How often a running block's output makes us look whether an env file has changed."""
LONGEST_NAME = 40
"""A longer part of a path is no word of a repo that stands in other output."""


class RepoMask(Mask):
    """A mask that knows all values that the repo's env files had since it was made.

    It has the values of the env files that git does not track, and the credentials in `environment`.
    """

    def __init__(self, root: Path, environment: Mapping[str, str]) -> None:
        super().__init__(())
        self._root = root
        self._known = repo_words(root)
        self._texts: set[str] = set()
        for name, value in environment.items():
            if is_withheld(name, value):
                self._texts |= secrets_of(name, value)
        self._seen: object = None
        self._looked = 0.0
        self.refresh()

    def apply(self, data: bytes) -> bytes:
        """Return `data` with every secret replaced, also one that came since the last call."""
        self._look()
        return super().apply(data)

    def cut(self, data: bytes) -> int:
        """Return how far `data` can be masked now, whatever follows it."""
        self._look()
        return super().cut(data)

    def refresh(self) -> bool:
        """Read all env files again, in every folder; say whether there are new values."""
        self._files = private_files(self._root)
        before = len(self._texts)
        for name, values in known_values(self._root, self._files).items():
            for value in values:
                self._texts |= secrets_of(name, value, self._known)
        is_first = self._seen is None
        self._seen = self._signature()
        if len(self._texts) == before and not is_first:
            return False
        self.set_texts(self._texts)
        return True

    def _look(self) -> None:
        """Read the env files again where one has changed: cheap, because output comes in many pieces."""
        now = time.monotonic()
        if now - self._looked >= LOOK_SECONDS:
            self._looked = now
            if self._signature() != self._seen:
                self.refresh()

    def _signature(self) -> object:
        own = [path.name for path in self._root.iterdir() if is_env_file(path.name)]
        return own, [_state(path) for path in self._files]


def _state(path: Path) -> tuple[int, int, int]:
    try:
        about = path.stat()
    except OSError:
        return (0, 0, 0)
    return about.st_mtime_ns, about.st_size, about.st_ino


def repo_words(root: Path) -> frozenset[str]:
    """Return the words of a repo that are in every output: its name, and those of tracked paths."""
    listed = git_bytes("ls-files", "-z", cwd=root) or b""
    words = {root.name.lower()}
    for path in listed.split(b"\0"):
        for part in os.fsdecode(path).lower().split("/"):
            if len(part) <= LONGEST_NAME:
                words |= {part, part.partition(".")[0]}
    return frozenset(words - {""})
