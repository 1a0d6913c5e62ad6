"""A reader for plain YAML: what people write into CI and hook files, with the standard library alone.

Mappings, sequences, quoted and plain scalars, block scalars, and collections on one line or several.
Anchors, tags, merge keys, complex keys, several documents and doubled keys are refused, because two
readers can take them differently; who asks then treats the file as unknown. All scalars are text.
"""

from __future__ import annotations

import re
from typing import Union

Value = Union[str, "list[Value]", "dict[str, Value]"]
DEEPEST = 64
_KEY = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s\-?:,\[\]{}#&*!|>'"%@`][^#]*?|[-?:](?=\S)[^#]*?)[ ]*:(?=[ ]|$)"""
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "\\": "\\", '"': '"', "/": "/", " ": " "}


class NotPlain(ValueError):
    """The text is not plain YAML; says at which line, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line} is not plain YAML")
        self.line = line


def read_plain(text: str) -> Value:
    """Return the value of a document; an empty one is the empty text.

    Raises:
        NotPlain: it is more than plain YAML, or no YAML at all.
    """
    reader = _Reader(text.lstrip("\ufeff").replace("\r\n", "\n").split("\n"))
    value = reader.value(0, 0)
    if reader.peek() is not None:
        raise NotPlain(reader.at + 1)
    return value


class _Reader:
    """The lines of a document, and how far they are read."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0
        if (first := self.peek()) is not None and first[1] in ("---", "--- "):
            self.at += 1

    def peek(self) -> tuple[int, str] | None:
        """Return the indent and the text of the next line with content; None at the end."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            text = line.lstrip(" ")
            if text and not text.startswith("#"):
                if text[0] == "\t" or (text.startswith(("--- ", "...", "%")) and text == line):
                    raise NotPlain(self.at + 1)
                return len(line) - len(text), text
            self.at += 1
        return None

    def value(self, indent: int, depth: int) -> Value:
        """Read the value that begins at the next line, at least as far in as `indent`."""
        found = self.peek()
        if found is None or found[0] < indent:
            return ""
        if depth > DEEPEST:
            raise NotPlain(self.at + 1)
        column, text = found
        if text == "-" or text.startswith("- "):
            return self.sequence(column, depth)
        if _KEY.match(text):
            return self.mapping(column, depth)
        if text[0] in "|>":
            raise NotPlain(self.at + 1)
        self.at += 1
        return self.inline(text, indent, depth)

    def sequence(self, column: int, depth: int) -> Value:
        """Read the entries that begin with a dash in this column."""
        items: list[Value] = []
        while (found := self.peek()) and found[0] == column and found[1][:2].rstrip() == "-":
            rest = found[1][1:].lstrip(" ")
            if not rest or rest.startswith("#"):
                self.at += 1
                items.append(self.value(column + 1, depth + 1))
                continue
            inner = column + len(found[1]) - len(rest)
            # What follows the dash is read as a line of its own, in its own column.
            self.lines[self.at] = " " * inner + rest
            if _KEY.match(rest) or rest == "-" or rest.startswith("- "):
                items.append(self.value(inner, depth + 1))
            else:
                self.at += 1
                items.append(self.inline(rest, column + 1, depth))
        return items

    def mapping(self, column: int, depth: int) -> Value:
        """Read the keys that begin in this column."""
        found: dict[str, Value] = {}
        while (line := self.peek()) and line[0] == column:
            match = _KEY.match(line[1])
            if match is None:
                raise NotPlain(self.at + 1)
            key = self.scalar(match[1])
            if key in found or key == "<<":
                raise NotPlain(self.at + 1)
            rest = line[1][match.end() :].lstrip(" ")
            self.at += 1
            if rest and not rest.startswith("#"):
                found[key] = self.inline(rest, column + 1, depth)
                continue
            after = self.peek()
            # A sequence may stand in the column of its key.
            is_list = after is not None and after[0] == column and after[1][:2].rstrip() == "-"
            found[key] = self.value(column if is_list else column + 1, depth + 1)
        if (line := self.peek()) and line[0] > column:
            raise NotPlain(self.at + 1)
        return found

    def inline(self, text: str, indent: int, depth: int) -> Value:
        """Read what stands behind a key or a dash; it may go on over more lines."""
        if text[0] in "&*!%@`?" or (
            text[0] in "|>" and not re.match(r"[|>][-+0-9]*\s*(#.*)?$", text)
        ):
            raise NotPlain(self.at)
        if text[0] in "|>":
            return self.block(text, indent)
        if text[0] in "[{":
            return self.flow(text)
        if text[0] in "\"'":
            return self.quoted(text)
        words = [_without_comment(text)]
        while words[-1] == text.rstrip() and (more := self.peek()) and more[0] >= indent:
            if _KEY.match(more[1]) and more[0] >= indent:
                raise NotPlain(self.at + 1)
            text = more[1]
            words.append(_without_comment(text))
            self.at += 1
        value = " ".join(words).strip()
        if re.search(r":\s", value) or value.endswith(":"):
            raise NotPlain(self.at)
        return "" if value in ("~", "null", "Null", "NULL") else value

    def block(self, head: str, indent: int) -> str:
        """Read a block scalar: the lines that stand further in than its key."""
        lines = []
        width = 0
        ends_at_last = False
        while self.at < len(self.lines):
            line = self.lines[self.at]
            own = len(line) - len(line.lstrip(" "))
            if line.strip():
                width = width or own
                if own < max(indent, width):
                    break
            lines.append(line[width:] if line.strip() else "")
            self.at += 1
            ends_at_last = self.at == len(self.lines) and bool(line)
        while lines and not lines[-1]:
            lines.pop()
        joined = (
            "\n".join(lines)
            if head[0] == "|"
            else re.sub(r"(?<!\n)\n(?!\n)", " ", "\n".join(lines))
        )
        return joined + ("" if "-" in head or not joined or ends_at_last else "\n")

    def quoted(self, text: str) -> str:
        """Read a quoted scalar, over several lines where it has them."""
        pattern = re.compile(r'"(?:[^"\\]|\\.)*"' if text[0] == '"' else r"'(?:[^']|'')*'", re.S)
        while not (found := pattern.match(text)):
            if self.at >= len(self.lines):
                raise NotPlain(self.at)
            text += " " + self.lines[self.at].strip()
            self.at += 1
        if _without_comment(" " + text[found.end() :]).strip():
            raise NotPlain(self.at)
        return self.scalar(found[0])

    def scalar(self, text: str) -> str:
        """Return a scalar's text, its quotes read."""
        if text[:1] == "'":
            return text[1:-1].replace("''", "'")
        if text[:1] != '"':
            return text.strip()
        return re.sub(
            r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", self._escape, text[1:-1], flags=re.S
        )

    def _escape(self, found: re.Match[str]) -> str:
        word = found[1]
        if len(word) > 1:
            return chr(int(word[1:], 16))
        if word not in _ESCAPES:
            raise NotPlain(self.at)
        return _ESCAPES[word]

    def flow(self, text: str) -> Value:
        """Read a collection in brackets, over several lines where it has them."""
        flow = _Flow(text, self)
        value = flow.value(0)
        if _without_comment(" " + flow.text[flow.place :]).strip():
            raise NotPlain(self.at)
        return value


class _Flow:
    """A collection in brackets, and how far it is read."""

    def __init__(self, text: str, reader: _Reader) -> None:
        self.text = _without_comment(text)
        self.place = 0
        self.reader = reader

    def next(self) -> str:
        """Return the next character that is no blank, taking in more lines where this one ends."""
        while True:
            while self.place < len(self.text) and self.text[self.place] in " \n":
                self.place += 1
            if self.place < len(self.text):
                return self.text[self.place]
            if self.reader.at >= len(self.reader.lines):
                raise NotPlain(self.reader.at)
            self.text += " " + _without_comment(" " + self.reader.lines[self.reader.at].strip())
            self.reader.at += 1

    def value(self, depth: int) -> Value:
        """Read one value."""
        if depth > DEEPEST:
            raise NotPlain(self.reader.at)
        char = self.next()
        if char == "[":
            return self.items(depth)
        if char == "{":
            return self.pairs(depth)
        return self.word(",]}")

    def items(self, depth: int) -> Value:
        """Read a sequence."""
        self.place += 1
        found: list[Value] = []
        while self.next() != "]":
            found.append(self.value(depth + 1))
            if self.next() == ",":
                self.place += 1
            elif self.next() != "]":
                raise NotPlain(self.reader.at)
        self.place += 1
        return found

    def pairs(self, depth: int) -> Value:
        """Read a mapping."""
        self.place += 1
        found: dict[str, Value] = {}
        while self.next() != "}":
            key = self.word(":,}")
            value: Value = ""
            if self.next() == ":":
                self.place += 1
                value = "" if self.next() in ",}" else self.value(depth + 1)
            if key in found or key == "<<":
                raise NotPlain(self.reader.at)
            found[key] = value
            if self.next() == ",":
                self.place += 1
            elif self.next() != "}":
                raise NotPlain(self.reader.at)
        self.place += 1
        return found

    def word(self, ends: str) -> str:
        """Read a scalar up to one of these characters."""
        char = self.next()
        if char in "\"'":
            pattern = r'"(?:[^"\\]|\\.)*"' if char == '"' else r"'(?:[^']|'')*'"
            found = re.compile(pattern, re.S).match(self.text, self.place)
        else:
            found = re.compile(rf"[^{re.escape(ends)}\[{{]+").match(self.text, self.place)
        if found is None or char in "&*!|>%@`?":
            raise NotPlain(self.reader.at)
        self.place = found.end()
        return self.reader.scalar(found[0].strip())


def _without_comment(text: str) -> str:
    """Return a line without its comment; a # inside of quotes, or of a word, begins none."""
    quote = ""
    for place, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and (place == 0 or text[place - 1] in " [{,:"):
            quote = char
        elif char == "#" and (place == 0 or text[place - 1] == " "):
            return text[:place].rstrip()
    return text.rstrip()
