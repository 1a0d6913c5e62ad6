"""Frameworks whose handlers are free functions or classes, listed where the application is made.

Litestar: `Litestar(route_handlers=[...])` with decorated functions, controllers and routers.
Source: https://docs.litestar.dev/latest/usage/routing/ (2026-11).
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from groundplan.assess.mounts import slashed
from groundplan.assess.python.names import ClassRef, FunctionRef, Instance, Value, Where, passed
from groundplan.assess.python.routers import Dialect, Parameter, Wiring

if TYPE_CHECKING:
    from groundplan.assess.python.modules import CallSite, Function, Module

MAX_NESTING = 20
DIALECT = Dialect(
    applications=(
        "litestar.Litestar",
        "litestar.app.Litestar",
        "starlite.Starlite",
        "starlite.app.Starlite",
    ),
    routers=("litestar.Router", "litestar.router.Router", "starlite.Router"),
    prefixes=(("", Parameter(-1, ("path",))),),
    join=slashed,
)
_PACKAGES = ("litestar.", "starlite.")
_VERBS = ("get", "post", "put", "delete", "patch")


class HandlerWiring(Wiring):
    """The walk over what an application or a router is given as `route_handlers`."""

    def _born(self, made: Instance, kinds: set[str]) -> None:
        if made.call is not None and (given := passed(made.call, -1, "route_handlers")) is not None:
            self.handlers(made, given, made.where)

    def called(self, module: Module, site: CallSite) -> None:
        """Take `app.register(handler)`, and what a plugin adds to the handlers of its application."""
        func = site.call.func
        if not isinstance(func, ast.Attribute) or not site.call.args:
            return
        if func.attr == "register":
            for where in self.names.places(site, module):
                if (node := self.node(func.value, where)) is not None:
                    self.handler(node, site.call.args[0], where)
        elif (
            func.attr in ("append", "extend")
            and isinstance(func.value, ast.Attribute)
            and func.value.attr == "route_handlers"
            and len(self.applications) == 1  # a plugin does not say whose it is
        ):
            alone = next(iter(self.applications.values()))
            add = self.handlers if func.attr == "extend" else self.handler
            for where in self.names.places(site, module):
                add(alone, site.call.args[0], where)

    def handlers(self, node: Instance, given: ast.expr, where: Where) -> None:
        """Put everything of a list of handlers on a node."""
        for item, there in self.names.elements(given, where):
            self.handler(node, item, there)

    def handler(self, node: Instance, item: ast.expr, where: Where) -> None:
        """Put one handler on a node: a function, a controller, or a router below it."""
        for target in self.names.resolve(item, where):
            if isinstance(target, FunctionRef):
                self.function(node, target.found, Where(target.module, target.found.owner), "")
            elif isinstance(target, ClassRef):
                self.controller(node, target)
            elif isinstance(target, Instance) and (child := self._known(target)) is not None:
                self._edge(node, child, self.own_prefix(child))

    def controller(self, node: Instance, ref: ClassRef) -> None:
        """Put the methods of a controller on a node, below the controller's path."""
        base = ""
        for one in self.names.line_of_descent(ref):
            if isinstance(one, ClassRef):
                for value in one.module.names.get(one.found.name, {}).get("path", ()):
                    base = base or self.prefix(value, Where(one.module, one.found.name))
        for one, method in self.names.methods(ref).values():
            self.function(node, method, Where(one.module, one.found.name), base)

    def function(self, node: Instance, function: Function, where: Where, base: str) -> None:
        """Put a decorated function on a node."""
        for decorator in function.decorators:
            call = decorator if isinstance(decorator, ast.Call) else None
            for target in self.names.resolve(call.func if call else decorator, where):
                name = getattr(target, "name", "")
                kind = name.rpartition(".")[2]
                if not name.startswith(_PACKAGES) or kind not in (*_VERBS, "route"):
                    continue
                methods = (
                    (kind.upper(),)
                    if kind in _VERBS
                    else self.methods(call, where)
                    if call
                    else ("GET",)
                )
                for path in self._paths(call, where):
                    self.serve(
                        node,
                        methods,
                        slashed(base, path),
                        where.module.path,
                        decorator.lineno,
                        function.name,
                    )

    def _paths(self, call: ast.Call | None, where: Where) -> list[str]:
        given = passed(call, 0, "path") if call is not None else None
        if given is None:
            return [""]
        for target in self.names.resolve(given, where):
            if isinstance(target, Value) and isinstance(
                target.expression, ast.List | ast.Tuple | ast.Set
            ):
                return self.names.texts(given, where) or []
        return [self.prefix(given, where)]
