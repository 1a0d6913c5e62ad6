"""Koa with @koa/router: prefixes, nested routers, koa-mount (its documentation, 2026-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.javascript.evaluation import JavaScriptEvaluation, known_arguments
from groundplan.assess.javascript.wants import scripts_importing
from groundplan.assess.mounts import Mounts, slashed
from groundplan.assess.stacks import Package, Stack
from groundplan.assess.values import Router

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.assess.evaluation import Evaluation, Site
    from groundplan.assess.values import Scope, Value
    from groundplan.core.model import Fact

VERBS = ("get", "post", "put", "delete", "del", "patch", "all")
ROUTERS = (
    "@koa/router",
    "koa-router",
    "@koa/router.Router",
    "koa-router.Router",
    "koa-better-router",
)
WANT = scripts_importing("koa", *ROUTERS)


class Koa:
    """What Koa's and its router's objects do."""

    def __init__(self) -> None:
        # A router may be told its prefix after its routes: it counts when everything is known.
        self._endpoints: list[tuple[Router, str, str, Site]] = []
        self._mounts: list[tuple[Router, Router, str]] = []

    def external(self, run: Evaluation, name: str, site: Site) -> Value | None:
        """Return an application or a router where one is made."""
        if name in ("koa", "koa.default"):
            return run.application(site)
        if name.removesuffix(".default") in ROUTERS:
            made = Router("router", site.path, site.line)
            options = site.argument(0)
            prefix = options.get("prefix") if isinstance(options, dict) else None
            made.prefix = prefix if isinstance(prefix, str) else ""
            return made
        if name == "koa-mount":
            return self._mounted(run, site)
        if name == "koa-compose":
            return site.argument(0)
        return None

    def method(self, run: Evaluation, router: Router, name: str, site: Site) -> Value:
        """Add routes and mounts; anything else gives the router itself."""
        if name in VERBS and len(site.arguments) > 1:
            named = isinstance(site.argument(1), str)  # the route's name comes before its path
            for path in site.texts(1 if named else 0):
                self._endpoint(router, name, path, site)
        elif name == "register":
            for method in site.texts(1):
                for path in site.texts(0):
                    self._endpoint(router, method, path, site)
        elif name == "prefix":
            router.prefix = slashed(router.prefix, site.text(0) or "")
        elif name == "use":
            first = site.argument(0)
            listed = isinstance(first, list) and any(isinstance(item, str) for item in first)
            for handler in known_arguments(site.arguments):
                child = run.plain(handler)
                if isinstance(child, Router):
                    for prefix in site.texts(0) if isinstance(first, str) or listed else [""]:
                        self._mounts.append((router, child, prefix))
        elif name == "listen":
            run.call_back(site.arguments)
        return router

    def typed(self, run: Evaluation, text: str, scope: Scope) -> Value | None:
        """Say nothing: a router is made where it is made."""
        return None

    def _endpoint(self, router: Router, name: str, path: str, site: Site) -> None:
        method = {"all": "ANY", "del": "DELETE"}.get(name, name)
        self._endpoints.append((router, method, path, site))

    def finish(self, run: Evaluation) -> None:
        """Serve what was told, under the prefixes that the routers have by now."""
        for router, method, path, site in self._endpoints:
            run.endpoint(router, method, slashed(router.prefix, path), site)
        for parent, child, prefix in self._mounts:
            run.mount(parent, child, slashed(parent.prefix, prefix))

    def _mounted(self, run: Evaluation, site: Site) -> Value | None:
        prefix = site.text(0)
        child = run.plain(site.argument(0 if prefix is None else 1))
        if not isinstance(child, Router):
            return None
        holder = Router("mount", site.path, site.line)
        run.mount(holder, child, prefix or "")
        return holder


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of every Koa application."""
    dialect = Koa()
    run = JavaScriptEvaluation(checkout, dialect, Mounts())
    run.follow(WANT)
    dialect.finish(run)
    yield from run.routes()


STACK = Stack(
    key="koa",
    title="Koa",
    languages=("JavaScript", "TypeScript"),
    finds=("routes",),
    facts=facts,
    wants=(WANT,),
    packages=(Package("frameworks", "koa", npm=("koa",)),),
)
