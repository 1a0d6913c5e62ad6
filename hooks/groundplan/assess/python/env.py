"""Where a Python file reads something by name that may be an environment variable.

The digest keeps every call and subscript with a name-like key; which of them reach the environment
is decided over all files (stacks/python_settings).
"""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from groundplan.assess.python.modules import read_module

if TYPE_CHECKING:
    from groundplan.assess.checkout import File
    from groundplan.assess.python.modules import Loop

_LIKELY = (  # each starts with plain letters: what the regular expressions look for fastest
    re.compile(r"env(?:iron|var|(?<=getenv)|[^\S\n]*[.(\[])"),
    re.compile(r"config[^\S\n]*\("),
)
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True)
class Lookup:
    """`function(key)`, `table[key]` or `key in table`."""

    reader: ast.expr
    """The function that is called, or the table."""
    key: ast.expr
    scope: str
    line: int
    call: ast.Call | None
    """None for a table."""
    loops: tuple[Loop, ...] = ()

    @property
    def is_table(self) -> bool:
        """Say whether something is looked up in a table."""
        return self.call is None


@dataclass
class Lookups:
    """All look-ups of one file, and the options of command lines that name a variable."""

    found: list[Lookup] = field(default_factory=list)
    named: list[tuple[str, int]] = field(default_factory=list)
    """(name, line) of each `envvar="NAME"`."""


def read_lookups(file: File) -> Lookups | None:
    """Return all look-ups of a file.

    Raises:
        Unreadable: neither the interpreter nor the grammar can read it.
    """
    return _looked_up(file, None)


def read_likely(file: File) -> Lookups | None:
    """Return the look-ups on lines that name the environment: the rest of the tree is passed over.

    Raises:
        Unreadable: neither the interpreter nor the grammar can read it.
    """
    if file.digest(read_module) is None:  # made now, while the tree is at hand
        return None
    lines = _likely_lines(file.text.lower())
    return _looked_up(file, lines) if lines else None


def _likely_lines(lowered: str) -> list[int]:
    """Return the lines, in order, that may name the environment."""
    found: set[int] = set()
    for likely in _LIKELY:
        line, position = 1, 0
        for match in likely.finditer(lowered):
            line += lowered.count("\n", position, match.start())
            position = match.start()
            found.add(line)
    return sorted(found)


def _looked_up(file: File, lines: list[int] | None) -> Lookups:
    lookups = Lookups()
    pending: list[tuple[Any, str, tuple[Loop, ...]]] = [(file.python(), "", ())]
    while pending:
        node, scope, loops = pending.pop()
        kind = type(node)
        if kind in _LEAVES or (lines is not None and _passes_over(node, lines)):
            continue
        if kind in _SCOPES:
            pending += [(decorator, scope, loops) for decorator in node.decorator_list]
            inner = f"{scope}.{node.name}" if scope else node.name
            pending += [
                (one, inner, ()) for one in _children(node) if one not in node.decorator_list
            ]
            continue
        if kind in _LOOPS:
            loops = (*loops, *_written_out(node))
        elif kind is ast.Call:
            _called(lookups, node, scope, loops)
        elif kind is ast.Subscript:
            if type(node.ctx) is ast.Load and _may_name(node.slice):
                _keep(lookups, Lookup(node.value, node.slice, scope, node.lineno, None, loops))
        elif (
            kind is ast.Compare
            and isinstance(node.ops[0], ast.In | ast.NotIn)
            and _may_name(node.left)
        ):
            _keep(lookups, Lookup(node.comparators[0], node.left, scope, node.lineno, None, loops))
        pending += [(one, scope, loops) for one in _children(node)]
    lookups.found.sort(key=lambda one: one.line)
    return lookups


_LEAVES = frozenset({ast.Name, ast.Constant, ast.Load, ast.Store, ast.alias})
_SCOPES = frozenset({ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef})
_LOOPS = frozenset(
    {ast.For, ast.AsyncFor, ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp}
)


def _children(node: ast.AST) -> list[ast.AST]:
    """Return the nodes right below a node, in order; `ast.iter_child_nodes` asks more questions."""
    found: list[ast.AST] = []
    for name in node._fields:
        value = getattr(node, name, None)
        if type(value) is list:
            found += [one for one in value if isinstance(one, ast.AST)]
        elif isinstance(value, ast.AST):
            found.append(value)
    return found


def _written_out(node: ast.AST) -> list[Loop]:
    """Return the loops over names that stand right there; a list from elsewhere may be anything."""
    every = getattr(node, "generators", None) or [node]
    return [
        (one.target, one.iter)
        for one in every
        if isinstance(one.iter, ast.List | ast.Tuple | ast.Set)
    ]


def _passes_over(node: ast.AST, lines: list[int]) -> bool:
    """Say whether none of the lines is part of a node."""
    first = getattr(node, "lineno", None)
    if first is None:
        return False
    if (
        isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and node.decorator_list
    ):
        first = node.decorator_list[0].lineno
    place = bisect_left(lines, first)
    return place == len(lines) or lines[place] > (getattr(node, "end_lineno", None) or first)


def _called(lookups: Lookups, node: ast.Call, scope: str, loops: tuple[Loop, ...]) -> None:
    """Keep `f("NAME")` and `f(key="NAME")`, and the variable that an option of a command line names."""
    given = (*node.args, *(word.value for word in node.keywords if word.arg))
    key = next((one for one in given if _may_name(one)), None)
    if key is not None:
        _keep(lookups, Lookup(node.func, key, scope, node.lineno, node, loops))
    elif not node.args and isinstance(node.func, ast.Attribute) and node.func.attr in _DEFAULTS:
        key = ast.Constant(_DEFAULTS[node.func.attr])
        _keep(lookups, Lookup(node.func, key, scope, node.lineno, node, loops))
    for word in node.keywords:
        if word.arg == "envvar":
            values = (
                word.value.elts if isinstance(word.value, ast.List | ast.Tuple) else [word.value]
            )
            lookups.named += [
                (one.value, one.lineno)
                for one in values
                if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]


def _keep(lookups: Lookups, lookup: Lookup) -> None:
    if isinstance(lookup.reader, ast.Name | ast.Attribute | ast.Call):
        lookups.found.append(lookup)


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
