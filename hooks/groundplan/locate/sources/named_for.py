"""Files whose name is made of the request's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.file_kinds import base_name
from groundplan.locate.model import Source
from groundplan.locate.words import parts

if TYPE_CHECKING:
    from groundplan.locate.context import Context


def scores(context: Context) -> dict[str, float]:
    """Return how much of a file's own name the request has, by how rare its words are."""
    found: dict[str, float] = {}
    for path in context.files:
        stems = set(parts(base_name(path)))
        weights = [
            context.request.weights.get(stem, 0.0) * context.path_rarity(stem) for stem in stems
        ]
        if value := sum(weights):
            share = sum(weight > 0 for weight in weights) / len(stems)
            found[path] = value * share
    return found


def reason(context: Context, path: str) -> str:
    """Name the words."""
    found = [stem for stem in parts(base_name(path)) if stem in context.request.weights]
    return f"it is named for {', '.join(context.request.spelled(term) for term in found)}"


SOURCE = Source("named_for", "Files named for words of the request", scores, reason, telling=0.7)
