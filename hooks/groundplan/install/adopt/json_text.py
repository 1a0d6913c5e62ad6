"""JSON and JSON with comments, edited as text: order, comments, tabs and line ends stay.

The grammar is that of RFC 8259, and what the editors of settings files take beside it: `//` and `/* */`
comments, and a comma after the last entry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from groundplan.install.adopt.edits import CannotEdit, TextEdit, applied, line_end

MAX_DEPTH = 60
MAX_ROW = 80
"""The longest addition, in characters, to an object that stands on one line."""
_SPACE = re.compile(r"(?:[ \t\r\n]+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\.)*"')
_SCALAR = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null")


@dataclass
class Node:
    """One value of a JSON text, and where it stands."""

    start: int
    end: int
    value: object
    members: dict[str, Node] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)

    @property
    def last_child_end(self) -> int | None:
        """Return where the last entry ends, or None in an empty container."""
        children = [*self.members.values(), *self.items]
        return children[-1].end if children else None


def parse(text: str) -> Node:
    """Read a JSON text with its places.

    Raises:
        CannotEdit: it is no JSON, a key stands twice, or it is nested too deeply.
    """
    start = _SPACE.match(text, 1 if text.startswith("\ufeff") else 0)
    node = _value(text, start.end() if start else 0, 0)
    rest = _skip(text, node.end)
    if rest != len(text):
        raise _broken(text, rest)
    return node


def _broken(text: str, at: int, why: str = "it can't be read as JSON") -> CannotEdit:
    line = text.count("\n", 0, at) + 1
    return CannotEdit(f"line {line}: {why}")


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int, depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise _broken(text, at, "it is nested too deeply")
    char = text[at : at + 1]
    if char == "{":
        return _object(text, at, depth)
    if char == "[":
        return _array(text, at, depth)
    found = _STRING.match(text, at) or _SCALAR.match(text, at)
    if not found:
        raise _broken(text, at)
    try:
        return Node(at, found.end(), json.loads(found[0]))
    except ValueError as problem:
        raise _broken(text, at) from problem


def _object(text: str, start: int, depth: int) -> Node:
    members: dict[str, Node] = {}
    at = _skip(text, start + 1)
    while text[at : at + 1] != "}":
        key = _STRING.match(text, at)
        if not key:
            raise _broken(text, at)
        name = json.loads(key[0])
        if name in members:
            raise _broken(text, at, f"the key {key[0]} stands twice")
        at = _skip(text, key.end())
        if text[at : at + 1] != ":":
            raise _broken(text, at)
        node = _value(text, _skip(text, at + 1), depth + 1)
        members[name] = node
        at = _comma(text, node.end, "}")
    values = {name: node.value for name, node in members.items()}
    return Node(start, at + 1, values, members=members)


def _array(text: str, start: int, depth: int) -> Node:
    items: list[Node] = []
    at = _skip(text, start + 1)
    while text[at : at + 1] != "]":
        node = _value(text, at, depth + 1)
        items.append(node)
        at = _comma(text, node.end, "]")
    return Node(start, at + 1, [node.value for node in items], items=items)


def _comma(text: str, end: int, closing: str) -> int:
    at = _skip(text, end)
    if text[at : at + 1] == ",":
        return _skip(text, at + 1)
    if text[at : at + 1] != closing:
        raise _broken(text, at)
    return at


# -- merging ---------------------------------------------------------------------------------------


def merge_edits(text: str, ours: Mapping[str, object], mark: str) -> list[TextEdit]:
    """Return the edits after which a JSON text holds everything of `ours` beside its own.

    Args:
        text: the user's file.
        ours: what has to be in it: keys of objects, entries of lists.
        mark: a text by which an older entry of ours is known, so that it is replaced.

    Raises:
        CannotEdit: it can't be read, or holds another value where ours has to be.
    """
    if not text.strip("\ufeff \t\r\n"):
        raise CannotEdit("it is empty")
    root = parse(text)
    edits = list(_merge(text, root, ours, mark, ""))
    after = applied(text, edits)
    if list(_merge(after, parse(after), ours, mark, "")):
        raise CannotEdit("its shape is not known")
    return edits


def _merge(text: str, node: Node, ours: object, mark: str, where: str) -> Iterator[TextEdit]:
    if isinstance(ours, Mapping) and isinstance(node.value, dict):
        yield from _merge_object(text, node, ours, mark, where)
    elif isinstance(ours, (list, tuple)) and isinstance(node.value, list):
        yield from _merge_list(text, node, ours, mark)
    elif node.value != ours and where != "$schema":
        raise CannotEdit(f"it says something else under {where or 'its root'}")


def _merge_object(
    text: str, node: Node, ours: Mapping[str, object], mark: str, where: str
) -> Iterator[TextEdit]:
    new = []
    for key, value in ours.items():
        if key in node.members:
            yield from _merge(text, node.members[key], value, mark, f"{where}.{key}".lstrip("."))
        else:
            new.append((key, value))
    if new:
        yield _insertion(text, node, [(f"{json.dumps(key)}: ", value) for key, value in new])


def _merge_list(text: str, node: Node, ours: Iterable[object], mark: str) -> Iterator[TextEdit]:
    new: list[tuple[str, object]] = []
    for wanted in ours:
        if wanted in node.value:  # type: ignore[operator]
            continue
        core = _core(wanted, mark)
        older = [found for item in node.items for found in _cores(item, mark)] if core else []
        if any(found.value == core for found in older):
            continue
        if older:
            indent = _indent_at(text, older[0].start)
            yield TextEdit(
                older[0].start,
                text[older[0].start : older[0].end],
                _rendered(core, indent, _unit(text), line_end(text)),
            )
        else:
            new.append(("", wanted))
    if new:
        yield _insertion(text, node, new)


def _core(value: object, mark: str) -> object:
    """Return the innermost mapping that names our launcher itself, or None."""
    if isinstance(value, Mapping):
        inner = next((found for v in value.values() if (found := _core(v, mark))), None)
        if inner is None and any(isinstance(v, str) and mark in v for v in value.values()):
            return value
        return inner
    if isinstance(value, (list, tuple)):
        return next((found for v in value if (found := _core(v, mark))), None)
    return None


def _cores(node: Node, mark: str) -> Iterator[Node]:
    children = [*node.members.values(), *node.items]
    if isinstance(node.value, dict) and any(
        isinstance(child.value, str) and mark in child.value for child in children
    ):
        yield node
        return
    for child in children:
        yield from _cores(child, mark)


def _insertion(text: str, node: Node, entries: list[tuple[str, object]]) -> TextEdit:
    end = line_end(text)
    close = node.end - 1
    last = node.last_child_end
    unit = _unit(text)
    if last is None:
        outer = _indent_at(text, node.start)
        inner = outer + unit
        inside = text[node.start + 1 : close]
        rows = [key + _rendered(value, inner, unit, end) for key, value in entries]
        body = f",{end}{inner}".join(rows)
        return TextEdit(node.start + 1, inside, f"{inside.rstrip()}{end}{inner}{body}{end}{outer}")
    tail = text[last:close].rstrip()
    has_comma = "," in re.sub(r"//[^\n]*|/\*.*?\*/", "", tail, flags=re.DOTALL)
    lead = tail if has_comma else f",{tail}"
    first = min(child.start for child in [*node.members.values(), *node.items])
    if "\n" not in text[node.start : close]:
        row = ", ".join(key + json.dumps(value, ensure_ascii=False) for key, value in entries)
        if len(row) <= MAX_ROW:
            return TextEdit(last, tail, f"{lead} {row}{',' if has_comma else ''}")
    inner = (
        _indent_at(text, first)
        if "\n" in text[node.start : first]
        else _indent_at(text, node.start) + unit
    )
    rows = [key + _rendered(value, inner, unit, end) for key, value in entries]
    body = f",{end}{inner}".join(rows)
    return TextEdit(last, tail, f"{lead}{end}{inner}{body}{',' if has_comma else ''}")


def _rendered(value: object, indent: str, unit: str, end: str) -> str:
    return json.dumps(value, indent=unit, ensure_ascii=False).replace("\n", end + indent)


def _indent_at(text: str, at: int) -> str:
    """Return the white space that begins the line of a place."""
    line = text[text.rfind("\n", 0, at) + 1 : at].lstrip("\ufeff")
    return line[: len(line) - len(line.lstrip(" \t"))]


def _unit(text: str) -> str:
    """Return what one level of the text is indented by."""
    found = re.search(r"\n([ \t]+)[^ \t\r\n]", text)
    return "\t" if found and "\t" in found[1] else found[1] if found else "  "
