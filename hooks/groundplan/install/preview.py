"""How changes of a repo are shown to a person: a tree, a diff, lists."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from groundplan.core.text import many

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.core.transaction import Change
    from groundplan.install.adopt import ByHand

MAX_DIFF_LINES = 400


def tree_lines(changes: Sequence[Change]) -> Iterator[str]:
    """Yield one line a file: + new, ~ changed, - removed; what is in the kit's own folder is counted."""
    inside = [change for change in changes if change.path.startswith(".groundplan/")]
    for change in changes:
        if change not in inside:
            yield f"  {sign(change)} {change.path}"
    if inside:
        yield f"  {sign(inside[0])} .groundplan/ ({many(len(inside), 'file')})"


def sign(change: Change) -> str:
    """Return the mark of a change: + new, ~ changed, - removed."""
    return "+" if change.before is None else "-" if change.after is None else "~"


def diff_lines(changes: Sequence[Change]) -> Iterator[str]:
    """Yield a unified diff; binary files and very long parts are only counted."""
    for change in changes:
        old, new = _lines(change.before), _lines(change.after)
        if old is None or new is None:
            yield f"  {sign(change)} {change.path} (binary)"
            continue
        before = "/dev/null" if change.before is None else f"a/{change.path}"
        after = "/dev/null" if change.after is None else f"b/{change.path}"
        lines = list(difflib.unified_diff(old, new, before, after, lineterm="", n=2))
        yield from lines[:MAX_DIFF_LINES]
        if len(lines) > MAX_DIFF_LINES:
            yield f"  ... {len(lines) - MAX_DIFF_LINES:,} more lines"


def _lines(data: bytes | None) -> list[str] | None:
    if data is None:
        return []
    if b"\0" in data[:8192]:
        return None
    text = data.decode("utf-8", "backslashreplace").replace("\r\n", "\n")
    return text.removesuffix("\n").split("\n")


def by_hand_lines(entries: Sequence[ByHand]) -> Iterator[str]:
    """Yield what a person has to paste, file by file."""
    for entry in entries:
        yield f"{entry.path}: left alone, {entry.why}. Add by hand:"
        yield ""
        yield from (f"    {line}" for line in entry.lines.rstrip("\n").split("\n"))
        yield ""
