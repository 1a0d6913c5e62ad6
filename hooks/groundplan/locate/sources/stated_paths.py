"""Files that the request names, also in stack traces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_WITH_LINE = 1.5


def scores(context: Context) -> dict[str, float]:
    """Return 1 for a file whose path ends as stated, shared between those that end so."""
    found: dict[str, float] = {}
    for stated, line in context.request.paths:
        ending = stated.lstrip("./").lower()
        matches = [
            path for path in context.index.paths if f"/{path.lower()}".endswith(f"/{ending}")
        ] or _of_a_trace(context, ending)
        for path in matches:
            weight = (_WITH_LINE if line else 1.0) / len(matches)
            found[path] = max(found.get(path, 0.0), weight)
    return found


def _of_a_trace(context: Context, stated: str) -> list[str]:
    """Return files whose whole path ends the stated one: `/srv/app/api/users.py` -> `api/users.py`."""
    return [
        path
        for path in context.index.paths
        if "/" in path and f"/{stated}".endswith(f"/{path.lower()}")
    ]


def reason(context: Context, path: str) -> str:
    """Say with which line the request names it."""
    lines = [
        line
        for stated, line in context.request.paths
        if line and path.lower().endswith(stated.lower())
    ]
    return f"the request names it, line {lines[0]}" if lines else "the request names it"


SOURCE = Source(
    "stated_paths",
    "Files that the request names, also in stack traces",
    scores,
    reason,
    telling=3.0,
)
