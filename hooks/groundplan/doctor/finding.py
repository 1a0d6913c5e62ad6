"""What a look at a machine and a repo finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fix(StrEnum):
    """A mend that harms nothing, so that `--fix` may do it."""

    NONE = ""
    ADOPT = "adopt"
    RUN_BITS = "run bits"
    COMMIT_HOOKS = "commit hooks"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: well, or with the command that mends it."""

    is_well: bool
    sentence: str
    mend: str = ""
    """The command, or what a person has to do."""
    fix: Fix = Fix.NONE


def well(sentence: str) -> Finding:
    """Return a finding that is as it should be."""
    return Finding(True, sentence)


def wrong(sentence: str, mend: str, fix: Fix = Fix.NONE) -> Finding:
    """Return a finding that somebody has to mend."""
    return Finding(False, sentence, mend, fix)
