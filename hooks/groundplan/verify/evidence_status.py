"""What the evidence says about a plan today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.plan.evidence import Records, Standing, standing
from groundplan.plan.touched import touched_digests

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from groundplan.plan.model import Plan


@dataclass(frozen=True)
class State:
    """A plan's records, the files it touches, and what follows for each verification."""

    records: Records
    touched: Mapping[str, str]
    """Step id -> digest of the files that it touches."""
    standings: Mapping[str, Standing]
    """Verification id -> what is known about it."""


def state_of(root: Path, plan: Plan, records: Records) -> State:
    """Return what the evidence says about each verification of a plan, on the files as they are."""
    touched = touched_digests(root, plan.path, plan.steps)
    return State(
        records,
        touched,
        {
            check.id: standing(check, records, touched[step.id])
            for step in plan.steps
            for check in step.verifications
        },
    )
