"""Hono: chained routes, basePath, route(), its OpenAPI routes (hono.dev, 4.x, 2026-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.javascript.evaluation import JavaScriptEvaluation
from groundplan.assess.javascript.wants import scripts_importing
from groundplan.assess.mounts import Mounts, slashed
from groundplan.assess.stacks import Package, Stack
from groundplan.assess.values import Router, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.assess.evaluation import Evaluation, Site
    from groundplan.assess.values import Scope, Value
    from groundplan.core.model import Fact

VERBS = ("get", "post", "put", "delete", "patch", "all", "options")
MAKERS = ("hono.Hono", "@hono/zod-openapi.OpenAPIHono", "hono/tiny.Hono", "hono/quick.Hono")
WANT = scripts_importing("hono", more=(b"hono/", b"@hono/"))


class Hono:
    """What Hono's own objects do."""

    def external(self, run: Evaluation, name: str, site: Site) -> Value | None:
        """Return an application where one is made; every router is one until it is mounted."""
        if name in MAKERS or name == "hono/factory.createFactory.createApp":
            return run.application(site, "hono")
        if name == "@hono/zod-openapi.createRoute":
            return site.argument(0)
        return None

    def method(self, run: Evaluation, router: Router, name: str, site: Site) -> Value:
        """Add routes and mounts; a router gives itself, so that calls can be chained."""
        match name:
            case "basePath":
                base = slashed(router.prefix, site.text(0) or "")
                child = Router("hono", site.path, site.line, router, base)
                run.mount(router, child, site.text(0) or "")
                return child
            case "route":
                child_value = run.plain(site.argument(1))
                if isinstance(child_value, Router):
                    self._mount(run, router, child_value, site.text(0) or "")
                elif isinstance(child_value, Unknown):
                    run.mounts.unknown(site.path, site.line, f"route({site.text(0) or ''})")
            case "on":
                for method in site.texts(0):
                    for path in site.texts(1):
                        run.endpoint(router, method, path, site)
            case "openapi":
                self._openapi(run, router, site)
            case _ if name in VERBS and len(site.arguments) > 1:
                for path in site.texts(0):
                    run.endpoint(router, "ANY" if name == "all" else name, path, site)
        return router

    def typed(self, run: Evaluation, text: str, scope: Scope) -> Value | None:
        """Say nothing: a router is made where it is made."""
        return None

    def _mount(self, run: Evaluation, router: Router, child: Router, prefix: str) -> None:
        """Mount a router; one that was made with a base path brings that along."""
        run.mount(router, child, slashed(prefix, child.prefix))
        while child.parent is not None:  # what it was made of is no application of its own
            child = child.parent
            run.is_part(child)

    def _openapi(self, run: Evaluation, router: Router, site: Site) -> None:
        described = run.plain(site.argument(0))
        if isinstance(described, dict):
            method, path = described.get("method"), described.get("path")
            if isinstance(method, str) and isinstance(path, str):
                run.endpoint(router, method, path, site)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of every Hono application."""
    run = JavaScriptEvaluation(checkout, Hono(), Mounts())
    run.follow(WANT)
    yield from run.routes()


STACK = Stack(
    key="hono",
    title="Hono",
    languages=("JavaScript", "TypeScript"),
    finds=("routes",),
    facts=facts,
    wants=(WANT,),
    packages=(Package("frameworks", "hono", npm=("hono",)),),
)
