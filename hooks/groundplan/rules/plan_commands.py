"""Whether the repo's rules deny a block of a plan, as they deny an agent's command: read, not run."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from groundplan.guard.decide import event_of, load_table
from groundplan.guard.event import TooMuch
from groundplan.guard.paths import Place
from groundplan.guard.payload.reader import Call
from groundplan.guard.policy.table import DENY

if TYPE_CHECKING:
    from pathlib import Path

    from groundplan.plan.model import Plan, Verification


class Gate:
    """Says of a block whether a rule of the repo denies it."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._table = load_table(self._root)[0]
        # Who carries a plan out has an active one; and a draft may be tried out before.
        self._table.plan_status = lambda: "active"
        self._reason = cache(self._script_denial)  # many blocks of a plan are alike

    def denial(self, verification: Verification) -> str:
        """Return why the rules deny a verification's block, or nothing where they do not.

        What a rule wants to be asked about is answered by the person who confirms the block.
        """
        block = verification.block
        if block is None or verification.kind in ("http", "sql"):
            return ""  # no shell runs these
        return self._reason(block.script)

    def _script_denial(self, script: str) -> str:
        call = Call()
        call.kind, call.commands, call.cwd = "shell", [script], self._root
        try:
            # The block was written down and looked at: a container's name in it is no guess.
            event = event_of(call, Place(self._root), True)
        except (TooMuch, RecursionError):
            return "The block is too large to be looked through by the rules."
        verdict = self._table.verdict(event)
        return str(verdict.reason) if verdict.decision == DENY else ""


def denied_verifications(root: Path, plan: Plan) -> dict[str, str]:
    """Return the reason for each verification whose block the rules deny, by its id.

    Args:
        root: the repo's root, with the compiled rules.
        plan: the plan.
    """
    gate = Gate(root)
    found = {proof.id: gate.denial(proof) for step in plan.steps for proof in step.verifications}
    return {name: why for name, why in found.items() if why}
