"""Answers as people type them: text of a field <-> its answer, by the field's kind.

One form for the interview, the editor, `--answer` and the issue forms: an item a line, a row a
line with ` | ` between its cells. Pure; the plan's own notation is in `markdown.py`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, cast

from groundplan.core.errors import Refused
from groundplan.core.model import Kind
from groundplan.plan.answer_format import decode_path
from groundplan.plan.rows import fit, row_from_text, rows_from_lines, text_from_row, unbroken

if TYPE_CHECKING:
    from groundplan.core.model import Answer, Field

NOT_APPLICABLE = "Not applicable:"
ITEM_KINDS = (Kind.LIST, Kind.CHECKLIST, Kind.ORDERED)
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})((?<=~).*|[^`]*)$")
_MARK = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•]|\d{1,9}[.)])[ \t]+(?P<text>[^ \t].*)$")
_EMPTY_MARK = re.compile(r"[ \t]*(?:[-*+•]|\d{1,9}[.)])[ \t]*$")
_BOX = re.compile(r"\[[ xX]\](?:[ \t]+|$)")
# Whole answers that say "there is none"; an item or a row of one such word would be nonsense.
_NONE = re.compile(
    r"(?:there (?:is|are) )?(?:none|n/?a|no|nothing|not applicable|not needed|not required|nil|-{1,2}|\u2014)"
    r"(?: (?:(?:is |are )?(?:asked for|needed|required|requested|planned|expected|necessary|wanted|foreseen)"
    r"|yet|known|so far|for now|at (?:the|this) moment|at all|new|here|in particular|that (?:i|we) know of))*",
    re.IGNORECASE,
)
_NONE_BECAUSE = re.compile(
    r"(?:none|n/?a|not applicable|not needed|not required)"
    r"[ \t]*(?:[:;,(\u2013\u2014]|-(?=[ \t])|because\b|since\b|as\b)[ \t]*(?P<why>.*?)\)?$",
    re.IGNORECASE,
)


def refuse_control_characters(text: str, question: str) -> None:
    """Raise where a text holds a control character other than a line break or a tab.

    Args:
        text: what was typed or read.
        question: the name under which the user knows it.

    Raises:
        Refused: names the question and the character (Unicode category Cc or Cs).
    """
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        for char in line:
            if char not in "\t\r" and unicodedata.category(char) in ("Cc", "Cs"):
                raise Refused(
                    f"{question}: line {number} holds the control character U+{ord(char):04X}.",
                    "Take it out; letters, marks and line breaks are all that an answer needs.",
                )


def canonical(field: Field, answer: Answer | None) -> Answer | None:
    """Return an answer as it is kept: line feeds only, no blanks around it, nothing empty.

    Items that a field always has are no part of the answer; the plan adds them.

    Args:
        field: the question; its kind says which shape the answer has.
        answer: text for any kind, items for lists, rows of cells for tables; None when open.

    Returns:
        The answer, or None where nothing is left of it.
    """
    if answer is None or isinstance(answer, str):
        return answer_from_text(field, answer or "")
    if field.kind is Kind.TABLE:
        rows = (row if isinstance(row, tuple) else row_from_text(field, row) for row in answer)
        kept = tuple(row for row in (_clean_row(field, row) for row in rows) if any(row))
        return _or_nothing(kept)
    texts = (cell if isinstance(cell, str) else " | ".join(cell) for cell in answer)
    if field.kind in ITEM_KINDS:
        items = tuple(item for item in map(_clean_item, texts) if item not in ("", *field.always))
        return _or_nothing(items)
    return answer_from_text(field, "\n".join(texts))


def answer_from_text(field: Field, text: str) -> Answer | None:
    """Return the answer that a text stands for, or None where it says nothing.

    Args:
        field: the question that it answers.
        text: one item or one row a line for lists and tables.
    """
    clean = strip_blank(_unix(text))
    if not clean:
        return None
    if field.kind in (Kind.TEXT, Kind.LINE):
        text = clean if field.kind is Kind.TEXT else " ".join(clean.split())
        return (f"{NOT_APPLICABLE} {text}" if _NONE.fullmatch(text.rstrip(".!")) else text) or None
    if (reason := not_applicable(clean)) and not (field.kind is Kind.TABLE and "|" in clean):
        return reason
    if field.kind is Kind.TABLE:
        return canonical(field, rows_from_lines(field, clean.split("\n")))
    return canonical(field, tuple(items_from_text(clean, boxes=field.kind is Kind.CHECKLIST)))


def text_from_answer(field: Field, answer: Answer | None) -> str:
    """Return an answer as somebody would type it; `answer_from_text` reads it back."""
    if answer is None or isinstance(answer, str):
        return answer or ""
    if field.kind is Kind.TABLE:
        return "\n".join(text_from_row(row) for row in cast("tuple[tuple[str, ...], ...]", answer))
    box = "[ ] " if field.kind is Kind.CHECKLIST else ""
    return "\n".join(
        (f"{number}. " if field.kind is Kind.ORDERED else "- ")
        + box
        + cast("str", item).replace("\n", "\n  ")
        for number, item in enumerate(answer, start=1)
    )


def not_applicable(text: str) -> str:
    """Return `text` as a "not applicable" answer, or "" where it is another answer."""
    if "\n" in text:
        return ""
    if text.lower().startswith("not applicable:"):
        return f"{NOT_APPLICABLE} {text[len(NOT_APPLICABLE) :].strip()}".strip()
    bare = text.strip("*_` ")
    if _NONE.fullmatch(bare.rstrip(".!")):
        return f"{NOT_APPLICABLE} {'none' if not re.search('[a-z]', bare, re.I) else text}"
    found = _NONE_BECAUSE.match(bare)
    return f"{NOT_APPLICABLE} {found['why'].strip()}" if found and found["why"].strip() else ""


def items_from_text(text: str, *, boxes: bool) -> list[str]:
    """Return the items of a text: one a line, with or without bullets or numbers.

    A line two blanks further in than its bullet, and a fenced block, belong to the item above.

    Args:
        text: lines, each a bullet, a numbered item, or an item as it is.
        boxes: whether a `[ ]` or `[x]` in front belongs to the list and not to the item.
    """
    items: list[list[str]] = []
    depth = -1  # how far in the text of the last bulleted item begins; -1 after a bare line
    fences = Fences()
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip(" \t"))
        if not line.strip(" \t"):
            continue
        if not fences.is_open and 0 <= depth <= indent:
            items[-1].append(line[depth:])
        elif (was_open := fences.is_open, fences.feed(line))[1]:
            if was_open or depth >= 0:
                items[-1].append(line)
            else:
                items.append([line])
        elif mark := _MARK.match(line):
            items.append([_BOX.sub("", mark["text"], count=1) if boxes else mark["text"]])
            depth = len(mark["indent"]) + 2
        elif not _EMPTY_MARK.match(line):
            items.append([line.strip(" \t")])
            depth = -1
    return ["\n".join(lines) for lines in items]


class Fences:
    """Follows fenced blocks line by line.

    A fence is three or more back-ticks or tildes after at most three blanks; it ends at one of the
    same sort that is at least as long and has nothing behind it (CommonMark 0.31, section 4.5).
    """

    def __init__(self) -> None:
        self._fence = ""

    @property
    def is_open(self) -> bool:
        """Whether the next line is inside a block."""
        return bool(self._fence)

    def feed(self, line: str) -> bool:
        """Take the next line; say whether it belongs to a block, the fences themselves included."""
        if "```" not in line and "~~~" not in line:
            return self.is_open
        found = _FENCE.match(line)
        if not self._fence:
            self._fence = found[1] if found else ""
            return bool(found)
        if found and found[1].startswith(self._fence) and not found[2].strip(" \t"):
            self._fence = ""
        return True


def strip_blank(text: str) -> str:
    """Return `text` without the blanks and empty lines around it."""
    return text.strip(" \t\n")


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _clean_item(item: str) -> str:
    lines = (line.rstrip(" \t") for line in strip_blank(_unix(item)).split("\n"))
    return "\n".join(line for line in lines if line)


def _clean_row(field: Field, row: tuple[str, ...]) -> tuple[str, ...]:
    cells = fit([strip_blank(unbroken(_unix(cell))) for cell in row], len(field.columns))
    # A path is written as code in the plan, so that its back-ticks are no part of it.
    return tuple(
        decode_path(cell) if column.id == "path" else cell
        for column, cell in zip(field.columns, cells, strict=True)
    )


def _or_nothing(texts: Answer) -> Answer | None:
    only = texts[0] if len(texts) == 1 else ""
    word = only if isinstance(only, str) else only[0] if not any(only[1:]) else ""
    return not_applicable(on_one_line(word)) or texts or None


def on_one_line(text: str) -> str:
    """Return a "not applicable" answer with its reason on one line; any other text as it is."""
    return " ".join(text.split()) if text.lower().startswith(NOT_APPLICABLE.lower()) else text
