"""gorilla/mux (github.com/gorilla/mux, its documentation, 2026-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.go.routers import methods_of
from groundplan.assess.stacks import Package, Stack, no_facts
from groundplan.assess.values import Router

if TYPE_CHECKING:
    from groundplan.assess.evaluation import Site
    from groundplan.assess.go.routers import Wiring
    from groundplan.assess.values import Value

PACKAGE = "github.com/gorilla/mux"
_ROUTE = "gorilla:route"
_STARTS = (
    "Path",
    "PathPrefix",
    "Methods",
    "Host",
    "Schemes",
    "Headers",
    "Queries",
    "NewRoute",
    "Name",
)


class Gorilla:
    """What gorilla/mux's own objects do: a route is told its path and its methods in any order."""

    key = "gorilla"
    package = PACKAGE

    def __init__(self) -> None:
        self._routes: list[tuple[Router, Site]] = []

    def made(self, wiring: Wiring, name: str, site: Site) -> Value | None:
        """Return a router where one is made."""
        return wiring.router(self.key, site) if name == "NewRouter" else None

    def typed(self, wiring: Wiring, name: str) -> Value | None:
        """Return a router for a parameter that nobody in the repo passes."""
        return wiring.router(self.key) if name == "Router" else None

    def method(self, wiring: Wiring, router: Router, name: str, site: Site) -> Value:
        """Start a route at a router, or tell a route more."""
        if router.kind == _ROUTE:
            return self._told(wiring, router, name, site)
        if name in ("HandleFunc", "Handle"):
            route = self._route(router, site)
            path = site.text(0)
            route.prefix = path or ""
            return (
                self._handled(wiring, route, site.argument(1), site) if path is not None else route
            )
        if name in _STARTS:
            return self._told(wiring, self._route(router, site), name, site)
        return router

    def _route(self, router: Router, site: Site) -> Router:
        route = Router(_ROUTE, site.path, site.line, router)
        route.data["methods"] = router.data.get("methods", [])
        return route

    def _told(self, wiring: Wiring, route: Router, name: str, site: Site) -> Value:
        match name:
            case "Path" | "PathPrefix":
                route.prefix = site.text(0) or ""
                route.data["whole"] = "yes" if name == "Path" else ""
            case "Methods":
                route.data["methods"] = list(methods_of(list(site.arguments)))
            case "Subrouter" if route.parent is not None:
                child = wiring.group(route.parent, route.prefix, site)
                child.data["methods"] = route.data["methods"]
                return child
            case "Handler" | "HandlerFunc":
                return self._handled(wiring, route, site.argument(0), site)
        return route

    def _handled(self, wiring: Wiring, route: Router, handler: Value, site: Site) -> Value:
        handler = wiring.handler(handler)
        if isinstance(handler, Router) and route.parent is not None:
            wiring.mount(route.parent, handler, "")
        else:
            self._routes.append((route, site))
        return route

    def finish(self, wiring: Wiring) -> None:
        """Serve every route, now that all of its methods were told."""
        for route, site in self._routes:
            methods = methods_of(route.data["methods"])
            # A prefix for every method is for files or for another application.
            if route.data.get("whole") == "" and not methods:
                continue
            for method in methods or ["ANY"]:
                if route.parent is not None:
                    wiring.endpoint(route.parent, method, route.prefix, site)


STACK = Stack(
    key="gorilla_mux",
    title="gorilla/mux",
    languages=("Go",),
    finds=("frameworks",),
    facts=no_facts,
    packages=(Package("frameworks", "gorilla/mux", go=(PACKAGE,)),),
)
