"""Files that the very last commits touched: work that goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source
from groundplan.locate.sources.recency import decayed_touches

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_HALF = 4.0
"""Commits after which a touch counts half."""
_FULL = 1.33
"""As much as three of four good answers have on the public commits."""


def scores(context: Context) -> dict[str, float]:
    """Return a file's touches in the very last commits, the last ones most."""
    return {p: value for p, value in decayed_touches(context, _HALF).items() if value > 0.02}


def reason(context: Context, path: str) -> str:
    """Name the last commit that touched the file."""
    commit = context.commit(context.touches[path][0])
    return f"work on it goes on: {commit.id[:8]} “{commit.subject[:60]}”"


SOURCE = Source(
    "last_commits", "Files that the very last commits touched", scores, reason, full=_FULL
)
