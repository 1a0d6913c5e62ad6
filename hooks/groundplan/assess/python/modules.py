"""A Python module as the stacks see it: its names, classes, functions and the calls that it makes.

A digest of the syntax tree: bindings, bases, decorators and calls stay as small expressions; the
bodies of functions do not. Where a name is bound more than once, all its bindings are kept.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.assess.checkout import File

Loop = tuple[ast.expr, ast.expr]
"""The target and the iterable of a `for` that a call stands in."""


@dataclass(eq=False)
class Function:
    """A function or method: all of it but its statements."""

    name: str
    """Qualified inside the module: `Class.method`, `outer.inner`."""
    line: int
    owner: str
    """The qualified name of the class or function that it is defined in; empty at the top."""
    parameters: dict[str, ast.expr | None]
    """Name -> annotation."""
    defaults: dict[str, ast.expr]
    decorators: list[ast.expr]
    annotated: ast.expr | None
    """What it says that it returns."""
    returns: list[ast.expr] = field(default_factory=list)
    """What it gives back: the ends of its main way first, then those inside of conditions."""
    rest: str = ""
    """Name of the parameter that takes all further positional arguments."""
    options: str = ""
    """Name of the parameter that takes all further keyword arguments."""


@dataclass(eq=False)
class Class:
    """A class: its bases, decorators, methods and annotated names."""

    name: str
    line: int
    bases: list[ast.expr]
    keywords: dict[str, ast.expr]
    decorators: list[ast.expr]
    methods: dict[str, Function] = field(default_factory=dict)
    annotations: dict[str, tuple[ast.expr, int]] = field(default_factory=dict)
    """Name -> annotation and line, in source order."""
    lines: dict[str, int] = field(default_factory=dict)
    """Name of an attribute that is assigned in the class's body -> line."""


@dataclass(eq=False)
class CallSite:
    """A call that is a statement, or whose result is bound or returned."""

    call: ast.Call
    scope: str
    loops: tuple[Loop, ...]


@dataclass(frozen=True)
class Import:
    """Where an imported name comes from."""

    folder: str | None
    """The folder that a relative import starts from; None for an absolute one."""
    module: str
    """Dotted; empty for `from . import x`."""
    name: str
    """The name in that module; empty when the module itself is bound."""


@dataclass(eq=False)
class Module:
    """One file's digest."""

    path: str
    names: dict[str, dict[str, list[ast.expr]]] = field(default_factory=dict)
    """Scope (empty: the module) -> name -> what it is bound to, in source order."""
    lines: dict[str, int] = field(default_factory=dict)
    """Name at the module's top -> line of its first binding."""
    functions: dict[str, Function] = field(default_factory=dict)
    classes: dict[str, Class] = field(default_factory=dict)
    calls: list[CallSite] = field(default_factory=list)
    imports: dict[str, Import] = field(default_factory=dict)
    stars: list[Import] = field(default_factory=list)


def read_module(file: File) -> Module | None:
    """Return a Python file's digest.

    Raises:
        Unreadable: neither this interpreter nor the grammar can read it.
    """
    module = Module(file.path)
    _Walk(module, file.folder).statements(file.python().body, "", None, ())
    return module


class _Walk:
    """Goes through statements, never into expressions."""

    def __init__(self, module: Module, folder: str) -> None:
        self.module = module
        self.folder = folder

    def statements(
        self, body: Iterable[ast.stmt], scope: str, owner: Class | None, loops: tuple[Loop, ...]
    ) -> None:
        for node in body:
            follow = _STATEMENTS.get(type(node))
            if follow is not None:
                follow(self, node, scope, owner, loops)

    def returned(
        self, node: ast.Return, scope: str, _: Class | None, loops: tuple[Loop, ...]
    ) -> None:
        if node.value is None:
            return
        if function := self.module.functions.get(scope):
            function.returns.append(node.value)
        self.value(node.value, scope, loops)

    def nested(self, node: Any, scope: str, owner: Class | None, loops: tuple[Loop, ...]) -> None:
        kind = type(node)
        if kind is ast.For or kind is ast.AsyncFor:
            loops = (*loops, (node.target, node.iter))
        elif kind is ast.With or kind is ast.AsyncWith:
            for item in node.items:
                if item.optional_vars is not None:
                    self.assign([item.optional_vars], item.context_expr, scope, owner, loops)
        for name in ("body", "orelse", "finalbody"):
            if inner := getattr(node, name, None):
                self.statements(inner, scope, owner, loops)
        for handler in getattr(node, "handlers", ()):
            self.statements(handler.body, scope, owner, loops)
        for case in getattr(node, "cases", ()):
            self.statements(case.body, scope, owner, loops)

    def function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: str, owner: Class | None
    ) -> None:
        name = f"{scope}.{node.name}" if scope else node.name
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        placed = [*arguments.posonlyargs, *arguments.args]
        defaults = dict(
            zip(
                [one.arg for one in placed[len(placed) - len(arguments.defaults) :]],
                arguments.defaults,
                strict=True,
            )
        )
        for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            if default is not None:
                defaults[one.arg] = default
        function = Function(
            name,
            node.lineno,
            scope,
            {one.arg: one.annotation for one in every},
            defaults,
            list(node.decorator_list),
            node.returns,
            rest=arguments.vararg.arg if arguments.vararg else "",
            options=arguments.kwarg.arg if arguments.kwarg else "",
        )
        if owner is not None and owner.name == scope:
            owner.methods[node.name] = function
        self.module.functions[name] = function
        self.statements(node.body, name, owner, ())
        main = [one.value for one in node.body if isinstance(one, ast.Return) and one.value]
        function.returns.sort(key=lambda value: value not in main)

    def class_(self, node: ast.ClassDef, scope: str) -> None:
        name = f"{scope}.{node.name}" if scope else node.name
        keywords = {word.arg: word.value for word in node.keywords if word.arg}
        found = Class(name, node.lineno, list(node.bases), keywords, list(node.decorator_list))
        self.module.classes[name] = found
        self.statements(node.body, name, found, ())

    def import_(self, node: ast.Import | ast.ImportFrom) -> None:
        imports = self.module.imports
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname:
                    imports[alias.asname] = Import(None, alias.name, "")
                else:
                    top = alias.name.split(".")[0]
                    imports.setdefault(top, Import(None, top, ""))
            return
        folder: str | None = None
        if node.level:
            folder = self.folder
            for _ in range(node.level - 1):
                folder = folder.rpartition("/")[0]
        for alias in node.names:
            if alias.name == "*":
                self.module.stars.append(Import(folder, node.module or "", ""))
            else:
                imports[alias.asname or alias.name] = Import(folder, node.module or "", alias.name)

    def assign(
        self,
        targets: list[ast.expr],
        value: ast.expr,
        scope: str,
        owner: Class | None,
        loops: tuple[Loop, ...],
    ) -> None:
        for target in targets:
            self.bind(target, value, scope, owner)
        self.value(value, scope, loops)

    def annotated(
        self, node: ast.AnnAssign, scope: str, owner: Class | None, loops: tuple[Loop, ...]
    ) -> None:
        if owner is not None and scope == owner.name and isinstance(node.target, ast.Name):
            owner.annotations[node.target.id] = (node.annotation, node.lineno)
        if node.value is not None:
            self.assign([node.target], node.value, scope, owner, loops)

    def bind(self, target: ast.expr, value: ast.expr, scope: str, owner: Class | None) -> None:
        if isinstance(target, ast.Name):
            self.module.names.setdefault(scope, {}).setdefault(target.id, []).append(value)
            if not scope:
                self.module.lines.setdefault(target.id, target.lineno)
            elif owner is not None and scope == owner.name:
                owner.lines.setdefault(target.id, target.lineno)
        elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            if target.value.id == "self" and owner is not None:
                self.module.names.setdefault(owner.name, {}).setdefault(target.attr, []).append(
                    value
                )
        elif isinstance(target, ast.Tuple | ast.List) and isinstance(value, ast.Tuple | ast.List):
            for one, part in zip(target.elts, value.elts, strict=False):
                self.bind(one, part, scope, owner)

    def value(self, value: ast.expr, scope: str, loops: tuple[Loop, ...]) -> None:
        if isinstance(value, ast.Await):
            value = value.value
        if isinstance(value, ast.Call):
            self.module.calls.append(CallSite(value, scope, loops))
            # app.add_routes(...).do(...): each link of a chain is a call of its own
            if isinstance(value.func, ast.Attribute):
                self.value(value.func.value, scope, loops)


_Follow = Callable[[_Walk, Any, str, Class | None, tuple[Loop, ...]], None]
_STATEMENTS: dict[type[ast.stmt], _Follow] = {
    ast.FunctionDef: lambda walk, node, scope, owner, _: walk.function(node, scope, owner),
    ast.AsyncFunctionDef: lambda walk, node, scope, owner, _: walk.function(node, scope, owner),
    ast.ClassDef: lambda walk, node, scope, *_: walk.class_(node, scope),
    ast.Import: lambda walk, node, *_: walk.import_(node),
    ast.ImportFrom: lambda walk, node, *_: walk.import_(node),
    ast.Assign: lambda walk, node, *rest: walk.assign(node.targets, node.value, *rest),
    ast.AugAssign: lambda walk, node, *rest: walk.assign([node.target], node.value, *rest),
    ast.AnnAssign: _Walk.annotated,
    ast.Expr: lambda walk, node, scope, _, loops: walk.value(node.value, scope, loops),
    ast.Return: _Walk.returned,
} | dict.fromkeys(
    (
        ast.If,
        ast.For,
        ast.AsyncFor,
        ast.While,
        ast.With,
        ast.AsyncWith,
        ast.Try,
        ast.TryStar,
        ast.Match,
    ),
    _Walk.nested,
)
"""What is done with each kind of statement; the others bind and call nothing."""
