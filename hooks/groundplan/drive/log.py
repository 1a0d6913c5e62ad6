"""The log of one drive: what the agent was told, what it answered, what was still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.core import characters, io, write
from groundplan.core.errors import Refused
from groundplan.verify.session import OUTPUT

if TYPE_CHECKING:
    from pathlib import Path


class Log:
    """One Markdown file under `.groundplan/output/`, which git ignores and nobody else may read."""

    def __init__(self, root: Path, stamp: str) -> None:
        folder = root / OUTPUT
        if not io.is_inside(folder, root):
            raise Refused(f"{OUTPUT} leads out of the repo.", "Remove the link.")
        self._folder = folder
        self._stamp = stamp
        self.path = folder / f"drive-{stamp}.md"

    def raw(self, turn: int) -> Path:
        """Return where the whole output of one turn is kept."""
        return self._folder / f"drive-{self._stamp}-{turn}.txt"

    def heading(self, text: str) -> None:
        """Begin a part."""
        self._add(f"## {_one_line(text)}\n\n")

    def line(self, text: str) -> None:
        """Add one line."""
        self._add(f"{_one_line(text)}\n\n")

    def block(self, title: str, text: str) -> None:
        """Add text as it is, fenced so that nothing in it ends the block."""
        fence = "`" * max(3, _longest_run(text) + 1)
        self._add(f"{title}\n\n{fence}text\n{characters.printable(text).rstrip()}\n{fence}\n\n")

    def _add(self, text: str) -> None:
        write.append_private(self.path, text)


def _one_line(text: str) -> str:
    return " ".join(characters.printable(text).split())


def _longest_run(text: str) -> int:
    longest = run = 0
    for char in text:
        run = run + 1 if char == "`" else 0
        longest = max(longest, run)
    return longest
