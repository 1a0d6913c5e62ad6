"""What the best files call, where its name shares a word with the request: gates, helpers, services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.file_kinds import kind_of
from groundplan.locate.model import Source
from groundplan.locate.words import parts

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_BEST = 6
_FULL = 12.0
"""Set by hand, with its weight: on messages of commits it adds nothing, on change requests it does."""


def scores(context: Context) -> dict[str, float]:
    """Return, for each file, the names that it alone defines and that good files use, by their words."""
    found: dict[str, float] = {}
    for name, best in _used(context).items():
        value = _told(context, name) * sum(context.ranking[path] for path in best)
        for path in context.defined_by(name):
            if kind_of(path) != "test":
                found[path] = found.get(path, 0.0) + value / len(context.defined_by(name))
    return found


def _used(context: Context) -> dict[str, list[str]]:
    """Return the names with a word of the request and the good files that use them."""
    if context.used is None:
        used: dict[str, list[str]] = {}
        for path in context.top(_BEST):
            for name in context.files[path].names.split() if path in context.files else ():
                if _is_defined_elsewhere(context, name, path) and _told(context, name):
                    used.setdefault(name, []).append(path)
        context.used = used
    return context.used


def _is_defined_elsewhere(context: Context, name: str, path: str) -> bool:
    definers = context.defined_by(name)
    return bool(definers) and path not in definers


def _told(context: Context, name: str) -> float:
    stems = parts(name)
    weights = context.request.weights
    shared = sum(weights[stem] * context.rarity(stem) for stem in stems if stem in weights)
    return shared / (1 + len(stems)) ** 0.5 if shared else 0.0


def reason(context: Context, path: str) -> str:
    """Name what is called and who calls it."""
    own = {name: best for name, best in _used(context).items() if path in context.defined_by(name)}
    name = max(sorted(own), key=lambda name: _told(context, name))
    return f"defines {name}, which {own[name][0]} uses"


SOURCE = Source(
    "called",
    "What the best files call, named with words of the request",
    scores,
    reason,
    full=_FULL,
    needs_ranking=True,
    telling=2.0,
)
