"""Words that the request shortens or spells out: "org" and `organisation`, "config" and `configuration`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_SHORTEST = 3
_LONGER = 2
_MOST = 3


def scores(context: Context) -> dict[str, float]:
    """Return the rarity of path words that begin with a word of the request, or the other way round."""
    found: dict[str, float] = {}
    for term, words in _expanded(context).items():
        for path, own in context.path_words.items():
            if not words.isdisjoint(own):
                weight = context.request.weights[term] * max(context.path_rarity(w) for w in words)
                found[path] = found.get(path, 0.0) + weight / len(own) ** 0.5
    return found


def _expanded(context: Context) -> dict[str, set[str]]:
    vocabulary = {
        word for words in context.path_words.values() for word in words if " " not in word
    }
    found = {}
    for term in context.request.weights:
        if len(term) < _SHORTEST or term in vocabulary:
            continue
        longer = {w for w in vocabulary if w.startswith(term) and len(w) >= len(term) + _LONGER}
        shorter = {
            w
            for w in vocabulary
            if len(w) >= _SHORTEST and term.startswith(w) and len(w) + _LONGER <= len(term)
        }
        words = longer if len(term) <= 6 else shorter
        if 0 < len(words) <= _MOST:
            found[term] = words
    return found


def reason(context: Context, path: str) -> str:
    """Name both words."""
    own = context.path_words[path]
    term, words = next((t, w) for t, w in _expanded(context).items() if not w.isdisjoint(own))
    return f"its path has “{min(words.intersection(own))}”, the request “{context.request.spelled(term)}”"


SOURCE = Source("abbreviations", "Shortened and spelled-out words in the path", scores, reason)
