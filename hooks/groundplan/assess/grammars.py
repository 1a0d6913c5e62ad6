"""The tree-sitter grammars: for the languages that Python can't parse itself.

Single-grammar wheels, each with its grammar compiled in: nothing is fetched at run time.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node, Parser

GRAMMARS: dict[str, tuple[str, str]] = {
    "csharp": ("tree_sitter_c_sharp", "language"),
    "elixir": ("tree_sitter_elixir", "language"),
    "go": ("tree_sitter_go", "language"),
    "java": ("tree_sitter_java", "language"),
    "javascript": ("tree_sitter_javascript", "language"),  # JSX is part of it
    "kotlin": ("tree_sitter_kotlin", "language"),
    "php": ("tree_sitter_php", "language_php"),
    "python": ("tree_sitter_python", "language"),
    "ruby": ("tree_sitter_ruby", "language"),
    "rust": ("tree_sitter_rust", "language"),
    "tsx": ("tree_sitter_typescript", "language_tsx"),
    "typescript": ("tree_sitter_typescript", "language_typescript"),
}
"""Name -> the wheel's module and the function in it that returns the grammar."""


@cache
def parser(grammar: str) -> Parser:
    """Return the parser of one of `GRAMMARS`."""
    from tree_sitter import Language, Parser

    module, function = GRAMMARS[grammar]
    return Parser(Language(getattr(importlib.import_module(module), function)()))


def text_of(node: Node) -> str:
    """Return a node's source text."""
    return (node.text or b"").decode("utf-8", "replace")


def name_of(node: Node) -> str:
    """Return the text of a node's name; empty where it has none."""
    name = node.child_by_field_name("name")
    return text_of(name) if name is not None else ""


def line_of(node: Node) -> int:
    """Return the line, from 1, on which a node starts."""
    return node.start_point[0] + 1


def descendants(node: Node, *types: str) -> Iterator[Node]:
    """Yield the nodes of these types below `node` and itself, in source order, however deep."""
    cursor = node.walk()
    while True:
        current = cursor.node
        if current is not None and current.type in types:
            yield current
        if cursor.goto_first_child() or cursor.goto_next_sibling():
            continue
        while cursor.goto_parent():
            if cursor.goto_next_sibling():
                break
        else:
            return
