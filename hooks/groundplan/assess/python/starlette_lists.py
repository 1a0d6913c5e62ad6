"""Starlette's lists of routes: `Starlette(routes=[Route("/x", f), Mount("/y", routes=[...])])`.

Source: https://www.starlette.io/routing/ (2026-11).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.python.names import Instance, Where, passed
from groundplan.assess.python.routers import Wiring

if TYPE_CHECKING:
    import ast


MAX_NESTING = 20


class ListWiring(Wiring):
    """The walk over router objects, and over the lists of routes that they are given."""

    def _born(self, made: Instance, kinds: set[str]) -> None:
        super()._born(made, kinds)
        place = 0 if "starlette.routing.Router" in kinds else -1
        if made.call is not None and (given := passed(made.call, place, "routes")) is not None:
            self.listed(made, given, made.where, "", 0)

    def listed(
        self, node: Instance, given: ast.expr, where: Where, prefix: str, nesting: int
    ) -> None:
        """Put the routes of a list on a node, below what the mounts around the list say."""
        if nesting > MAX_NESTING:
            return
        for item, there in self.names.elements(given, where):
            for target in self.names.resolve(item, there):
                if isinstance(target, Instance) and target.call is not None:
                    self.entry(node, target, target.call, prefix, nesting)

    def entry(
        self, node: Instance, entry: Instance, call: ast.Call, prefix: str, nesting: int
    ) -> None:
        """Take one `Route`, `Mount` or `Host` of a list."""
        kind = {name.rpartition(".")[2] for name in self.names.kinds(entry)}
        where = entry.where
        if kind & {"Route", "APIRoute"}:
            path = passed(call, 0, "path")
            handler = passed(call, 1, "endpoint")
            given = passed(call, -1, "methods")
            methods = self.methods(call, where, given) if given is not None else ()
            methods = methods or self.handled(handler, where) or ("GET",)
            text = self.dialect.join(prefix, self.prefix(path, where))
            self.serve(node, methods, text, where.module.path, call.lineno, "")
        elif kind & {"Mount", "Host"}:
            own = self.prefix(passed(call, 0, "path"), where) if "Mount" in kind else ""
            below = self.dialect.join(prefix, own)
            if (routes := passed(call, -1, "routes")) is not None:
                self.listed(node, routes, where, below, nesting + 1)
            app = passed(call, 1, "app")
            child = self.node(app, where) if app is not None else None
            if child is not None:
                self._edge(node, child, self.dialect.join(below, self.own_prefix(child)))
