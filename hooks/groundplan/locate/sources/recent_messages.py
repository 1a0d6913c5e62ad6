"""Files of recent commits with like messages: the same work, continued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_HALF = 150.0
"""Commits after which a like message counts half."""
_NEAREST = 25
_FULL = 16.2
"""As much as three of four good answers have on the public commits."""


def scores(context: Context) -> dict[str, float]:
    """Return, for each file, the likeness of commits that touched it, less the older they are."""
    found: dict[str, float] = {}
    for number, likeness in _recent(context):
        files = [path for path in context.commit(number).files if path in context.files]
        for path in files:
            found[path] = found.get(path, 0.0) + likeness / len(files) ** 0.5
    return found


def _recent(context: Context) -> list[tuple[int, float]]:
    aged = [(n, likeness * 0.5 ** (n / _HALF)) for n, likeness in context.like_commits]
    return sorted(aged, key=lambda item: (-item[1], item[0]))[:_NEAREST]


def reason(context: Context, path: str) -> str:
    """Name the nearest commit."""
    commits = (context.commit(number) for number, _ in _recent(context))
    commit = next(commit for commit in commits if path in commit.files)
    return f"a like change touched it: {commit.id[:8]} “{commit.subject[:60]}”"


SOURCE = Source(
    "recent_messages",
    "Files of recent commits with like messages",
    scores,
    reason,
    full=_FULL,
    telling=2.0,
)
