"""Three texts into one: what the kit brought, what the repo made of it, and what the kit brings now.

Lines are compared without their line ends and without a byte-order mark, so that neither conflicts; a line
of the repo keeps its own bytes. Touching changes merge, overlapping ones conflict: nothing is guessed.
"""

from __future__ import annotations

import difflib
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BOM = b"\xef\xbb\xbf"
MAX_LINES = 50_000
"""More lines than this are not compared line by line."""


@dataclass(frozen=True)
class Conflict:
    """A place where both sides changed the same lines, or one changed what the other removed."""

    line: int
    """In the repo's file, counted from 1; 0 when it is the whole file."""
    mine: tuple[str, ...]
    theirs: tuple[str, ...]


@dataclass(frozen=True)
class Merged:
    """The merged bytes, and the places that could not be merged."""

    data: bytes
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True)
class _Hunk:
    """Lines `low` to `high` (exclusive) of the base became lines `start` to `end` of one side."""

    low: int
    high: int
    start: int
    end: int
    is_mine: bool


class _Text:
    """A text as lines: what is compared, and the bytes as they are."""

    def __init__(self, data: bytes) -> None:
        self.bom = BOM if data.startswith(BOM) else b""
        body = data[len(self.bom) :]
        rows = body.split(b"\n")
        self.rows = [row + b"\n" for row in rows[:-1]] + ([rows[-1]] if rows[-1] else [])
        self.keys = [row.rstrip(b"\n").removesuffix(b"\r") for row in self.rows]
        windows = sum(row.endswith(b"\r\n") for row in self.rows)
        ended = sum(row.endswith(b"\n") for row in self.rows)
        self.line_end = b"\r\n" if windows * 2 > ended else b"\n"
        self.is_ended = not self.rows or self.rows[-1].endswith(b"\n")


def is_binary(data: bytes) -> bool:
    """Say whether bytes are no text that can be merged by lines."""
    return b"\0" in data or data.count(b"\n") > MAX_LINES


def same_text(one: bytes, other: bytes) -> bool:
    """Say whether two files differ in line ends, byte-order mark or the last line's end at most."""
    return one == other or (
        not is_binary(one) and not is_binary(other) and _Text(one).keys == _Text(other).keys
    )


def local_lines(base: bytes, mine: bytes) -> Counter[bytes]:
    """Return the lines, and how often each, that one file has and the other has not."""
    return Counter(_Text(mine).keys) - Counter(_Text(base).keys)


def merge(base: bytes, mine: bytes, theirs: bytes, *, take: str = "") -> Merged:
    """Bring the changes from `base` to `theirs` into `mine`.

    Args:
        base: what the kit brought before.
        mine: what the repo has now.
        theirs: what the kit brings now.
        take: `mine` or `theirs` decides every conflict; nothing decides none.

    Returns:
        The text, with the lines of `mine` where there is a conflict that nobody decided.
    """
    if mine == base or (take == "theirs" and (is_binary(mine) or is_binary(theirs))):
        return Merged(_in_the_form_of(mine, theirs) if mine == base else theirs)
    if theirs in (base, mine) or (take == "mine" and (is_binary(mine) or is_binary(theirs))):
        return Merged(mine)
    if is_binary(base) or is_binary(mine) or is_binary(theirs):
        return Merged(mine, (Conflict(0, (), ()),))
    merged = _merge_lines(_Text(base), _Text(mine), _Text(theirs), take)
    if merged.conflicts or not _still_parses(mine, theirs, merged.data):
        structured = _merge_json(base, mine, theirs)
        if structured is not None:
            return Merged(structured)
        if not merged.conflicts:
            return Merged(mine, (Conflict(0, (), ()),))
    return merged


def _in_the_form_of(mine: bytes, theirs: bytes) -> bytes:
    old, new = _Text(mine), _Text(theirs)
    if is_binary(theirs) or old.line_end == b"\n":
        return theirs
    return old.bom + b"".join(
        key + (old.line_end if row.endswith(b"\n") else b"")
        for key, row in zip(new.keys, new.rows, strict=True)
    )


# -- by lines --------------------------------------------------------------------------------------


def _merge_lines(base: _Text, mine: _Text, theirs: _Text, take: str) -> Merged:
    out: list[bytes] = []
    conflicts: list[Conflict] = []
    end = mine.line_end
    done = 0  # lines of the base that are dealt with
    shift = 0  # how far the repo's lines are ahead of the base's
    for group in _groups(_hunks(base, mine, is_mine=True), _hunks(base, theirs, is_mine=False)):
        low, high = min(h.low for h in group), max(h.high for h in group)
        out += mine.rows[done + shift : low + shift]
        own = _span(group, low, high, shift, is_mine=True)
        new = _span(group, low, high, None, is_mine=False)
        own_rows = mine.rows[own[0] : own[1]]
        new_rows = [key + end for key in theirs.keys[new[0] : new[1]]]
        decided = _decide(
            base.keys[low:high],
            (mine.keys[own[0] : own[1]], own_rows),
            (theirs.keys[new[0] : new[1]], new_rows),
            group,
            take,
        )
        if decided is None:
            conflicts.append(
                Conflict(
                    own[0] + 1,
                    tuple(_shown(key) for key in mine.keys[own[0] : own[1]]),
                    tuple(_shown(key) for key in theirs.keys[new[0] : new[1]]),
                )
            )
            decided = own_rows
        out += decided
        shift = own[1] - high
        done = high
    out += mine.rows[done + shift :]
    return Merged(_joined(out, mine, theirs), tuple(conflicts))


def _shown(key: bytes) -> str:
    return key.decode("utf-8", "backslashreplace")


def _joined(rows: list[bytes], mine: _Text, theirs: _Text) -> bytes:
    """Join lines; only the last may lack its end, and only where it did on its own side."""
    ended = [row if row.endswith(b"\n") else row + mine.line_end for row in rows]
    if rows and not rows[-1].endswith(b"\n"):
        ended[-1] = rows[-1]
    elif rows and not theirs.is_ended and rows[-1] not in mine.rows:
        ended[-1] = rows[-1].rstrip(b"\n").removesuffix(b"\r")
    return mine.bom + b"".join(ended)


def _hunks(base: _Text, side: _Text, *, is_mine: bool) -> list[_Hunk]:
    a, b = base.keys, side.keys
    head = 0
    while head < len(a) and head < len(b) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < len(a) - head and tail < len(b) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    matcher = difflib.SequenceMatcher(
        None, a[head : len(a) - tail], b[head : len(b) - tail], autojunk=False
    )
    return [
        _Hunk(low + head, high + head, start + head, end + head, is_mine)
        for tag, low, high, start, end in matcher.get_opcodes()
        if tag != "equal"
    ]


def _groups(mine: Sequence[_Hunk], theirs: Sequence[_Hunk]) -> Iterator[list[_Hunk]]:
    """Yield hunks in order, those of both sides that overlap together."""
    group: list[_Hunk] = []
    for hunk in sorted([*mine, *theirs], key=lambda h: (h.low, h.high)):
        if group and not any(_overlap(hunk, other) for other in group):
            yield group
            group = []
        group.append(hunk)
    if group:
        yield group


def _overlap(one: _Hunk, other: _Hunk) -> bool:
    if one.low == one.high and other.low == other.high:
        return one.low == other.low and one.is_mine != other.is_mine
    if one.low == one.high:
        return other.low < one.low < other.high
    if other.low == other.high:
        return one.low < other.low < one.high
    return max(one.low, other.low) < min(one.high, other.high)


def _span(
    group: list[_Hunk], low: int, high: int, shift: int | None, *, is_mine: bool
) -> tuple[int, int]:
    """Return which lines of one side stand for lines `low` to `high` of the base."""
    hunks = [hunk for hunk in group if hunk.is_mine == is_mine]
    if not hunks:
        return (low + (shift or 0), high + (shift or 0)) if is_mine else (0, 0)
    first, last = hunks[0], hunks[-1]
    return first.start - (first.low - low), last.end + (high - last.high)


def _decide(
    base: list[bytes],
    mine: tuple[list[bytes], list[bytes]],
    theirs: tuple[list[bytes], list[bytes]],
    group: list[_Hunk],
    take: str,
) -> list[bytes] | None:
    """Return the lines that stand in the result for one group, or None for a conflict."""
    if all(hunk.is_mine for hunk in group):
        return mine[1]
    if not any(hunk.is_mine for hunk in group):
        return theirs[1]
    if mine[0] == theirs[0]:
        return mine[1]
    if not base:  # both added lines at one place: the kit's, then the repo's
        head = _common(mine[0], theirs[0])
        return mine[1][:head] + theirs[1][head:] + mine[1][head:]
    head = _common(mine[0], theirs[0])
    rest, new = mine[0][head:], theirs[0][head:]
    if head and not new and not set(rest) & set(base):
        return mine[1]
    if head and not rest and not set(new) & set(base):
        return mine[1] + theirs[1][head:]
    return mine[1] if take == "mine" else theirs[1] if take == "theirs" else None


def _common(one: list[bytes], other: list[bytes]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


# -- by structure -----------------------------------------------------------------------------------


def _still_parses(mine: bytes, theirs: bytes, merged: bytes) -> bool:
    """Two changes that touch can merge as lines and yet break JSON: a comma is missing."""
    return not (_is_json(mine) and _is_json(theirs)) or _is_json(merged)


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return data[:1] in (b"{", b"[", BOM[:1])


def _merge_json(base: bytes, mine: bytes, theirs: bytes) -> bytes | None:
    """Return `mine` with what the kit added, where the kit added only and all three are JSON."""
    from groundplan.agents import LAUNCHER
    from groundplan.install.adopt.edits import CannotEdit, applied
    from groundplan.install.adopt.json_text import merge_edits, parse

    try:
        old, new = json.loads(base.decode("utf-8-sig")), json.loads(theirs.decode("utf-8-sig"))
        text = mine.decode("utf-8")
        parse(text)
        added = _added(old, new)
        if not isinstance(added, dict):
            return None
        return applied(text, merge_edits(text, added, LAUNCHER)).encode()
    except (CannotEdit, ValueError, RecursionError):
        return None


def _added(old: object, new: object) -> object:
    """Return what `new` has beside `old`, in its shape; None where something else changed."""
    if isinstance(old, dict) and isinstance(new, dict):
        if set(old) - set(new):
            return None
        found = {}
        for key, value in new.items():
            if key not in old:
                found[key] = value
            elif value != old[key]:
                inner = _added(old[key], value)
                if inner is None:
                    return None
                found[key] = inner
        return found
    if isinstance(old, list) and isinstance(new, list) and all(item in new for item in old):
        return [item for item in new if item not in old]
    return None
