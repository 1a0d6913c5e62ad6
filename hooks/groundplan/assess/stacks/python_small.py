"""Sanic, Falcon, Bottle and Tornado: small surfaces that the walk over routers covers.

Sources (2026-11): https://sanic.dev/en/guide/best-practices/blueprints.html,
https://falcon.readthedocs.io, https://bottlepy.org/docs/, https://www.tornadoweb.org/en/stable/web.html.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.mounts import joined, route, slashed
from groundplan.assess.python.modules import read_module
from groundplan.assess.python.names import ClassRef, Instance, Names, Where, names_of, passed
from groundplan.assess.python.routers import (
    Adds,
    Dialect,
    MountCall,
    Parameter,
    Wiring,
    class_methods,
)
from groundplan.assess.stacks import Package, Stack
from groundplan.assess.url_patterns import plain

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Fact

_URL_PREFIX = Parameter(-1, ("url_prefix",))
SANIC = Dialect(
    applications=("sanic.Sanic", "sanic.app.Sanic"),
    routers=(
        "sanic.Blueprint",
        "sanic.blueprints.Blueprint",
        "sanic.Blueprint.group",
        "sanic.blueprints.Blueprint.group",
    ),
    prefixes=(("", _URL_PREFIX),),
    adds=(("add_route", Adds(Parameter(1, ("uri",)), Parameter(0, ("handler",)))),),
    mounts=(("blueprint", MountCall(Parameter(0, ("blueprint",)), _URL_PREFIX, replaces=True)),),
    groups=("sanic.Blueprint.group", "sanic.blueprints.Blueprint.group"),
    join=joined,
)
FALCON = Dialect(
    applications=("falcon.App", "falcon.API", "falcon.asgi.App", "falcon.app.App"),
    routers=(),
    verbs=(),
    decorators=(),
    adds=(
        (
            "add_route",
            Adds(Parameter(0, ("uri_template",)), Parameter(1, ("resource",)), default=("ANY",)),
        ),
    ),
    join=joined,
)
BOTTLE = Dialect(
    applications=("bottle.Bottle",),
    routers=(),
    mounts=(("mount", MountCall(Parameter(1, ("app",)), Parameter(0, ("prefix",)))),),
    join=slashed,
)
_TORNADO = ("tornado.web.Application",)
MODULES = Want(
    read_module,
    suffixes=(".py",),
    needles=(b"sanic", b"falcon", b"bottle", b"tornado"),
    imports=("sanic", "falcon", "bottle", "tornado"),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield every route that one of these frameworks serves."""
    if not checkout.is_open(MODULES):
        return
    names = names_of(checkout)
    for dialect in (SANIC, FALCON, BOTTLE):
        yield from Wiring(names, dialect).routes()
    yield from _tornado(checkout, names)


def _tornado(checkout: Checkout, names: Names) -> Iterator[Fact]:
    """Yield the rules of `Application([(r"/x", Handler), url(r"/y", Other)])`."""
    for _, module in checkout.read(MODULES):
        for site in module.calls:
            where = Where(module, site.scope)
            for target in names.resolve(site.call, where):
                if isinstance(target, Instance) and names.kinds(target) & set(_TORNADO):
                    given = passed(site.call, 0, "handlers")
                    for rule, there in names.elements(given, where) if given is not None else ():
                        yield from _rule(names, rule, there)


def _rule(names: Names, rule: ast.expr, where: Where) -> Iterator[Fact]:
    parts = getattr(rule, "elts", None) or getattr(rule, "args", None) or []
    if len(parts) < 2 or (path := names.text(parts[0], where)) is None:
        return
    for target in names.resolve(parts[1], where):
        if isinstance(target, ClassRef):
            for method in class_methods(names, target):
                yield route(method, plain(path), where.module.path, rule.lineno)


STACK = Stack(
    key="python-small",
    title="Sanic, Falcon, Bottle, Tornado",
    languages=("Python",),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(MODULES,),
    packages=tuple(
        Package("frameworks", name, pip=(name,), imports=(name,))
        for name in ("sanic", "falcon", "bottle", "tornado")
    ),
)
