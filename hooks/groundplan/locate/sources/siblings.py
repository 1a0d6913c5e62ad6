"""Files in the folders of the best ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_BEST = 20
_FULL = 1.42
"""As much as three of four good answers have on the public commits."""


def scores(context: Context) -> dict[str, float]:
    """Return the mean score of the best files in a file's folder, itself left out."""
    weight: dict[str, float] = {}
    for path in context.top(_BEST):
        weight[_folder(path)] = weight.get(_folder(path), 0.0) + context.ranking[path]
    size: dict[str, int] = {}
    for path in context.files:
        size[_folder(path)] = size.get(_folder(path), 0) + 1
    best = set(context.top(_BEST))
    return {
        path: (weight[_folder(path)] - (context.ranking[path] if path in best else 0.0))
        / size[_folder(path)] ** 0.5
        for path in context.files
        if _folder(path) in weight
    }


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def reason(context: Context, path: str) -> str:
    """Name the folder."""
    return f"other good candidates are in {_folder(path) or 'the top folder'}"


SOURCE = Source(
    "siblings",
    "Files in the folders of the best ones",
    scores,
    reason,
    full=_FULL,
    needs_ranking=True,
    telling=0.5,
)
