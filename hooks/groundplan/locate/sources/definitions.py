"""The request's words in the names that a file defines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.bm25 import bm25
from groundplan.locate.model import Source
from groundplan.locate.words import parts

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_SHOWN = 3


def scores(context: Context) -> dict[str, float]:
    """Return BM25 of the request's words and neighbouring words over the defined names."""
    return bm25(context.request.weights | context.request.pairs, context.defined_words)


def reason(context: Context, path: str) -> str:
    """Name the definitions that share most with the request."""
    weights = context.request.weights
    ranked = sorted(
        context.files[path].definitions,
        key=lambda d: (
            -sum(weights.get(part, 0) * context.rarity(part) for part in parts(d.name)),
            d.line,
        ),
    )
    names = dict.fromkeys(d.name for d in ranked if any(part in weights for part in parts(d.name)))
    return f"defines {', '.join(list(names)[:_SHOWN])}"


SOURCE = Source("definitions", "The request's words in defined names", scores, reason)
