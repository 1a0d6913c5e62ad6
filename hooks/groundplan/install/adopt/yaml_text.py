"""YAML of the user's own: one more entry in a list at the top, as text; all else stays to the byte."""

from __future__ import annotations

import re
from typing import Any

from groundplan.install.adopt.edits import CannotEdit, TextEdit, applied, line_end

MAX_BYTES = 512 * 1024
MAX_ALIASES = 200


def entry_edits(text: str, key: str, entry: str, value: object) -> list[TextEdit]:
    """Return the edit that appends one entry to the list under a key of the top level.

    Args:
        text: the user's file.
        key: the list's name.
        entry: the entry as lines of block style, from its dash on, with line feeds.
        value: what the entry means; the result is read again and has to hold exactly this more.

    Raises:
        CannotEdit: the text can't be read, or has a shape in which the entry has no safe place.
    """
    before = load(text)
    if before is None:
        before = {}
    if not isinstance(before, dict):
        raise CannotEdit("it is no mapping")
    edit = _edit(text, before, key, entry)
    after = load(applied(text, [edit]))
    expected = {**before, key: [*(before.get(key) or []), value]}
    if after != expected:
        raise CannotEdit("its shape is not known")
    return [edit]


def load(text: str) -> Any:
    """Read one YAML document, bounded, keeping the places of its parts.

    Raises:
        CannotEdit: it is too large, has too many aliases, or is no YAML.
    """
    import io

    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    if len(text) > MAX_BYTES or len(re.findall(r"(?m)[\s\[,:-]\*[\w-]+", text)) > MAX_ALIASES:
        raise CannotEdit("it is too large")
    try:
        return YAML(typ="rt").load(io.StringIO(text))
    except (YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise CannotEdit(f"{where}it can't be read as YAML") from problem


def _edit(text: str, data: Any, key: str, entry: str) -> TextEdit:
    end = line_end(text)
    if key not in data:
        gap = "" if not text or text.endswith("\n") else end
        body = "".join(f"  {line}\n" for line in entry.split("\n"))
        return TextEdit(len(text), "", gap + f"{key}:\n{body}".replace("\n", end))
    items: Any = data[key]
    empty = re.search(rf"(?m)^{re.escape(key)}:([ \t]*\[[ \t]*\])?[ \t]*(#[^\r\n]*)?$", text)
    if not items and empty:
        at = empty.start(1) if empty[1] else empty.end()
        old = empty[1] or ""
        body = "".join(f"\n  {line}" for line in entry.split("\n"))
        if empty[2] and empty[1]:
            raise CannotEdit("a comment stands where the entry would go")
        return TextEdit(at, old, body.replace("\n", end))
    style = getattr(items, "fa", None)
    places = getattr(items, "lc", None)
    if style is None or places is None or not hasattr(items, "append") or style.flow_style():
        raise CannotEdit(f"{key} is not a list with one entry a line")
    lines = text.split("\n")
    row, column = places.item(len(items) - 1)
    dash = lines[row].rfind("-", 0, column)
    if dash < 0:
        raise CannotEdit(f"the last entry of {key} does not begin with its dash")
    last = _end_of_list(data, key, lines, dash)
    offset = sum(len(line) + 1 for line in lines[:last])
    pad = " " * dash
    body = "".join(f"{pad}{line}\n" for line in entry.split("\n"))
    if offset > len(text):  # the last line has no end
        return TextEdit(len(text), "", (f"\n{body}").rstrip("\n").replace("\n", end))
    return TextEdit(offset, "", body.replace("\n", end))


def _end_of_list(data: Any, key: str, lines: list[str], dash: int) -> int:
    """Return the number of lines up to the end of the last entry."""
    start = data.lc.key(key)[0]
    later = [data.lc.key(other)[0] for other in data if data.lc.key(other)[0] > start]
    last = min(later, default=len(lines))
    while last > start + 1:
        line = lines[last - 1]
        indent = len(line) - len(line.lstrip())
        if line.strip() and not (line.lstrip().startswith("#") and indent <= dash):
            break
        last -= 1
    return last
