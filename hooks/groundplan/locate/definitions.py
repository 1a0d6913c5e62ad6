"""The names that a text defines, with their lines, by patterns that many languages share."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

MAX_DEFINITIONS = 400
_DEFINED = re.compile(
    r"^[ \t]*(?:(?:(?:export|default|declare|abstract|async|public|private|protected|internal|static|final"
    r"|override|open|suspend|pub(?:\([a-z]+\))?|inline|sealed|data|partial|virtual)[ \t]+){0,5}"
    r"(?:def|class|func|function\*?|fn|fun|interface|type|module|struct|enum|trait|impl|protocol|object|model"
    r"|record|namespace|message|service|defmodule|defp)[ \t]+"
    r"(?:\([^)\n]{0,80}\)[ \t]*)?(?:self\.)?([A-Za-z_$][\w$?!]*)"
    r"|(?:export[ \t]+)?(?:const|let|var)[ \t]+([A-Za-z_$][\w$]*)[^\n=]{0,120}=[ \t]*"
    r"(?:async\b|function\b|\(|[A-Za-z_$][\w$]*[ \t]*=>|[\w.$]+\()"
    r"|([A-Z][A-Z0-9_]{3,})[ \t]*(?::[^=\n]{0,60})?=(?!=)"
    r"|(?:CREATE[ \t]+TABLE|create_table)[ \t]+(?:IF[ \t]+NOT[ \t]+EXISTS[ \t]+)?[\"'`:]?(\w+))",
    re.MULTILINE,
)


class Definition(NamedTuple):
    """A name and the line where it is defined."""

    name: str
    line: int


def definitions_in(text: str) -> list[Definition]:
    """Return what a text defines, in the order of its lines, at most `MAX_DEFINITIONS`."""
    ends = [match.start() for match in re.finditer("\n", text)]
    found: list[Definition] = []
    for match in _DEFINED.finditer(text):
        name = next(group for group in match.groups() if group)
        found.append(Definition(name, bisect_left(ends, match.start(match.lastindex or 0)) + 1))
        if len(found) == MAX_DEFINITIONS:
            break
    return found
