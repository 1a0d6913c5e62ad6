"""A person at a real terminal: `groundplan new` in a pseudo-terminal of its own."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

import pexpect

if TYPE_CHECKING:
    from pathlib import Path

READY = "\x1b\\[\\?2004h"  # the editor switches bracketed paste on when it waits for keys
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """One run of the interview; what is shown is kept in `seen`."""

    def __init__(
        self,
        repo: Path,
        *arguments: str,
        width: int = 80,
        height: int = 24,
        term: str = "xterm-256color",
        **more: str,
    ) -> None:
        # COLUMNS and LINES, where a runner has set them, are of its terminal and not of this one.
        unset = ("NO_COLOR", "EDITOR", "VISUAL", "COLUMNS", "LINES")
        environment = {k: v for k, v in os.environ.items() if k not in unset}
        environment |= {"TERM": term, "GIT_CONFIG_GLOBAL": os.devnull, **more}
        self.ready = READY if term != "dumb" else "> "
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "groundplan", "new", *arguments],
            cwd=str(repo),
            env=environment,
            dimensions=(height, width),
            encoding="utf-8",
            timeout=20,
        )
        self.seen = ""

    def sees(self, text: str) -> None:
        """Wait until a text is shown; blanks and line breaks of it may be any."""
        pattern = r"\s+".join(re.escape(word) for word in text.split())
        self.child.expect(pattern)
        self._keep()

    def asked(self, text: str) -> None:
        """Wait for a question, and until it can be answered."""
        self.sees(text)
        self.child.expect(self.ready)
        self._keep()

    def answer(self, text: str) -> None:
        """Type one line and Enter."""
        self.child.send(f"{text}\r")

    def answer_lines(self, *lines: str) -> None:
        """Type lines, and an empty one that ends them."""
        for line in (*lines, ""):
            self.child.send(f"{line}\r")

    def paste(self, text: str) -> None:
        """Paste, as a terminal with bracketed paste does."""
        self.child.send(f"\x1b[200~{text}\x1b[201~")

    def ends(self) -> int | None:
        """Wait for the end; return the exit status."""
        self.child.expect(pexpect.EOF)
        self._keep()
        self.child.close()
        status: int | None = self.child.exitstatus
        return status

    def _keep(self) -> None:
        after = self.child.after if isinstance(self.child.after, str) else ""
        self.seen += f"{self.child.before or ''}{after}"

    @property
    def plain(self) -> str:
        """What was shown, without the terminal's own codes."""
        return ESCAPES.sub("", self.seen)
