"""Files that the last commits touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_HALF = 30.0
"""Commits after which a touch counts half."""


def scores(context: Context) -> dict[str, float]:
    """Return the sum of a file's touches, each counting less the more commits came after."""
    return {
        path: sum(0.5 ** (number / _HALF) for number in numbers)
        for path, numbers in context.touches.items()
        if path in context.files
    }


def reason(context: Context, path: str) -> str:
    """Say how long ago the last touch is."""
    return f"touched {context.touches[path][0] + 1} commits ago"


SOURCE = Source("recency", "Files that the last commits touched", scores, reason)
