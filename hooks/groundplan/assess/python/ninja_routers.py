"""Django Ninja: operations on an API object and on routers added to it.

Source: https://django-ninja.dev/guides/routers/ (2026-11).
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from groundplan.assess.mounts import joined
from groundplan.assess.python.names import Instance, ModuleRef, Names, Where, passed
from groundplan.assess.python.routers import Dialect, Wiring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.python.modules import CallSite, Module
    from groundplan.core.model import Fact

DIALECT = Dialect(
    applications=("ninja.NinjaAPI", "ninja_extra.NinjaExtraAPI"),
    routers=("ninja.Router", "ninja.router.Router"),
    prefixes=(),
    verbs=("get", "post", "put", "delete", "patch"),
    decorators=(),
    methods_first=("api_operation",),
    join=joined,
)


class NinjaWiring(Wiring):
    """The walk over Ninja's routers: `api.add_router("/events/", router_or_dotted_name)`."""

    def called(self, module: Module, site: CallSite) -> None:
        """Take the mount that an `add_router` states."""
        call = site.call
        if not isinstance(call.func, ast.Attribute) or call.func.attr != "add_router":
            return
        for where in self.names.places(site, module):
            parent = self.node(call.func.value, where)
            given = passed(call, 1, "router")
            if parent is None or given is None:
                continue
            child = self.node(given, where) or self._dotted(given, where)
            if child is not None:
                self._edge(parent, child, self.prefix(passed(call, 0, "prefix"), where))

    def _dotted(self, given: ast.expr, where: Where) -> Instance | None:
        text = self.names.text(given, where)
        if text is None:
            return None
        folder, _, name = text.rpartition(".")
        found = self.names.dotted_module(where.module.path, folder)
        if found is None:
            return None
        for target in self.names.attribute(ModuleRef(folder, found), name):
            if isinstance(target, Instance):
                return self._known(target)
        return None


def ninja_routes(names: Names, api: Instance) -> Iterator[Fact]:
    """Yield the routes of one API object, without what the URL configuration puts before them."""
    wiring = NinjaWiring(names, DIALECT)
    wiring.collect()
    wiring.mounts.application(api.key)
    yield from wiring.mounts.routes()
