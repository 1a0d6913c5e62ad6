"""The stretch of lines in a text that has most of a request's words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from groundplan.locate.words import IDENTIFIER, pairs, parts

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINES = 24
_STEP = 8
_MAX_LINES = 6_000


class Passage(NamedTuple):
    """Some lines and what they have of a request."""

    first: int
    last: int
    weight: float
    terms: tuple[str, ...]
    """The stems, the weightiest first."""


def _hits(text: str, weights: Mapping[str, float]) -> list[tuple[int, str]]:
    """Return each term with the line that has it."""
    starts = {re.escape(term[:4]) for term in weights if " " not in term}
    if not starts:
        return []
    maybe = re.compile("|".join(sorted(starts)))  # most lines have none, and are not taken apart
    found: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n", _MAX_LINES)[:_MAX_LINES], 1):
        if maybe.search(line.lower()):
            for identifier in IDENTIFIER.findall(line[:400]):
                stems = parts(identifier)
                found += [(number, term) for term in (*stems, *pairs(stems)) if term in weights]
    return found


def best_passage(text: str, weights: Mapping[str, float]) -> Passage | None:
    """Return the lines with the greatest sum of weights, each term counted once; None without any.

    Args:
        text: a file's text.
        weights: stems, and pairs of stems that are one identifier, with what they count.
    """
    blocks: dict[int, set[str]] = {}
    for number, term in _hits(text, weights):
        blocks.setdefault((number - 1) // _STEP, set()).add(term)
    best: Passage | None = None
    for start in sorted(blocks):
        terms = set().union(*(blocks.get(start + more, ()) for more in range(_LINES // _STEP)))
        weight = sum(weights[term] for term in sorted(terms))
        if best is None or weight > best.weight:
            ordered = sorted(terms, key=lambda term: (-weights[term], term))
            best = Passage(start * _STEP + 1, start * _STEP + _LINES, weight, tuple(ordered))
    return best
