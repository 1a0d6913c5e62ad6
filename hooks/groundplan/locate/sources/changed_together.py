"""Files that change together with the best ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_BEST = 8
_FULL = 0.94
"""As much as three of four good answers have on the public commits."""


def scores(context: Context) -> dict[str, float]:
    """Return the share of a good file's commits that touched this one too, by the good one's score."""
    found: dict[str, float] = {}
    for best in context.top(_BEST):
        for path, share in context.together(best).items():
            found[path] = found.get(path, 0.0) + context.ranking[best] * share
    return found


def reason(context: Context, path: str) -> str:
    """Name the file that it changes with."""
    shares = {
        best: context.together(best).get(path, 0.0) for best in context.top(_BEST) if best != path
    }
    best = max(shares, key=lambda other: shares[other] * context.ranking[other])
    return f"changes together with {best} ({shares[best]:.0%} of its commits)"


SOURCE = Source(
    "changed_together",
    "Files that change together with the best ones",
    scores,
    reason,
    full=_FULL,
    needs_ranking=True,
    telling=2.0,
)
