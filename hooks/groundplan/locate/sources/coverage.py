"""How many of the request's telling words a file has at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context


def scores(context: Context) -> dict[str, float]:
    """Return the share of the request's words that a file has, by their rarity, however often."""
    weights = {t: w * context.rarity(t) ** 2 for t, w in context.request.weights.items()}
    found: dict[str, float] = {}
    for path, facts in context.files.items():
        own = context.path_words[path]
        value = sum(
            weight for term, weight in weights.items() if term in facts.words or term in own
        )
        if value:
            found[path] = value
    return found


def reason(context: Context, path: str) -> str:
    """Say how many words."""
    words = context.files[path].words
    found = sum(term in words for term in context.request.weights)
    return f"has {found} of the request's {len(context.request.weights)} words"


SOURCE = Source("coverage", "How many of the request's telling words a file has", scores, reason)
