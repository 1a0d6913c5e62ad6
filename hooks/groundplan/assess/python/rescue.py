"""Python that this interpreter's parser refuses: Python 2, or syntax newer than the interpreter.

The grammar finds the parts in the way; each becomes something harmless of the same number of lines,
so that the rest is read as usual and every line number stays right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess import grammars
from groundplan.assess.checkout import Unreadable
from groundplan.assess.python.syntax import parsed

if TYPE_CHECKING:
    import ast

    from tree_sitter import Node

    from groundplan.assess.checkout import File

MAX_REPAIRS = 50
"""Statements that may be set aside in one file; beyond that it is not Python."""

_TRIPLE = ('"""', "'''")
_PASS = ("print_statement", "exec_statement", "type_alias_statement")
_SIMPLE = (
    *_PASS,
    "expression_statement",
    "assert_statement",
    "return_statement",
    "raise_statement",
    "delete_statement",
    "import_statement",
    "import_from_statement",
    "global_statement",
    "ERROR",
)


def rescued(file: File, problem: Unreadable) -> ast.Module:
    """Return the tree of a file's readable part.

    Raises:
        Unreadable: the first problem, when repairs don't help.
    """
    root = file.tree("python").root_node
    lines = file.text.encode().split(b"\n")
    for node in list(grammars.descendants(root, *_PASS)):
        _replace(lines, node, b"pass")
    for node in list(grammars.descendants(root, "type_parameter")):
        if node.parent is not None and node.parent.type in (
            "function_definition",
            "class_definition",
        ):
            _replace(lines, node, b"")
    for node in list(grammars.descendants(root, "string")):
        text_of = grammars.text_of(node)
        if node.start_point[0] != node.end_point[0] and not text_of.lstrip("rRbBfFtTuU").startswith(
            _TRIPLE
        ):
            _replace(lines, node, b"''")  # an interpolation over several lines
    text = b"\n".join(lines).decode()
    text = re.sub(
        r"^(\s*(?:class|def|async def)\s+\w+)\[[^\]\n]*\](?=[(:])", r"\1", text, flags=re.M
    )
    text = re.sub(r"^(\s*except)\s+[^:\n(]+,[^:\n]+:", r"\1 Exception:", text, flags=re.M)
    text = re.sub(r"(?<![\w.])0([0-7]+)(?![\w.])", r"0o\1", text)
    text = re.sub(r"(?<!\w)[uU][rR](?=[\"'])", "r", text)
    lines = text.encode().split(b"\n")
    tree, is_whole = _repaired(lines, root, problem)
    if not is_whole:
        file.note(problem.line, f"{problem.sentence}; the rest was read")
    return tree


def _repaired(lines: list[bytes], root: Node, problem: Unreadable) -> tuple[ast.Module, bool]:
    """Return the tree of what can be read, and whether that is all of it."""
    statements = list(grammars.descendants(root, *_SIMPLE))
    for repairs in range(MAX_REPAIRS):
        try:
            return parsed(b"\n".join(lines).decode("utf-8", "replace")), repairs == 0
        except Unreadable as trouble:
            row = trouble.line - 1
            around = [
                node for node in statements if node.start_point[0] <= row <= node.end_point[0]
            ]
            if not around:
                break
            node = min(around, key=lambda one: one.end_byte - one.start_byte)
            statements.remove(node)
            _replace(lines, node, b"pass")
    raise problem


def _replace(lines: list[bytes], node: Node, instead: bytes) -> None:
    """Put `instead` where a node starts and blanks over the rest of it; lines stay lines."""
    (first, start), (last, end) = node.start_point, node.end_point
    if first == last:
        lines[first] = (
            lines[first][:start]
            + instead
            + b" " * (end - start - len(instead))
            + lines[first][end:]
        )
        return
    # What follows moves up behind it, so that a header stays one line.
    lines[first] = lines[first][:start] + instead + lines[last][end:]
    for row in range(first + 1, last + 1):
        lines[row] = b""
