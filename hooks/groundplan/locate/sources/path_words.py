"""The request's words in a file's path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.bm25 import bm25
from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context


def scores(context: Context) -> dict[str, float]:
    """Return BM25 of the request's words over the words of the paths."""
    return bm25(context.request.weights | context.request.pairs, context.path_words, b=0.5)


def reason(context: Context, path: str) -> str:
    """Name the words that the path has."""
    found = [term for term in context.request.weights if term in context.path_words[path]]
    return f"its path has {', '.join(context.request.spelled(term) for term in found)}"


SOURCE = Source("path_words", "The request's words in the path", scores, reason, telling=0.4)
