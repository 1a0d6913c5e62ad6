"""Ktor: nested routes, extension functions, type-safe resources (ktor.io, 2.x and 3.x, 2026-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.annotations import marks_of, words_of
from groundplan.assess.java.language import KOTLIN
from groundplan.assess.mounts import Mounts, slashed
from groundplan.assess.project import Project
from groundplan.assess.stacks import Package, Stack
from groundplan.assess.values import ClassValue, Router

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.assess.evaluation import Evaluation, Site
    from groundplan.assess.values import Scope, Value
    from groundplan.core.model import Fact

_MARK = b"io.ktor."
INDEX, WANT = KOTLIN.index(_MARK), KOTLIN.want(_MARK)
VERBS = frozenset(["get", "post", "put", "delete", "patch", "head", "options"])
_STREAMS = frozenset(["webSocket", "webSocketRaw", "sse"])
_ROUTING = frozenset(["ROUTING", "ROUTINGROOT"])
"""The plugin whose block holds routes, in capitals."""
_OTHERS = frozenset(
    ["install", "staticResources", "staticFiles", "static", "swaggerUI", "openAPI", "intercept"]
)


class Ktor:
    """What Ktor's own objects do."""

    names = VERBS | _STREAMS | _OTHERS | {"route", "routing", "method", "handle"}

    def external(self, run: Evaluation, name: str, site: Site) -> Value | None:
        """Return an application where a server is made, and run its modules."""
        if name.rpartition(".")[2] in ("embeddedServer", "serverConfig") and isinstance(
            run, Project
        ):
            made = run.router("application", site)
            run.with_block(site, made)
            return made
        return None

    def method(self, run: Evaluation, router: Router, name: str, site: Site) -> Value:
        """Add routes; any other block is about the routes in it and no further path."""
        if not isinstance(run, Project):
            return router
        if name in _OTHERS:
            installed = words_of(site.argument(0))
            if name == "install" and installed and installed[0] in _ROUTING:
                run.with_block(site, router)
            return router
        path = site.text(0)
        if name == "route":
            child = Router("route", site.path, site.line)
            run.is_part(child)
            child.data["method"] = site.named.get("method", site.argument(1))
            run.mount(router, child, path if path is not None else "")
            run.with_block(site, child)
            return child
        if name == "method":
            child = Router("route", site.path, site.line, data={"method": site.argument(0)})
            run.mount(router, child)
            run.with_block(site, child)
        elif name == "handle":
            verbs = words_of(router.data.get("method"))
            run.endpoint(router, verbs[0] if verbs else "ANY", "", site)
        elif name in VERBS or name in _STREAMS:
            verb = "GET" if name in _STREAMS else name
            of = site.named.get("type")
            if isinstance(of, ClassValue):
                path = resource_path(run, of)
            run.endpoint(router, verb, path or "", site)
        else:
            run.with_block(site, router)
        return router

    def typed(self, run: Evaluation, text: str, scope: Scope) -> Value | None:
        """Return an application for a function that extends one and that nobody calls."""
        return run.application(_site(scope)) if text == "Application" else None


def _site(scope: Scope) -> Site:
    from groundplan.assess.evaluation import Site

    return Site(scope.path, 1, ())


def resource_path(run: Project, of: ClassValue, depth: int = 8) -> str:
    """Return the path of a class with `@Resource`, below that of the resource it is a part of."""
    own = next(
        (one.texts("path", "value") for one in marks_of(run, of) if one.name == "Resource"), []
    )
    for part in of.code.parts if depth else ():
        parent = run.defined(part.type.rpartition(".")[2], (), of.scope.path, strict=False)
        is_resource = isinstance(parent, ClassValue) and parent.code is not of.code
        if part.name == "parent" and is_resource and isinstance(parent, ClassValue):
            return slashed(resource_path(run, parent, depth - 1), own[0] if own else "")
    return own[0] if own else ""


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of all Ktor applications."""
    run = Project(checkout, Ktor(), Mounts(), KOTLIN, INDEX)
    run.follow(WANT)
    yield from run.routes()


STACK = Stack(
    key="ktor",
    title="Ktor",
    languages=("Kotlin",),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(INDEX, WANT),
    packages=(
        Package(
            "frameworks",
            "ktor",
            maven=(
                "io.ktor:ktor-server-core",
                "io.ktor:ktor-server-core-jvm",
                "io.ktor:ktor-server-netty",
                "io.ktor:ktor-server-netty-jvm",
                "io.ktor:ktor-server-cio",
                "io.ktor:ktor-server-jetty",
            ),
        ),
    ),
)
