"""Scores of the sources -> one ranking: each divided by its own best, times its weight, added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.file_kinds import is_source
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
    _ask(context, table, without, needs_ranking=False)
    context.ranking = _of_code(ranked(table, FIRST))
    _ask(context, table, without, needs_ranking=True)
    return table


def _ask(context: Context, table: Table, without: frozenset[str], *, needs_ranking: bool) -> None:
    for source in sources():
        if source.needs_ranking == needs_ranking and source.name not in without:
            table[source.name] = even(source.scores(context), source.full)


def _of_code(ranking: dict[str, float]) -> dict[str, float]:
    """Return the code files of a ranking, the best having 1."""
    best = next((score for path, score in ranking.items() if is_source(path)), 1.0)
    return {path: score / best for path, score in ranking.items() if is_source(path)}


def even(scores: Mapping[str, float], full: float = 0.0) -> dict[str, float]:
    """Return the scores between 0 and 1.

    Args:
        scores: of any scale; what is not above 0 is left out.
        full: what becomes 1; the best score of a code file where it is 0. Without it, weak evidence
            that happens to be the best would count as if it were strong.
    """
    best = full or max((value for path, value in scores.items() if is_source(path)), default=0.0)
    return (
        {p: min(value / best, 1.0) for p, value in scores.items() if value > 0} if best > 0 else {}
    )


def ranked(table: Table, weights: Mapping[str, float] = ALL) -> dict[str, float]:
    """Return the weighted sums, the best first; equal ones by path."""
    total: dict[str, float] = {}
    for name, scores in table.items():
        weight = weights.get(name, 0.0)
        for path, value in scores.items() if weight else ():
            total[path] = total.get(path, 0.0) + weight * value
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))
