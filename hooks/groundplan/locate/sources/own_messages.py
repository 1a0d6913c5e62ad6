"""The request's words in all messages of the commits that touched a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.bm25 import bm25
from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context
_FULL = 12
"""As much as three of four good answers have on the public commits."""


def scores(context: Context) -> dict[str, float]:
    """Return BM25 over one document a file: the messages of its commits, large commits less."""
    return bm25(context.request.weights, _documents(context))


def _documents(context: Context) -> dict[str, dict[str, float]]:
    documents: dict[str, dict[str, float]] = {
        path: {} for path in context.touches if path in context.files
    }
    for term in context.request.weights:
        for number in context.history.messages.get(term, ()):
            files = context.commit(number).files
            for path in files:
                if path in documents:
                    document = documents[path]
                    document[term] = document.get(term, 0.0) + 1 / len(files) ** 0.5
    lengths = context.history.lengths
    for path, document in documents.items():
        known = sum(lengths[number] for number in context.touches[path])
        document[""] = max(0, known - sum(document.values()))  # the rest of the length
    return documents


def reason(context: Context, path: str) -> str:
    """Name the words that its past messages have."""
    own = set(context.touches[path])
    found = [
        t for t in context.request.weights if own.intersection(context.history.messages.get(t, ()))
    ]
    found.sort(key=lambda term: (-context.rarity(term), term))
    return f"its past commits speak of {', '.join(context.request.spelled(term) for term in found[:4])}"


SOURCE = Source(
    "own_messages",
    "The request's words in the messages of a file's commits",
    scores,
    reason,
    full=_FULL,
    telling=0.8,
)
