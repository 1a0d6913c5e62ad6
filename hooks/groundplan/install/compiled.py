"""The repo's own rules, compiled as the kit lands, syncs or is connected."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def compile_own_rules(folder: Path) -> bool:
    """Compile the repo's own rules, so that the guard and AGENTS.md say what they say by now.

    Raises:
        Refused: the source has a fault; the line is named.
    """
    from groundplan.rules.local import compile_own

    return compile_own(folder)
