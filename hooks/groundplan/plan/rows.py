"""Rows of table fields as people type them: a pipe between cells, a Markdown table, or prose."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.core.model import Field

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY", "WS")
_MARK = re.compile(r"^[ \t]*(?:[-*+•]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=[^ \t])")
_EMPTY_MARK = re.compile(r"[ \t]*(?:[-*+•]|\d{1,9}[.)])[ \t]*$")
_PIPE = re.compile(r"(?<!\\)(\\*)\|")  # the look back keeps long runs from being tried again
_SEPARATOR = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*$")
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_BETWEEN = re.compile(r"[ \t]+(?:[-\u2013\u2014=]+>|\u2192|[-\u2013\u2014]+)[ \t]+|:[ \t]+")
_ENDPOINT = re.compile(
    rf"[`*]*(?P<method>{'|'.join(METHODS)})[`*]*[ \t]+[`*]*(?P<path>/[^\s`*]*)[`*]*[ \t]*(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_VERSIONED = re.compile(
    r"[`*]*(?P<name>@?[\w./\-\[\]]+?)[ \t]*(?P<version>(?:[=<>~^!]=?|@|v)[ \t]?\d[^\s`*]*)[`*]*(?P<rest>.*)$",
    re.DOTALL,
)

_TABLE_NAMED = re.compile(
    r"(?P<change>new|add|added|modified|changed|existing)?[ \t]*(?:table|model|collection|entity)[ \t]+`?(?P<table>[A-Za-z_]\w*)`?(?P<rest>.*)$",
    re.DOTALL | re.IGNORECASE,
)
_COLUMN = re.compile(
    r"(?P<new>(?:new|added?|modified|changed)[ \t]+(?:column|field)?[ \t]*)?`?(?P<table>[A-Za-z_]\w*)`?\.`?"
    r"(?P<column>[A-Za-z_]\w*)`?(?P<rest>(?:[ \t]*[(:,\u2013\u2014-].*|[ \t]+.*)?)$",
    re.DOTALL | re.IGNORECASE,
)


def rows_from_lines(field: Field, lines: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Return the rows that lines of text stand for, one a line.

    A table's own header chooses the columns by their names; a line further in than the one above
    continues it.

    Args:
        field: a table field; its columns say how many cells a row has.
        lines: typed rows, list items, or a Markdown table.
    """
    rows: list[tuple[str, ...]] = []
    header: list[str] = []
    unused = ""
    for line, following in pairwise([*_joined(lines), ""]):
        if _is_header(line, following):
            rows += [row_from_text(field, unused)] if unused else []
            header, unused = split_row(line), line
        elif not is_separator(line):
            rows.append(_by_header(field, header, line) if header else row_from_text(field, line))
            unused = ""
    # Above no row it is what somebody wrote, unless it names the field's own columns.
    if unused and not all(_column(field, name) is not None for name in header):
        rows.append(row_from_text(field, unused))
    return tuple(rows)


def _is_header(line: str, following: str) -> bool:
    # GitHub's rule: a table begins where the line above has as many cells as the `| --- |` line.
    return (
        is_separator(following)
        and not is_separator(line)
        and len(split_row(line)) == len(split_row(following))
    )


def is_separator(line: str) -> bool:
    """Say whether a line is the `| --- | --- |` below a table's header."""
    return "|" in line and bool(_SEPARATOR.match(line))


def row_from_text(field: Field, line: str) -> tuple[str, ...]:
    """Return the cells of one typed row.

    Without a pipe the sense is taken from the words: `GET /loans - what it does`,
    `app/loans.py: the route`, `requests>=2.32 because ...`.
    """
    if "|" in line:
        return fit(split_row(line), len(field.columns))
    return fit(_prose_cells(field, _MARK.sub("", line, count=1)), len(field.columns))


def text_from_row(row: Sequence[str]) -> str:
    """Return a row as it is typed: `a | b`, a pipe in a cell with a back-slash before it."""
    said = max((place for place, cell in enumerate(row, start=1) if cell.strip()), default=0)
    cells = [_escaped(cell) for cell in row[: max(said, 1)]]
    # What lacks at the end is left for the person to type: `app/a.py | `.
    text = " | ".join(cells) + (" |" if said < len(row) and cells[0].strip() else "")
    if text.strip(" ") != text or _MARK.match(text) or "|" not in text:
        text = f"| {text} |"
    return f"- {text}" if is_separator(text) else text


def split_row(line: str) -> list[str]:
    """Return the cells of a line with pipes, unescaped; pipes at its two ends are only its frame."""
    text = _MARK.sub("", line, count=1).strip(" \t")
    cells, start = [], 0
    for found in _PIPE.finditer(text):
        if len(found[1]) % 2 == 0:
            cells.append(text[start : found.end() - 1])
            start = found.end()
    cells.append(text[start:])
    if len(cells) > 1 and not cells[0].strip(" \t"):
        cells = cells[1:]
    if len(cells) > 1 and not cells[-1].strip(" \t"):
        cells = cells[:-1]
    return [_unescaped(cell.strip(" \t")) for cell in cells]


def fit(cells: Sequence[str], wide: int) -> tuple[str, ...]:
    """Return exactly `wide` cells: what is too many goes into the last, what lacks is empty."""
    if len(cells) > wide:
        cells = [*cells[: wide - 1], " | ".join(cells[wide - 1 :])]
    return tuple(cells) + ("",) * (wide - len(cells))


def _joined(lines: Sequence[str]) -> list[str]:
    """Join lines that continue a list item with the line of that item."""
    joined: list[str] = []
    depth = -1
    for line in lines:
        indent = len(line) - len(line.lstrip(" \t"))
        if not line.strip(" \t") or _EMPTY_MARK.match(line):
            continue
        if joined and 0 <= depth < indent and "|" not in line:
            joined[-1] += f"<br>{line.strip()}"
        else:
            joined.append(line)
            depth = indent if _MARK.match(line) else -1
    return joined


def _by_header(field: Field, header: Sequence[str], line: str) -> tuple[str, ...]:
    """Put a row's cells where the table's own header says; unknown columns keep their name."""
    wide = len(field.columns)
    row = [""] * wide
    cells = fit(split_row(line), max(len(header), 1))
    places = [_column(field, name) for name in header]
    free = [place for place in range(wide) if place not in places]
    for name, place, cell in zip(header, places, cells, strict=True):
        target = place if place is not None else free.pop(0) if len(header) <= wide else wide - 1
        text = cell if place is not None or len(header) <= wide or not cell else f"{name}: {cell}"
        row[target] = f"{row[target]}\n{text}" if row[target] and text else row[target] or text
    return tuple(row)


def _column(field: Field, name: str) -> int | None:
    known = [{_plain(column.label), _plain(column.id)} for column in field.columns]
    return next((place for place, names in enumerate(known) if _plain(name) in names), None)


def _prose_cells(field: Field, line: str) -> list[str]:
    columns = [column.id for column in field.columns]
    text = _BREAK.sub("\n", line).strip()
    if columns[:2] == ["method", "path"] and (found := _ENDPOINT.match(text)):
        return [found["method"].upper(), found["path"].rstrip(":,;"), _rest(found["rest"])]
    if columns[:2] == ["name", "change"] and (cells := _model_cells(text)):
        return cells
    if columns[:2] == ["name", "version"] and (found := _VERSIONED.match(text)):
        return [found["name"], found["version"], _rest(found["rest"])]
    if found := _BETWEEN.search(text):
        ends = [_code(text[: found.start()]), text[found.end() :].strip()]
        return [ends[0], *[""] * (len(columns) - 2), ends[1]]
    return [_code(text)]


def _model_cells(text: str) -> list[str]:
    """Return table, change and columns of `` `table.column` (type) `` or `new table x: a, b`; else none."""
    if table := _TABLE_NAMED.match(text):
        is_new = (table["change"] or "").lower() in ("new", "add", "added")
        about = table["rest"].strip().lstrip(":-,\u2013\u2014 ").strip()
        return [table["table"], "new" if is_new else "modified", about]
    found = _COLUMN.match(text)
    if found is None:
        return []
    change = "new" if found["new"] and found["new"].lower().startswith(("new", "add")) else ""
    about = found["rest"].strip().lstrip(":-\u2013\u2014 ").strip()
    about = about if not about or about.startswith("(") else f"({about})"
    return [found["table"], change or "modified", f"`{found['column']}` {about}".strip()]


def _rest(text: str) -> str:
    return re.sub(r"^[ \t]*(?:[-\u2013\u2014=]+>?|\u2192|:)[ \t]*", "", text).strip()


def _code(text: str) -> str:
    """Take the back-ticks or stars off a cell that is nothing else."""
    found = re.fullmatch(r"(`+|\*\*)([^`*]+)\1:?", text.strip())
    return found[2].strip() if found else text.strip()


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().lower()


def _escaped(cell: str) -> str:
    # As the plan's own tables do: a pipe gets a back-slash, and those right before it are doubled.
    return _PIPE.sub(lambda found: f"{found[1] * 2}\\|", cell).replace("\n", "<br>")


def _unescaped(cell: str) -> str:
    return unbroken(_PIPE.sub(lambda found: found[1][: len(found[1]) // 2] + "|", cell))


def unbroken(cell: str) -> str:
    """Return a cell with its `<br>` as the line breaks that they stand for."""
    return _BREAK.sub("\n", cell)
