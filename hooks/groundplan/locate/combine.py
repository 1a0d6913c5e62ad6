"""Scores of the sources -> one ranking: each divided by its own best, times its weight, added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.sources import sources
from groundplan.locate.weights import ALL, FIRST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.locate.context import Context

Table = dict[str, dict[str, float]]
"""Source -> path -> score between 0 and 1."""


def gathered(context: Context, without: frozenset[str] = frozenset()) -> Table:
    """Ask every source and return what they say; the ranking of the first ones is left in `context`.

    Args:
        context: the question; its `ranking` is set.
        without: names of sources that are left out, for measurements.
    """
    table: Table = {}
    for late in (False, True):
        for source in sources():
            if source.needs_ranking == late and source.name not in without:
                table[source.name] = even(source.scores(context))
        if not late:
            context.ranking = ranked(table, FIRST)
    return table


def even(scores: Mapping[str, float]) -> dict[str, float]:
    """Return the scores divided by the best of them; what is not above 0 is left out."""
    best = max(scores.values(), default=0.0)
    return {path: value / best for path, value in scores.items() if value > 0} if best > 0 else {}


def ranked(table: Table, weights: Mapping[str, float] = ALL) -> dict[str, float]:
    """Return the weighted sums, the best first; equal ones by path."""
    total: dict[str, float] = {}
    for name, scores in table.items():
        weight = weights.get(name, 0.0)
        for path, value in scores.items() if weight else ():
            total[path] = total.get(path, 0.0) + weight * value
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))
