"""chi (github.com/go-chi/chi, its documentation, 2026-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.go.routers import ABSOLUTE, TITLED, method_of
from groundplan.assess.stacks import Package, Stack, no_facts
from groundplan.assess.stacks.net_http import pattern_of
from groundplan.assess.values import Router, Unknown

if TYPE_CHECKING:
    from groundplan.assess.evaluation import Site
    from groundplan.assess.go.routers import Wiring
    from groundplan.assess.values import Value

PACKAGE = "github.com/go-chi/chi"


class Chi:
    """What chi's own objects do."""

    key = "chi"
    package = PACKAGE

    def made(self, wiring: Wiring, name: str, site: Site) -> Value | None:
        """Return a router where one is made."""
        return wiring.router(self.key, site) if name in ("NewRouter", "NewMux") else None

    def typed(self, wiring: Wiring, name: str) -> Value | None:
        """Return a router for a parameter that nobody in the repo passes."""
        return wiring.router(self.key) if name in ("Router", "Mux") else None

    def method(self, wiring: Wiring, router: Router, name: str, site: Site) -> Value:
        """Add routes, groups and mounts; anything else gives the router itself."""
        path = site.text(0)
        if name in TITLED and path is not None:
            wiring.endpoint(router, TITLED[name], path, site)
        elif name in ("Method", "MethodFunc"):
            method, below = method_of(site.argument(0)), site.text(1)
            if method is not None and below is not None:
                wiring.endpoint(router, method, below, site)
        elif name in ("Handle", "HandleFunc") and path is not None:
            self._handle(wiring, router, path, site)
        elif name == "Route":
            child = wiring.group(router, path, site) if path is not None else Unknown()
            wiring.called(site.argument(1), child)
            return child
        elif name == "Group":
            wiring.called(site.argument(0), router)
        elif name == "Mount" and path is not None:
            handler = wiring.handler(site.argument(1))
            # A mux of the standard library is given the whole path, not what is left of it.
            is_plain = isinstance(handler, Router) and handler.kind == "net/http"
            wiring.mount(router, handler, "" if is_plain else path)
        return router

    def _handle(self, wiring: Wiring, router: Router, pattern: str, site: Site) -> None:
        handler = wiring.handler(site.argument(1))
        if isinstance(handler, Router) and handler.kind in (ABSOLUTE, self.key):
            wiring.mount(router, handler, "")
            return
        method, path = pattern_of(pattern)
        wiring.endpoint(router, method, path, site)


STACK = Stack(
    key="chi",
    title="chi",
    languages=("Go",),
    finds=("frameworks",),
    facts=no_facts,
    packages=(Package("frameworks", "chi", go=(PACKAGE,)),),
)
