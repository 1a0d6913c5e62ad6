"""What a piece of SQL is going to do, as far as its text tells."""

from __future__ import annotations

import re

from groundplan.core.errors import Refused

_TOKEN = re.compile(
    r"""
    (?P<comment>--[^\n]*|/\*.*?\*/)
  | (?P<text>[eE]?'(?:[^'\\]|''|\\.)*'|"(?:[^"]|"")*"|`[^`]*`|(?P<tag>\$(?:[A-Za-z_]\w*)?\$).*?(?P=tag))
  | (?P<end>;)
  | (?P<other>.)
    """,
    re.S | re.X,
)
READING = frozenset({"select", "with", "values", "table", "show", "explain", "describe", "desc"})
_WRITES_FILES = re.compile(r"\binto\s+(?:outfile|dumpfile)\b|/\*[!M]", re.I)


def statements(text: str) -> list[str]:
    """Return the statements of a text, without comments, each without its semicolon."""
    found, current = [], ""
    for token in _TOKEN.finditer(text):
        if token["end"]:
            found.append(current.strip())
            current = ""
        else:
            current += " " if token["comment"] and not token[0].startswith("/*!") else token[0]
    return [statement for statement in [*found, current.strip()] if statement]


def check_reads_only(text: str) -> None:
    """Make sure that a text is one statement that asks for rows.

    The database itself is told to write nothing as well; this keeps the text from undoing that.

    Raises:
        Refused: it is something else.
    """
    found = statements(text)
    advice = "Say `write` in the info string if the block has to write."
    if len(found) != 1:
        raise Refused(f"The block has {len(found)} statements; reading takes one.", advice)
    word = re.match(r"\(*\s*(\w+)", found[0])
    if word is None or word[1].lower() not in READING:
        raise Refused(f"{found[0][:60]!r} does not ask for rows.", advice)
    if _WRITES_FILES.search(text):
        raise Refused("The statement writes a file on the server.", advice)
    if "\\" in _without_texts(found[0]):
        raise Refused("Commands of the client (a back-slash) are not run.", "Write SQL only.")


def _without_texts(statement: str) -> str:
    return _TOKEN.sub(
        lambda token: "" if token["text"] or token["comment"] else token[0], statement
    )
