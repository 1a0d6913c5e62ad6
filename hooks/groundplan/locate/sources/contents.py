"""The request's words in a file's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.bm25 import bm25
from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_SHOWN = 4


def scores(context: Context) -> dict[str, float]:
    """Return BM25 of the request's words over the texts."""
    return bm25(context.request.weights, context.words, sizes=context.lengths)


def reason(context: Context, path: str) -> str:
    """Name the words that tell most."""
    words = context.files[path].words
    found = sorted(
        (term for term in context.request.weights if term in words),
        key=lambda term: (-context.request.weights[term] * context.rarity(term), term),
    )
    return f"its text has {', '.join(context.request.spelled(term) for term in found[:_SHOWN])}"


SOURCE = Source("contents", "The request's words in the text", scores, reason, telling=0.5)
