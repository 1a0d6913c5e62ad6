"""Files of past commits whose messages are like the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_NEAREST = 40
_FULL = 55.1
"""As much as three of four good answers have on the public commits."""


def scores(context: Context) -> dict[str, float]:
    """Return, for each file, the likeness of the nearest commits that touched it, by their size."""
    found: dict[str, float] = {}
    for number, likeness in context.like_commits[:_NEAREST]:
        files = [path for path in context.commit(number).files if path in context.files]
        for path in files:
            found[path] = found.get(path, 0.0) + likeness / len(files) ** 0.5
    return found


def reason(context: Context, path: str) -> str:
    """Name the nearest commit that touched the file."""
    near = (context.commit(n) for n, _ in context.like_commits[:_NEAREST])
    commit = next(commit for commit in near if path in commit.files)
    return f"a like change touched it: {commit.id[:8]} “{commit.subject[:60]}”"


SOURCE = Source(
    "past_messages",
    "Files of past commits with like messages",
    scores,
    reason,
    full=_FULL,
    telling=2.0,
)
