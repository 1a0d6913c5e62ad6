"""A typed answer without what nobody said: placeholders, lead-ins, "I do not know", the frame of tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from groundplan.core.model import Kind
from groundplan.plan.answers import ITEM_KINDS, Fences, strip_blank
from groundplan.plan.rows import is_separator, split_row
from groundplan.request.phrases import (
    is_lead_in,
    says_unknown,
    undecided_subject,
    without_placeholders,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.core.model import Answer, Field

_TAG = re.compile(r"[ \t]*</?(?:details|summary)\b[^<>]*>[ \t]*", re.IGNORECASE)
_LISTED = re.compile(r"[ \t]*(?:[-*+\u2022|]|\d{1,9}[.)])")


class Cleaned(NamedTuple):
    """What of an answer somebody said, and what they left open in it."""

    answer: Answer
    undecided: tuple[str, ...] = ()


def cleaned(field: Field, answer: Answer) -> Cleaned:
    """Return an answer without what nobody said.

    Args:
        field: the question that it answers.
        answer: as it was written; text, or the items or rows of a request in YAML or JSON.
    """
    if isinstance(answer, str):
        text, undecided = _clean_text(answer, field.kind)
        return Cleaned(text, undecided)
    kept: list[str | tuple[str, ...]] = []
    undecided = ()
    for part in answer:
        if not isinstance(part, str):
            kept.append(part)
            continue
        text, more = _clean_text(part, Kind.TEXT)
        undecided += more
        kept += [text] if text else []
    return Cleaned(tuple(kept), undecided)  # type: ignore[arg-type]


def cleaned_loose(text: str) -> str:
    """Return text below a section's title without placeholders and lead-ins."""
    return strip_blank("\n".join(_said_lines(text)))


def _clean_text(text: str, kind: Kind) -> tuple[str, tuple[str, ...]]:
    lines = _said_lines(text)
    if kind in ITEM_KINDS:
        lines = _rows_as_items(lines)
    undecided: list[str] = []
    kept = []
    for line in lines:
        if says_unknown(_plain(line)) and _plain(line):
            continue
        if _LISTED.match(line) and kind is not Kind.TABLE and (found := undecided_subject(line)):
            undecided.append(found)
        kept.append(line)
    return strip_blank("\n".join(kept)), tuple(undecided)


def _said_lines(text: str) -> list[str]:
    kept: list[str] = []
    fences = Fences()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for index, line in enumerate(lines):
        if fences.feed(line):
            kept.append(line)
            continue
        shown = _without_tags(line)
        said = without_placeholders(shown) if shown is not None else None
        if said is not None and not is_lead_in(said, _next(lines[index + 1 :])):
            kept.append(said)
    return kept


def _without_tags(line: str) -> str | None:
    """Return a line without the tags that only fold a text; None where it is nothing but tags."""
    if "<" not in line:
        return line
    text = _TAG.sub(" ", line) if not line.lstrip().startswith("|") else line
    return line if text == line else text.strip() or None


def _next(lines: Iterable[str]) -> str:
    return next((line for line in lines if line.strip()), "")


def _plain(line: str) -> str:
    return re.sub(
        r"^[ \t]*(?:[-*+\u2022]|\d{1,9}[.)])?[ \t]*(?:\[[ xX]\])?[ \t]*", "", line
    ).strip()


def _rows_as_items(lines: list[str]) -> list[str]:
    """Return lines in which each row of a table is an item, without the header and the delimiter."""
    items: list[str] = []
    fences = Fences()
    in_table = False
    for index, line in enumerate(lines):
        is_fenced = fences.feed(line)
        following = lines[index + 1] if index + 1 < len(lines) else ""
        starts = is_separator(following) and len(split_row(line)) == len(split_row(following))
        if is_fenced or not line.strip() or "|" not in line:
            in_table = in_table and bool(line.strip()) and "|" in line
            items.append(line)
        elif starts:
            in_table = True
        elif in_table and is_separator(line):
            continue
        elif in_table:
            items.append(f"- {' | '.join(cell for cell in split_row(line) if cell)}")
        else:
            items.append(line)
    return items
