"""`manual`: a person looks, and signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.verify.kinds.interface import Context, Judgement, Verdict, Verifier

if TYPE_CHECKING:
    from groundplan.plan.model import Verification


def run(verification: Verification, context: Context) -> Judgement:
    """Ask a person whether it is so; without one it stays open."""
    signed = context.ask(verification)
    if signed is None:
        way_out = f"groundplan verify {verification.id}, at a terminal"
        return Judgement(Verdict.OPEN, f"no person has confirmed it yet: {way_out}")
    verdict = Verdict.PASSED if signed.is_confirmed else Verdict.FAILED
    said = "confirmed" if signed.is_confirmed else "not confirmed"
    note = context.mask.text(signed.note)
    reason = f"{said} by {signed.name}{f': {note}' if note else ''}"
    return Judgement(verdict, reason, by=signed.name, notes=(note,) if note else ())


VERIFIER = Verifier(
    kind="manual",
    title="A person looks",
    help="A line with `(manual)` and no block. groundplan asks at the terminal and keeps the name, "
    "the date and a note. Without a terminal it stays open; it never passes by itself.",
    languages=(),
    keys=(),
    seconds=0.0,
    example="- [ ] S1.d (manual) The file opens in a spreadsheet program with its accents right",
    run=run,
)
