"""The rules hold for a plan's blocks as they do for an agent's commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.guard import decide, payload
from groundplan.guard.event import TooMuch
from groundplan.guard.paths import Place
from groundplan.guard.table import DENY
from groundplan.verifiers.pitfalls import script_of

if TYPE_CHECKING:
    from pathlib import Path

    from groundplan.model import Verification


class Gate:
    """Says of a block whether a rule of the repo denies it."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._table = decide.load_table(self._root)[0]
        self._table.plan_status = lambda: "active"  # a draft may be tried out before it is accepted

    def denial(self, verification: Verification) -> str:
        """Return why the rules deny a verification's block, or nothing where they do not.

        What a rule wants to be asked about is answered by the person who confirms the block.
        """
        block = verification.block
        if block is None or verification.kind in ("http", "sql"):
            return ""  # no shell runs these
        call = payload.Call()
        call.kind, call.commands, call.cwd = "shell", [script_of(block)], self._root
        try:
            # The block was written down and looked at: a container's name in it is no guess.
            event = decide.event_of(call, Place(self._root), True)
        except (TooMuch, RecursionError):
            return "The block is too large to be looked through by the rules."
        verdict = self._table.verdict(event)
        return f"A rule denies it: {verdict.reason}" if verdict.decision == DENY else ""
