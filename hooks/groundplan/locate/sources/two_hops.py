"""Files that change together with what changes together with the best ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_BEST = 10
_STEPS = 3
_KEPT = 0.5
_WIDTH = 60
_FULL = 0.11
"""As much as three of four good answers have on the public commits."""


def scores(context: Context) -> dict[str, float]:
    """Return the share of a walk along common commits, begun at the best files, that is at each file."""
    top = context.top(_BEST)
    total = sum(context.ranking[path] for path in top) or 1.0
    start = {path: context.ranking[path] / total for path in top}
    now = dict(start)
    for _ in range(_STEPS):
        found = {path: (1 - _KEPT) * value for path, value in start.items()}
        for path, value in sorted(now.items(), key=lambda item: (-item[1], item[0]))[:_WIDTH]:
            near = context.together(path)
            whole = sum(near.values()) or 1.0
            for other, share in near.items():
                found[other] = found.get(other, 0.0) + _KEPT * value * share / whole
        now = found
    return now


def reason(context: Context, path: str) -> str:
    """Name a best file and the file between."""
    best = [best for best in context.top(_BEST) if best != path and context.together(best)]
    between = [
        (context.together(first)[middle] * context.together(middle).get(path, 0.0), middle, first)
        for first in best
        for middle in context.together(first)
        if middle != path
    ]
    share, middle, first = max(between, default=(0.0, "", ""))
    if not share:
        return "changes in the same commits as the best candidates"
    return f"changes with {middle}, which changes with {first}"


SOURCE = Source(
    "two_hops",
    "Two hops along common commits",
    scores,
    reason,
    full=_FULL,
    needs_ranking=True,
    telling=0.8,
)
