"""The regular expressions of URLs, as paths that a person reads."""

from __future__ import annotations

import re

_NAMED_GROUP = re.compile(r"\(\?P<(\w+)>")


def plain(pattern: str) -> str:
    """Return a URL's regular expression as a path with `<name>` where it has a group.

    >>> plain(r"^articles/(?P<year>[0-9]{4})/$")
    'articles/<year>/'
    """
    found, index = [], 0
    while index < len(pattern):
        char = pattern[index]
        if char == "(":
            end = _closing(pattern, index)
            group = _NAMED_GROUP.match(pattern, index)
            found.append(
                f"<{group[1]}>"
                if group
                else ""
                if pattern[index + 1 : index + 2] == "?"
                else "<arg>"
            )
            index = end + 1
        elif char == "\\" and index + 1 < len(pattern):
            found.append("" if pattern[index + 1] in "AZzbB" else pattern[index + 1])
            index += 2
        elif pattern.startswith((".*", ".+"), index):
            found.append("<any>")
            index += 2
        elif char in "^$?*+":
            index += 1
        else:
            found.append(char)
            index += 1
    return "".join(found)


def _closing(pattern: str, start: int) -> int:
    depth, index, in_set = 0, start, False
    while index < len(pattern):
        char = pattern[index]
        if char == "\\":
            index += 1
        elif in_set:
            in_set = char != "]"
        elif char == "[":
            in_set = True
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                return index
        index += 1
    return len(pattern) - 1
