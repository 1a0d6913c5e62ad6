"""The thing that the request wants something similar to: every file that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source
from groundplan.locate.similar import named_things, names_of

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_MOST_FILES = 40


def scores(context: Context) -> dict[str, float]:
    """Return how many identifiers of the named thing a file has, less where many files do."""
    for name in named_things(context.request.text):
        having = {
            path: len(own)
            for path, facts in context.files.items()
            if (own := names_of(name, facts))
        }
        if 0 < len(having) <= _MOST_FILES:
            return {
                path: min(1.0, times**0.5 / len(having) ** 0.25) for path, times in having.items()
            }
    return {}


def reason(context: Context, path: str) -> str:
    """Name an identifier."""
    for name in named_things(context.request.text):
        if own := names_of(name, context.files[path]):
            return f"has {min(own)}, which the request names as similar"
    return "has what the request names as similar"


SOURCE = Source(
    "similar_thing",
    "The trace of the thing named as similar",
    scores,
    reason,
    full=1.0,
    telling=3.0,
)
