"""The flat front matter of a plan: `key: value` lines between two `---`, read without YAML.

Only a small part of YAML 1.2 is read: plain scalars, and scalars in double or single quotes, on one
line. Aliases, tags, nested maps and lists are troubles, so that no text can grow while it is read.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from groundplan.core.model import Trouble
from groundplan.plan.model import NO_LINES, FrontEntry, Lines

MAX_LINES = 100
"""Front matter is a handful of keys; where it does not end within this many lines it is none."""
MAX_VALUE = 2000
"""The longest value, in characters: a title is one line."""

_ENTRY = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):(?:[ \t]+(.*))?$")
_PLAIN = re.compile(r"(?![\[\]{}&*!|>%@`#,'\"]|[-?:](?:[ \t]|$))(?:(?!:(?:[ \t]|$)|[ \t]#).)*$")
_SINGLE = re.compile(r"'((?:[^']|'')*)'[ \t]*(?:#.*)?$")
_DOUBLE = re.compile(r'("(?:[^"\\]|\\.)*")[ \t]*(?:#.*)?$')


class FrontMatter(NamedTuple):
    """What stands between the two lines, and what of it can't be read."""

    entries: tuple[FrontEntry, ...] = ()
    lines: Lines = NO_LINES
    troubles: tuple[Trouble, ...] = ()


def read_front_matter(lines: list[str], path: str) -> FrontMatter:
    """Read the front matter of a text; never raises.

    Args:
        lines: the text's lines without line ends; a byte-order mark may stand first.
        path: what troubles call the file.
    """
    if lines[0].lstrip("\ufeff").rstrip(" \t") != "---":
        return FrontMatter()
    end = next((n for n, x in enumerate(lines[1 : MAX_LINES + 1], 2) if x.rstrip() == "---"), 0)
    if not end:
        sentence = f"The front matter has no closing `---` within {MAX_LINES} lines."
        return FrontMatter(troubles=(Trouble(path, 1, sentence),))
    entries: list[FrontEntry] = []
    troubles: list[Trouble] = []
    for number, line in enumerate(lines[1 : end - 1], start=2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        entry, why = _entry(line, number, {entry.key for entry in entries})
        if entry is not None:
            entries.append(entry)
        else:
            troubles.append(Trouble(path, number, why))
    return FrontMatter(tuple(entries), Lines(1, end), tuple(troubles))


def front_line(key: str, value: str) -> str:
    """Return the line of one key: ids, states and commits plain, everything else as a JSON string."""
    is_plain = key in ("id", "status", "lane") and re.fullmatch(r"[A-Za-z0-9][\w.-]*", value)
    return f"{key}: {value if is_plain else json.dumps(value, ensure_ascii=False)}"


def _entry(line: str, number: int, taken: set[str]) -> tuple[FrontEntry | None, str]:
    found = _ENTRY.match(line.rstrip(" \t"))
    if found is None:
        return None, "This line is not `key: value`."
    if found[1] in taken:
        return None, f"`{found[1]}` stands here twice; the first one counts."
    value = _scalar(found[2] or "")
    if value is None or len(value) > MAX_VALUE:
        return None, f"The value of `{found[1]}` is not a short plain or quoted string on one line."
    return FrontEntry(found[1], value, number), ""


def _scalar(text: str) -> str | None:
    text = text.strip(" \t")
    if double := _DOUBLE.match(text):
        try:
            value = json.loads(double[1])
        except ValueError:
            return None
        return value if isinstance(value, str) else None
    if single := _SINGLE.match(text):
        return single[1].replace("''", "'")
    if not text or text.startswith("#"):
        return ""
    plain = re.split(r"[ \t]#", text, maxsplit=1)[0].rstrip(" \t")
    return plain if _PLAIN.match(plain) else None
