"""TOML, JSON, YAML and INI of somebody else's: parsed within bounds, with the line of each key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from groundplan.assess.checkout import Unreadable

if TYPE_CHECKING:
    from groundplan.assess.checkout import File

MAX_NODES = 100_000
"""Values in one YAML file after its aliases are followed; a bomb of 300 bytes makes billions."""


def toml(file: File) -> dict[str, Any]:
    """Return a TOML file's table.

    Raises:
        Unreadable: it is not TOML; the message names the line.
    """
    import tomllib

    try:
        return tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as problem:
        place = re.search(r"at line (\d+)", str(problem))
        raise Unreadable(int(place[1]) if place else 0, f"not valid TOML: {problem}") from problem


def json(file: File) -> Any:
    """Return what a JSON file holds; comments and trailing commas are forgiven, as editors do.

    Raises:
        Unreadable: it is not JSON.
    """
    import json as parser

    try:
        return parser.loads(file.text)
    except ValueError as first:
        try:
            return parser.loads(_without_comments(file.text))
        except ValueError:
            line = getattr(first, "lineno", 0)
            raise Unreadable(line, f"not valid JSON: {getattr(first, 'msg', first)}") from first


_JSON_PART = re.compile(r'"(?:[^"\\\n]|\\.)*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
_TRAILING_COMMA = re.compile(r'("(?:[^"\\\n]|\\.)*")|,(?=\s*[}\]])')


def _without_comments(text: str) -> str:
    bare = _JSON_PART.sub(lambda part: part[0] if part[0][0] == '"' else " ", text)
    return _TRAILING_COMMA.sub(lambda part: part[1] or "", bare)


def yaml_documents(file: File) -> list[Any]:
    """Return the documents of a YAML file; unknown tags are looked through, aliases are counted.

    Raises:
        Unreadable: it is not YAML, or its aliases multiply beyond `MAX_NODES`.
    """
    import yaml

    try:
        nodes = list(yaml.compose_all(file.text, Loader=_loader()))
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        raise Unreadable(
            line, f"not valid YAML: {getattr(problem, 'problem', None) or 'bad character'}"
        ) from problem
    return [_value(node, _Budget()) for node in nodes]


class Key(str):
    """A YAML mapping's key that knows its line."""

    line: int = 0


class Text(str):
    """A YAML scalar's text that knows its line."""

    line: int = 0


class Mapping(dict[str, Any]):
    """A YAML mapping that knows the line it starts on."""

    line: int = 0


def _loader() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Budget:
    def __init__(self) -> None:
        self.left = MAX_NODES

    def spend(self, line: int) -> None:
        self.left -= 1
        if self.left < 0:
            raise Unreadable(line, f"its aliases make more than {MAX_NODES:,} values")


def _value(node: Any, budget: _Budget, above: tuple[int, ...] = ()) -> Any:
    """Turn a node into mappings, lists and texts. Every scalar stays text: `on` is not True here."""
    line = node.start_mark.line + 1
    budget.spend(line)
    if id(node) in above:
        raise Unreadable(line, "an alias holds itself")
    inside = (*above, id(node))
    if node.id == "scalar":
        if node.tag == "tag:yaml.org,2002:null":
            return None
        text = Text(node.value)
        text.line = line
        return text
    if node.id == "sequence":
        return [_value(item, budget, inside) for item in node.value]
    return _mapping(node, budget, inside)


def _mapping(node: Any, budget: _Budget, inside: tuple[int, ...]) -> Mapping:
    found = Mapping()
    found.line = node.start_mark.line + 1
    merged: list[Any] = []
    for key_node, value_node in node.value:
        value = _value(value_node, budget, inside)
        if key_node.id != "scalar":
            continue
        if key_node.tag == "tag:yaml.org,2002:merge" or key_node.value == "<<":
            merged += value if isinstance(value, list) else [value]
            continue
        key = Key(key_node.value)
        key.line = key_node.start_mark.line + 1
        found[key] = value
    for extra in merged:
        if isinstance(extra, Mapping):
            for name, inherited in extra.items():
                found.setdefault(name, inherited)
    return found


def line_with(text: str, *patterns: str) -> int:
    """Return the first line, from 1, that one of the regular expressions matches; 1 when none does.

    Blank lines that an expression takes with it (white space at its start) are not the line that was meant.
    """
    for pattern in patterns:
        if found := re.search(pattern, text, re.MULTILINE):
            start = found.end() - len(found[0].lstrip())
            return text.count("\n", 0, start) + 1
    return 1
