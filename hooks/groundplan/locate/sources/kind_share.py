"""How often files of this ending and folder are changed at all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_LAST = 1_000
_PRIOR = 10


def scores(context: Context) -> dict[str, float]:
    """Return touches a file of the same ending over the last commits, the usual rate being 1."""
    touched: Counter[str] = Counter()
    for commit in context.history.commits[:_LAST]:
        touched.update(_ending(path) for path in commit.files if path in context.files)
    there = Counter(_ending(path) for path in context.files)
    usual = (sum(touched.values()) or 1) / max(1, len(context.files))
    rate = {end: (touched[end] / usual + _PRIOR) / (there[end] + _PRIOR) for end in there}
    return {path: min(rate[_ending(path)], 3.0) for path in context.files}


def _ending(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[2]


def reason(context: Context, path: str) -> str:
    """Say which ending."""
    return f"files that end in .{_ending(path)} are changed often here"


SOURCE = Source("kind_share", "How often files of this ending are changed", scores, reason)
