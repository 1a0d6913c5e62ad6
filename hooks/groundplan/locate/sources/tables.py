"""Tables, models and columns that the request names: where they are defined, and their layers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.locate.file_kinds import kind_of
from groundplan.locate.model import Source
from groundplan.locate.words import parts

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_TABLES = (
    re.compile(r"\b(?:table|model|entity|schema)s?\s+`?([A-Za-z_][\w.]*)", re.IGNORECASE),
    re.compile(r"([A-Za-z_]\w*)`?\s+(?:table|model|entity)\b", re.IGNORECASE),
    re.compile(r"`([a-z_]\w*)\.[a-z_]\w*`"),
)
"""The name after the word, before it, and before the dot of a column."""
_MODELS = re.compile(
    r"(^|/)(models?|entit(y|ies)|schemas?|prisma|db|database|domain)(/|\.|$)", re.IGNORECASE
)
_DEFINES, _IN_MODELS = 0.6, 0.4


def scores(context: Context) -> dict[str, float]:
    """Return how surely a file defines a named table: by a definition, and by lying where models are."""
    found: dict[str, float] = {}
    for stems in _tables(context):
        for path, facts in context.files.items():
            if kind_of(path) != "test" and any(parts(d.name) == stems for d in facts.definitions):
                value = _DEFINES + (_IN_MODELS if _MODELS.search(path) else 0.0)
                found[path] = max(found.get(path, 0.0), value)
    return found


def _tables(context: Context) -> list[tuple[str, ...]]:
    names = [name for pattern in _TABLES for name in pattern.findall(context.request.text)]
    return list(dict.fromkeys(stems for name in names if (stems := parts(name.rpartition(".")[2]))))


def reason(context: Context, path: str) -> str:
    """Name the definition."""
    wanted = set(_tables(context))
    found = next(d for d in context.files[path].definitions if parts(d.name) in wanted)
    return f"defines the model {found.name} (line {found.line})"


SOURCE = Source(
    "tables", "Tables and models that the request names", scores, reason, full=1.0, telling=3.0
)
