"""Running a verification again until it passes, where its block asks for that."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from groundplan.verify.kinds import verifier
from groundplan.verify.kinds.interface import seconds_of

if TYPE_CHECKING:
    from groundplan.plan.model import Verification
    from groundplan.verify.kinds.interface import Context, Judgement

PAUSE_SECONDS = 0.5


def run_until_passed(verification: Verification, context: Context) -> Judgement:
    """Run a verification; with `retry=`, again until it passes or that time is over.

    Raises:
        Refused: its block can't be run as it is written.
    """
    run = verifier(verification.kind).run
    patience = seconds_of(verification.block, "retry", 0.0)
    started = time.monotonic()
    tries = 1
    judgement = run(verification, context)
    while not judgement.has_passed and time.monotonic() - started + PAUSE_SECONDS < patience:
        time.sleep(PAUSE_SECONDS)
        tries += 1
        judgement = run(verification, context)
    if tries == 1:
        return judgement
    note = f"tried {tries} times in {time.monotonic() - started:.1f} s"
    return replace(judgement, notes=(*judgement.notes, note))
