"""The one part of a file that has most of the request's words close together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_BEST = 50
_FULL = 12.8
"""As much as three of four good answers have on the public commits."""


def scores(context: Context) -> dict[str, float]:
    """Return the weight of the request's words in each good file's best passage."""
    found = {path: context.passage(path) for path in context.top(_BEST)}
    return {path: passage.weight for path, passage in found.items() if passage}


def reason(context: Context, path: str) -> str:
    """Name the lines."""
    passage = context.passage(path)
    if not passage:
        return ""
    return f"lines {passage.first}-{passage.last} have {', '.join(map(context.request.spelled, passage.terms[:4]))} together"


SOURCE = Source(
    "passages", "The request's words close together", scores, reason, full=_FULL, needs_ranking=True
)
