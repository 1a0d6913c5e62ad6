"""Files that the best ones import, render or name, and files that do so with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_BEST = 12
_FULL = 1.38
"""As much as three of four good answers have on the public commits."""


def scores(context: Context) -> dict[str, float]:
    """Return the scores of neighbours in the graph of references; what all refer to counts little."""
    found: dict[str, float] = {}
    for best in context.top(_BEST):
        for path in context.links.out(best) | context.links.into(best):
            weight = (
                context.ranking[best]
                / (1 + len(context.links.into(path)) + len(context.links.out(best))) ** 0.5
            )
            found[path] = found.get(path, 0.0) + weight
    return found


def reason(context: Context, path: str) -> str:
    """Name the neighbour."""
    near = context.links.out(path) | context.links.into(path)
    best = next(best for best in context.top(_BEST) if best in near)
    return f"{best} refers to it" if path in context.links.out(best) else f"refers to {best}"


SOURCE = Source(
    "imports",
    "One hop along imports and references from the best",
    scores,
    reason,
    full=_FULL,
    needs_ranking=True,
    telling=1.5,
)
