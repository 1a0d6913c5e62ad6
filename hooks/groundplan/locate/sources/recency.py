"""Files that the last commits touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_HALF = 60.0
"""Commits after which a touch counts half."""
_FULL = 7.25
"""As much as three of four good answers have on the public commits."""


def scores(context: Context) -> dict[str, float]:
    """Return a file's touches, each counting less the more commits came after."""
    return decayed_touches(context, _HALF)


def decayed_touches(context: Context, half: float) -> dict[str, float]:
    """Return the sum of a file's touches; one counts half after `half` commits, large commits less."""
    found: dict[str, float] = {}
    for path, numbers in context.touches.items():
        if path in context.files:
            sizes = (len(context.commit(number).files) for number in numbers)
            found[path] = sum(
                0.5 ** (number / half) / size**0.25
                for number, size in zip(numbers, sizes, strict=True)
            )
    return found


def reason(context: Context, path: str) -> str:
    """Say how long ago the last touch is."""
    ago = context.touches[path][0]
    return f"touched {ago} commits ago" if ago else "touched by the last commit"


SOURCE = Source(
    "recency", "Files that the last commits touched", scores, reason, full=_FULL, telling=0.2
)
