"""What stands before the colon of the request, as past commits used it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source
from groundplan.locate.request import scope_of

if TYPE_CHECKING:
    from groundplan.locate.context import Context
_FULL = 1.56
"""As much as three of four good answers have on the public commits."""


def scores(context: Context) -> dict[str, float]:
    """Return how much of the commits of that scope touched a file, against all commits."""
    scope = context.request.scope
    own = [c for c in context.history.commits if scope and scope_of(c.subject) == scope]
    found: dict[str, float] = {}
    for commit in own:
        for path in commit.files:
            if path in context.files:
                found[path] = found.get(path, 0.0) + 1 / len(commit.files) ** 0.5
    return {path: value / (len(context.touches[path]) + 3) ** 0.5 for path, value in found.items()}


def reason(context: Context, path: str) -> str:
    """Say which scope."""
    return f"commits of the scope “{context.request.scope}” touch it"


SOURCE = Source("scope", "Files that commits of the same scope touch", scores, reason, full=_FULL)
