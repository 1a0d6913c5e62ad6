"""Files of the same name in other layers: a view's template, a table's model, a component's service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.file_kinds import subject_of
from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_BEST = 12


def scores(context: Context) -> dict[str, float]:
    """Return the scores of the best files for those that share their name, the rarer it is the more."""
    found: dict[str, float] = {}
    for best in context.top(_BEST):
        for path in _namesakes(context, best):
            weight = context.ranking[best] / (1 + len(_namesakes(context, best))) ** 0.5
            found[path] = max(found.get(path, 0.0), weight)
    return found


def _namesakes(context: Context, path: str) -> list[str]:
    stems = subject_of(path)
    return [other for other in context.about(stems) if other != path] if stems else []


def reason(context: Context, path: str) -> str:
    """Name the namesake."""
    best = next(best for best in context.top(_BEST) if path in _namesakes(context, best))
    return f"has the same name as {best}"


SOURCE = Source("same_name", "The same name in other layers", scores, reason, needs_ranking=True)
