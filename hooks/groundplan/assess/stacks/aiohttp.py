"""aiohttp's server: `app.router.add_get`, lists of `web.get(...)`, route tables, sub-applications.

Source: https://docs.aiohttp.org/en/stable/web_reference.html (2026-11).
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.mounts import slashed
from groundplan.assess.python.modules import read_module
from groundplan.assess.python.names import Instance, names_of, passed
from groundplan.assess.python.routers import VERBS, Adds, Dialect, MountCall, Parameter, Wiring
from groundplan.assess.stacks import Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.assess.python.modules import CallSite, Module

_PATH, _HANDLER = Parameter(0, ("path",)), Parameter(1, ("handler",))
DIALECT = Dialect(
    applications=("aiohttp.web.Application",),
    routers=("aiohttp.web.RouteTableDef",),
    prefixes=(),
    verbs=(*VERBS, "head", "options"),
    decorators=("view",),
    adds=(
        *((f"add_{verb}", Adds(_PATH, _HANDLER, default=(verb.upper(),))) for verb in VERBS),
        ("add_view", Adds(_PATH, _HANDLER, default=("ANY",))),
    ),
    mounts=(
        ("add_subapp", MountCall(Parameter(1, ("subapp",)), Parameter(0, ("prefix",)))),
        ("add_routes", MountCall(Parameter(0, ("routes",)), Parameter(-1, ()))),
    ),
    join=slashed,
)
MODULES = Want(
    read_module,
    suffixes=(".py",),
    needles=(b"aiohttp",),
    imports=("aiohttp",),
    gate=(b"from aiohttp import web", b"aiohttp.web"),
)


class TableWiring(Wiring):
    """The walk over routers, and over the lists that `add_routes` is given."""

    def called(self, module: Module, site: CallSite) -> None:
        """Take a route table's entries, `add_route("GET", ...)`, and all that other calls add."""
        super().called(module, site)
        func = site.call.func
        if not isinstance(func, ast.Attribute) or func.attr not in ("add_routes", "add_route"):
            return
        for where in self.names.places(site, module):
            node = self.node(func.value, where)
            if node is None:
                continue
            if func.attr == "add_route":
                self._entry(node, site.call, "route", module.path)
                continue
            for given in site.call.args:
                for item, there in self.names.elements(given, where):
                    for target in self.names.resolve(item, there):
                        if isinstance(target, Instance) and target.call is not None:
                            kind = next(iter(self.names.kinds(target)), "").rpartition(".")[2]
                            self._entry(node, target.call, kind, there.module.path)

    def node(self, expression: ast.expr, where: object) -> Instance | None:
        """Return the application behind `app` and `app.router`."""
        if isinstance(expression, ast.Attribute) and expression.attr == "router":
            expression = expression.value
        return super().node(expression, where)  # type: ignore[arg-type]

    def _entry(self, node: Instance, call: ast.Call, kind: str, file: str) -> None:
        where = node.where
        shift = kind == "route"
        path = passed(call, int(shift), "path")
        if path is None:
            return
        methods: tuple[str, ...] = (kind.upper(),)
        if shift:
            method = passed(call, 0, "method")
            methods = (
                tuple(self.names.texts(method, where) or ("ANY",))
                if method is not None
                else ("ANY",)
            )
        elif kind == "view":
            methods = self.handled(passed(call, 1, "handler"), where) or ("ANY",)
        elif kind not in VERBS:
            return
        self.serve(node, methods, self.prefix(path, where), file, call.lineno, "")


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield every route that an aiohttp application serves."""
    if not checkout.is_open(MODULES):
        return
    served = list(TableWiring(names_of(checkout), DIALECT).routes())
    yield from served
    if served:  # the package alone may be there for its client
        first = served[0]
        yield Fact("frameworks", "aiohttp", "serves routes", first.path, first.line)


STACK = Stack(
    key="aiohttp",
    title="aiohttp",
    languages=("Python",),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(MODULES,),
)
