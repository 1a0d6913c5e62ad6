"""What a Python expression can stand for, and the place that it is read in."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.assess.python.modules import Class, Function, Module

MAX_DEPTH = 30
MAX_STEPS = 5_000
"""Expressions that are followed for the sake of one; code that needs more is not wiring."""
Bound = tuple[tuple[str, "Value"], ...]
"""Names that stand for something else in this place alone: loop variables, given arguments."""


@dataclass(frozen=True)
class Where:
    """The place that an expression is read in: its module, function or class, and loop variables."""

    module: Module
    scope: str = ""
    bound: Bound = ()


@dataclass(frozen=True)
class Value:
    """An expression as it stands: a literal, or something that can't be followed further."""

    expression: ast.expr
    where: Where


@dataclass(frozen=True)
class ModuleRef:
    """A module or package of the repo."""

    folder: str
    """The folder that its submodules are in."""
    module: Module | None
    """None for a package without `__init__.py`."""


@dataclass(frozen=True)
class ClassRef:
    """A class of the repo."""

    module: Module
    found: Class


@dataclass(frozen=True)
class FunctionRef:
    """A function or method of the repo."""

    module: Module
    found: Function


@dataclass(frozen=True)
class External:
    """Something outside the repo, by its dotted name; `f()` in it is what a call of `f` returns."""

    name: str


@dataclass(frozen=True)
class Instance:
    """What a call of a class makes."""

    of: ClassRef | External
    call: ast.Call | None
    """None where only an annotation says so."""
    where: Where

    @property
    def key(self) -> tuple[str, int, int, str]:
        """Tell this instance from every other one: the place of the call that makes it."""
        name = self.of.name if isinstance(self.of, External) else self.of.found.name
        if self.call is None:
            return (self.where.module.path, 0, 0, name)
        return (self.where.module.path, self.call.lineno, self.call.col_offset, "")


Target = Value | ModuleRef | ClassRef | FunctionRef | External | Instance


def names_in(expression: ast.expr) -> set[str]:
    """Return the names that an expression mentions."""
    return {node.id for node in ast.walk(expression) if isinstance(node, ast.Name)}


def is_none(expression: ast.expr) -> bool:
    """Say whether an expression is `None` as it stands."""
    return isinstance(expression, ast.Constant) and expression.value is None


def mentions_bound(expression: ast.expr, where: Where) -> bool:
    """Say whether an expression mentions what stands for something else in this place alone."""
    return bool(where.bound) and not names_in(expression).isdisjoint(
        name for name, _ in where.bound
    )


def held(expression: ast.expr, where: Where) -> Value:
    """Return an expression with its place; of a name that is bound there, what it stands for."""
    again = where.module.names.get(where.scope, {})
    if isinstance(expression, ast.Name) and expression.id not in again:
        for name, value in reversed(where.bound):
            if name == expression.id:
                return value
    return Value(expression, where)
