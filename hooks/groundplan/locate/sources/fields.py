"""The request's words in a file's path, definitions and text, weighed as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.bm25 import K1, rarity
from groundplan.locate.model import Source
from groundplan.locate.words import parts

if TYPE_CHECKING:
    from groundplan.locate.context import Context

# BM25F (Robertson, Zaragoza, Taylor 2004): occurrences are weighed by field before they saturate.
_PATH = 6.0
_DEFINED = 3.0
_B = 0.6


def scores(context: Context) -> dict[str, float]:
    """Return BM25F of the request's words, pairs of neighbours included."""
    lengths = context.lengths
    mean = sum(lengths.values()) / max(1, len(lengths))
    found: dict[str, float] = {}
    for term, weight in (context.request.weights | context.request.pairs).items():
        having = _occurrences(context, term)
        gain = weight * rarity(len(lengths), len(having)) * (K1 + 1)
        for path, times in having.items():
            norm = K1 * (1 - _B + _B * lengths[path] / mean)
            found[path] = found.get(path, 0.0) + gain * times / (times + norm)
    return found


def _occurrences(context: Context, term: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for path, facts in context.files.items():
        times = facts.words.get(term, 0) + _PATH * context.path_words[path].get(term, 0)
        if times:
            found[path] = times + _DEFINED * context.defined_words[path].get(term, 0)
    return found


def reason(context: Context, path: str) -> str:
    """Name the definitions, else the words, that tell most."""
    named = defined_of_the_request(context, path)
    if named:
        return f"defines {', '.join(named[:3])}"
    own = context.files[path].words.keys() | context.path_words[path].keys()
    found = sorted(
        (term for term in context.request.weights if term in own),
        key=lambda term: (-context.request.weights[term] * context.rarity(term), term),
    )
    return f"speaks of {', '.join(context.request.spelled(term) for term in found[:4])}"


def defined_of_the_request(context: Context, path: str) -> list[str]:
    """Return the names that a file defines and that share words with the request, the closest first."""
    weights = context.request.weights

    def closeness(name: str) -> float:
        return sum(weights[part] * context.rarity(part) for part in parts(name) if part in weights)

    names = dict.fromkeys(definition.name for definition in context.files[path].definitions)
    near = {name: closeness(name) for name in names}
    return sorted((name for name in near if near[name] > 0), key=lambda name: (-near[name], name))


SOURCE = Source(
    "fields",
    "The request's words in path, definitions and text at once",
    scores,
    reason,
    telling=2.0,
)
