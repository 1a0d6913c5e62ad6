"""Which verifications of a plan run something that the repo's rules deny: read by the guard, not run."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from groundplan.guard.table import Table
    from groundplan.model import Plan

SHELLS = frozenset({"sh", "bash", "shell", "zsh", "console"})


def denied_verifications(root: Path, plan: Plan) -> dict[str, str]:
    """Return the reason for each verification whose block the rules deny, by its id.

    Rules that look at the plan's status or at what came before say nothing here: who carries the
    plan out has an active one, and looks the containers up first.

    Args:
        root: the repo's root, with the compiled rules.
        plan: the plan.
    """
    blocks = {
        proof.id: proof.block.body
        for step in plan.steps
        for proof in step.verifications
        if proof.block is not None and proof.block.language in SHELLS
    }
    if not blocks:
        return {}
    from groundplan.guard.decide import load_table

    table, _ = load_table(str(root))
    table.plan_status = lambda: "active"
    reason = cache(lambda text: _reason(table, text))
    found = {name: reason(text) for name, text in blocks.items()}
    return {name: why for name, why in found.items() if why}


def _reason(table: Table, text: str) -> str:
    """Return why a shell text is denied; nothing where it is not, or can't be followed."""
    from groundplan.guard import programs
    from groundplan.guard.event import Event, TooMuch
    from groundplan.guard.paths import Place
    from groundplan.guard.shell import Shell
    from groundplan.guard.table import DENY

    event = Event(Place("/repo", (), False), True)
    try:
        Shell(event, programs, "/repo").run_text(text)
        verdict = table.verdict(event)
    except (TooMuch, RecursionError):
        return ""  # the guard itself stops such a call when it comes
    return str(verdict.reason) if verdict.decision == DENY else ""
