"""The kinds of verification: one module each, listed here."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from groundplan.core.errors import Refused

if TYPE_CHECKING:
    from groundplan.plan.model import Verification
    from groundplan.verify.kinds.interface import Verifier

VERIFIERS: dict[str, str] = {
    "test": "groundplan.verify.kinds.test",
    "cmd": "groundplan.verify.kinds.cmd",
    "http": "groundplan.verify.kinds.http",
    "sql": "groundplan.verify.kinds.sql",
    "manual": "groundplan.verify.kinds.manual",
}


def verifier(kind: str) -> Verifier:
    """Return a kind of verification; only its own module is imported.

    Raises:
        Refused: there is no such kind.
    """
    if kind not in VERIFIERS:
        raise Refused(f"There is no kind {kind!r} of verification.", f"Use {', '.join(VERIFIERS)}.")
    found: Verifier = importlib.import_module(VERIFIERS[kind]).VERIFIER
    return found


def all_verifiers() -> tuple[Verifier, ...]:
    """Return all kinds, in the order in which people meet them."""
    return tuple(verifier(kind) for kind in VERIFIERS)


def block_troubles(verification: Verification) -> list[str]:
    """Return why a verification can't be run as it stands, one sentence each; empty where it can.

    A word that nobody reads would be an expectation that nobody checks, so it is a trouble.
    """
    block = verification.block
    if verification.is_manual:
        return ["A manual verification has no block."] if block else []
    if block is None:
        return ["There is no block to run, and it is not (manual)."]
    if not block.closed:
        return ["The block has no closing line."]
    if verification.kind not in VERIFIERS or verification.kind == "manual":
        return [f"kind={verification.kind} is none of {', '.join(VERIFIERS)}."]
    kind = verifier(verification.kind)
    if block.language not in kind.languages:
        return [f"A block of the kind {kind.kind} begins with {' or '.join(kind.languages)}."]
    return [
        f"{key.name}{key.operator} means nothing in a block of the kind {kind.kind}."
        for key in block.keys
        if not any(k.covers(key.name) and key.operator in k.operators for k in kind.keys)
    ]
