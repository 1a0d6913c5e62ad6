"""Identifiers that the request names, letter by letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.bm25 import rarity
from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_DEFINED = 3.0
_TOO_MANY = 0.2
"""Share of the files beyond which a name tells nothing."""
_FULL = 14.7
"""As much as three of four good answers have on the public commits."""


def scores(context: Context) -> dict[str, float]:
    """Return the rarity of the names that a file has; defined ones count more."""
    found: dict[str, float] = {}
    for name in _last_parts(context):
        having = _having(context, name)
        if not having or len(having) > max(8, len(context.files) * _TOO_MANY):
            continue
        weight = rarity(len(context.files), len(having))
        for path in having:
            defined = any(d.name == name for d in context.files[path].definitions)
            found[path] = found.get(path, 0.0) + weight * (_DEFINED if defined else 1.0)
    return found


def _last_parts(context: Context) -> list[str]:
    # Of `Model.save` both parts are looked for; of file names and the like the base.
    parts = (part for name in context.request.names for part in name.replace("-", ".").split("."))
    return list(dict.fromkeys(part for part in parts if len(part) > 3))


def _having(context: Context, name: str) -> list[str]:
    needle = f" {name} "
    return [path for path, facts in context.files.items() if needle in facts.names]


def reason(context: Context, path: str) -> str:
    """Name the identifiers, those that the file defines first."""
    lines = {d.name: d.line for d in context.files[path].definitions}
    found = [name for name in _last_parts(context) if f" {name} " in context.files[path].names]
    defined = [f"{name} (line {lines[name]})" for name in found if name in lines]
    if defined:
        return f"defines {', '.join(defined[:3])}, which the request names"
    return f"uses {', '.join(found[:3])}, which the request names"


SOURCE = Source(
    "exact_names", "Identifiers that the request names", scores, reason, full=_FULL, telling=2.0
)
