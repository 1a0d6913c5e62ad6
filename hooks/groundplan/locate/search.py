"""Request text -> places where the change lands."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.locate.combine import Table, gathered, ranked
from groundplan.locate.context import Context
from groundplan.locate.file_kinds import is_source, kind_of
from groundplan.locate.index import open_index
from groundplan.locate.model import Place, Source
from groundplan.locate.request import read_request
from groundplan.locate.sources import sources
from groundplan.locate.weights import ALL
from groundplan.locate.words import parts

if TYPE_CHECKING:
    from pathlib import Path

_NAMED = 5.0
"""What it counts that the request names a definition, against the rarity of shared words."""
_ALONG = 0.6
"""What the score of a test, a translation or a document counts against that of code."""
_REASONS = 2
_STRONG = 0.25
"""Share of a place's score that a source must give to be named as one that found it."""


@dataclass(frozen=True)
class Located:
    """What was found, and what could not be looked at."""

    places: list[Place]
    notes: tuple[str, ...]


def locate(root: Path, request_text: str, *, limit: int = 20) -> list[Place]:
    """Return where a change lands, the best first.

    Args:
        root: the top folder of a checkout.
        request_text: what is wanted, in any words; its first line counts most.
        limit: how many places of code and templates at most; tests, migrations, translations and
            documents that go along are listed between them, and at most half as many of them.
    """
    return search(root, request_text, limit=limit).places


def search(root: Path, request_text: str, *, limit: int = 20) -> Located:
    """Return the places with what could not be looked at; see `locate`."""
    context = Context(read_request(request_text), open_index(root))
    table = gathered(context)
    total = code_first(ranked(table))
    left = {True: limit, False: limit // 2}
    places: list[Place] = []
    for path, score in total.items():
        own = is_source(path)
        if kind_of(path) == "generated" or not left[own]:
            continue
        left[own] -= 1
        places.append(_place(context, table, path, score))
        if not any(left.values()):
            break
    note = context.history.note
    return Located(places, (note,) if note else ())


def code_first(total: dict[str, float]) -> dict[str, float]:
    """Return the ranking with what only goes along counting less: a change begins in code."""
    weighed = {path: score * (1.0 if is_source(path) else _ALONG) for path, score in total.items()}
    return dict(sorted(weighed.items(), key=lambda item: (-item[1], item[0])))


def _place(context: Context, table: Table, path: str, score: float) -> Place:
    shares = evidence(table, path)
    strong = [(source, share) for source, share in shares if share >= _STRONG * shares[0][1]]
    told = sorted(strong, key=lambda item: (-item[1] * item[0].telling, item[0].name))
    reasons = dict.fromkeys(source.reason(context, path) for source, _ in told[: _REASONS + 1])
    line, name = _best_line(context, path)
    return Place(
        path=path,
        line=line,
        name=name,
        what=kind_of(path),
        reason="; ".join(list(reasons)[:_REASONS]),
        sources=tuple(source.name for source, _ in strong),
        score=round(score, 4),
    )


def evidence(table: Table, path: str) -> list[tuple[Source, float]]:
    """Return the sources that speak for a path with what each adds to its score, the most first."""
    found = [
        (source, ALL.get(source.name, 0.0) * table[source.name][path])
        for source in sources()
        if path in table.get(source.name, {}) and ALL.get(source.name, 0.0) > 0
    ]
    return sorted(found, key=lambda item: (-item[1], item[0].name))


def _best_line(context: Context, path: str) -> tuple[int | None, str]:
    """Return the definition whose name shares most with the request, else the one around the best passage."""
    if path not in context.files:
        return None, ""
    definitions = context.files[path].definitions
    best = max(
        definitions, key=lambda found: (_closeness(context, found.name), -found.line), default=None
    )
    if best and _closeness(context, best.name):
        return best.line, best.name
    passage = context.passage(path)
    if not passage:
        return None, ""
    above = [found for found in definitions if found.line <= passage.first]
    return (above[-1].line, above[-1].name) if above else (passage.first, "")


def _closeness(context: Context, name: str) -> float:
    weights = context.request.weights
    stems = set(parts(name))
    shared = sum(weights[stem] * context.rarity(stem) for stem in sorted(stems) if stem in weights)
    named = _NAMED if name in context.request.names else 0.0
    return shared / math.sqrt(1 + len(stems)) + named
