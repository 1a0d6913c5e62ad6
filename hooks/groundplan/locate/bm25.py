"""Okapi BM25: how well documents match weighted terms."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009): usual values.
K1 = 1.2
B = 0.75


def rarity(documents: int, having: int) -> float:
    """Return a term's weight: the fewer documents have it, the more."""
    return math.log(1 + (documents - having + 0.5) / (having + 0.5))


def bm25(
    query: Mapping[str, float],
    documents: Mapping[str, Mapping[str, float]],
    b: float = B,
    sizes: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """Return a score for each document that has a term of the query.

    Args:
        query: terms with their weights.
        documents: how often each has each term.
        b: how much long documents lose.
        sizes: the documents' lengths where they are known.
    """
    if sizes is None:
        sizes = {key: sum(document.values()) or 1.0 for key, document in documents.items()}
    mean = sum(sizes.values()) / max(1, len(sizes))
    scores: dict[str, float] = {}
    for term, weight in query.items():
        having = {key: document[term] for key, document in documents.items() if term in document}
        if not having:
            continue
        gain = weight * rarity(len(documents), len(having)) * (K1 + 1)
        for key, times in having.items():
            norm = K1 * (1 - b + b * sizes[key] / mean)
            scores[key] = scores.get(key, 0.0) + gain * times / (times + norm)
    return scores
