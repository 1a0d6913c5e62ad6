"""Neighbouring words of the request as one identifier: "access token" -> `access_token`, `AccessToken`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.bm25 import bm25
from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_SHOWN = 3


def scores(context: Context) -> dict[str, float]:
    """Return BM25 of the pairs over the identifiers in the texts."""
    return bm25(context.request.pairs, context.words, sizes=context.lengths)


def reason(context: Context, path: str) -> str:
    """Name the pairs that identifiers of the file have."""
    found = [term for term in context.request.pairs if term in context.files[path].words]
    return "has identifiers with " + ", ".join(
        f"“{context.request.spelled_pair(term)}”" for term in found[:_SHOWN]
    )


SOURCE = Source("phrases", "Neighbouring words of the request in one identifier", scores, reason)
