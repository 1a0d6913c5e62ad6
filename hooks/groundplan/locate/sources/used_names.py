"""Files that define what the best ones use, and files that use what those define."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_BEST = 6
_MAX_USERS = 25
_MAX_DEFINITIONS = 15


def scores(context: Context) -> dict[str, float]:
    """Return the scores of files one hop away along names that few files define, by how rare they are."""
    found: dict[str, float] = {}
    for best in context.top(_BEST):
        for path, weight in _near(context, best).items():
            found[path] = found.get(path, 0.0) + context.ranking[best] * weight[0]
    return found


def _near(context: Context, best: str) -> dict[str, tuple[float, str]]:
    """Return neighbours with the weight and the name that binds most."""
    found: dict[str, tuple[float, str]] = {}
    if best not in context.files:
        return found
    for name in context.files[best].names.split():
        for path in context.defined_by(name):
            if path != best:
                _add(found, path, 1 / len(context.defined_by(name)), name)
    for definition in context.files[best].definitions[:_MAX_DEFINITIONS]:
        users = context.users(definition.name)
        if len(context.defined_by(definition.name)) == 1 and len(users) <= _MAX_USERS:
            for path in users:
                if path != best:
                    _add(found, path, 1 / len(users), definition.name)
    return {path: (weight**0.5, name) for path, (weight, name) in found.items()}


def _add(found: dict[str, tuple[float, str]], path: str, weight: float, name: str) -> None:
    before = found.get(path, (0.0, name))
    found[path] = (before[0] + weight, before[1])


def reason(context: Context, path: str) -> str:
    """Name the neighbour and what binds the two."""
    near = {best: _near(context, best) for best in context.top(_BEST)}
    best = max(
        (best for best in near if path in near[best]),
        key=lambda best: context.ranking[best] * near[best][path][0],
    )
    name = near[best][path][1]
    verb = "defines" if path in context.defined_by(name) else "uses"
    return (
        f"{verb} {name}, as {best} does" if verb == "uses" else f"defines {name}, which {best} uses"
    )


SOURCE = Source(
    "used_names", "One hop along names that few files define", scores, reason, needs_ranking=True
)
