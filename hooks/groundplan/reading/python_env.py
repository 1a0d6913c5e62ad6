"""Where a Python file reads something by name that may be an environment variable.

The digest keeps every call and subscript with a name-like key; which of them reach the environment
is decided over all files (stacks/python_settings).
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.reading.checkout import File

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True)
class Lookup:
    """`function(key)`, `table[key]` or `key in table`."""

    reader: ast.expr
    """The function that is called, or the table."""
    key: ast.expr
    scope: str
    line: int
    is_table: bool


@dataclass
class Lookups:
    """All look-ups of one file, and the options of command lines that name a variable."""

    found: list[Lookup] = field(default_factory=list)
    named: list[tuple[str, int]] = field(default_factory=list)
    """(name, line) of each `envvar="NAME"`."""


def read_lookups(file: File) -> Lookups | None:
    """Return a file's look-ups.

    Raises:
        Unreadable: neither the interpreter nor the grammar can read it.
    """
    lookups = Lookups()
    _Walk(lookups).visit(file.python())
    return lookups


class _Walk(ast.NodeVisitor):
    def __init__(self, lookups: Lookups) -> None:
        self.lookups = lookups
        self.scope = ""

    def _inside(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        for decorator in node.decorator_list:
            self.visit(decorator)
        before = self.scope
        self.scope = f"{before}.{node.name}" if before else node.name
        for name, value in ast.iter_fields(node):
            if name != "decorator_list":
                for part in value if isinstance(value, list) else [value]:
                    if isinstance(part, ast.AST):
                        self.visit(part)
        self.scope = before

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = _inside  # noqa: N815 - ast's names

    def visit_Call(self, node: ast.Call) -> None:
        """Keep `f("NAME")`, and the variable that an option of a command line names."""
        if node.args and _may_name(node.args[0]):
            self._keep(node.func, node.args[0], node.lineno, is_table=False)
        elif not node.args and isinstance(node.func, ast.Attribute) and node.func.attr in _DEFAULTS:
            key = ast.Constant(_DEFAULTS[node.func.attr])
            self._keep(node.func, key, node.lineno, is_table=False)
        for word in node.keywords:
            if word.arg == "envvar":
                values = (
                    word.value.elts
                    if isinstance(word.value, ast.List | ast.Tuple)
                    else [word.value]
                )
                self.lookups.named += [
                    (one.value, one.lineno)
                    for one in values
                    if isinstance(one, ast.Constant) and isinstance(one.value, str)
                ]
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """Keep `environ["NAME"]` where it is read."""
        if isinstance(node.ctx, ast.Load) and _may_name(node.slice):
            self._keep(node.value, node.slice, node.lineno, is_table=True)
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        """Keep `"NAME" in environ`."""
        if isinstance(node.ops[0], ast.In | ast.NotIn) and _may_name(node.left):
            self._keep(node.comparators[0], node.left, node.lineno, is_table=True)
        self.generic_visit(node)

    def _keep(self, reader: ast.expr, key: ast.expr, line: int, *, is_table: bool) -> None:
        if isinstance(reader, ast.Name | ast.Attribute | ast.Call):
            self.lookups.found.append(Lookup(reader, key, self.scope, line, is_table))


# What django-environ reads when it is not told a name (its documentation, 2026-11).
_DEFAULTS = {
    "db": "DATABASE_URL",
    "db_url": "DATABASE_URL",
    "cache": "CACHE_URL",
    "cache_url": "CACHE_URL",
    "email": "EMAIL_URL",
    "email_url": "EMAIL_URL",
    "search_url": "SEARCH_URL",
}


def _may_name(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and NAME.fullmatch(node.value) is not None
    return isinstance(node, ast.Name | ast.Attribute | ast.JoinedStr | ast.BinOp)
