"""Edits of exact text: what adoption does to a file of the user, so that it can be undone to the byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class CannotEdit(Exception):
    """A file that can't be edited safely; the text says why, in words for the user."""


@dataclass(frozen=True)
class TextEdit:
    """At `offset` of the text (in characters), `old` becomes `new`."""

    offset: int
    old: str
    new: str


def applied(text: str, edits: Iterable[TextEdit]) -> str:
    """Return the text after edits that do not overlap."""
    for edit in sorted(edits, key=lambda edit: edit.offset, reverse=True):
        text = text[: edit.offset] + edit.new + text[edit.offset + len(edit.old) :]
    return text


def reverted(text: str, edits: Sequence[TextEdit], *, is_exact: bool) -> tuple[str, int] | None:
    """Return the text without what edits once put in, and where the first of it stood.

    Args:
        text: the text as it is now.
        edits: with offsets in the text from before them.
        is_exact: nobody changed the text since; else each piece is looked for, and has to be there
            word for word.

    Returns:
        None when a piece is not there any more as it was.
    """
    shift = 0
    placed = []
    for edit in sorted(edits, key=lambda edit: edit.offset):
        placed.append((edit.offset + shift, edit))
        shift += len(edit.new) - len(edit.old)
    first = len(text)
    for expected, edit in reversed(placed):
        at = expected if is_exact else _nearest(text, edit.new, expected)
        if at is None or text[at : at + len(edit.new)] != edit.new:
            return None
        text = text[:at] + edit.old + text[at + len(edit.new) :]
        first = at
    return text, first


def _nearest(text: str, piece: str, expected: int) -> int | None:
    found = []
    at = text.find(piece)
    while at >= 0:
        found.append(at)
        at = text.find(piece, at + 1)
    return min(found, key=lambda place: abs(place - expected), default=None)


def line_end(text: str) -> str:
    """Return the line end that most lines of a text have."""
    return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


def at_the_end(text: str, addition: str) -> TextEdit:
    """Return the edit that puts lines after all others, with an empty line between.

    Args:
        text: what is there.
        addition: whole lines with line feeds; they get the line ends of the text.
    """
    end = line_end(text)
    body = addition.replace("\n", end)
    gap = "" if not text else end if text.endswith("\n") else end * 2
    return TextEdit(len(text), "", gap + body)
