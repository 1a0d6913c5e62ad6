"""Huma: operations that are registered on an API above another router (huma.rocks, 2.x, 2026-11)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from groundplan.assess.go.routers import TITLED, method_of
from groundplan.assess.mounts import Endpoint
from groundplan.assess.stacks import Package, Stack, no_facts
from groundplan.assess.values import Instance, Router, prefix_of

if TYPE_CHECKING:
    from groundplan.assess.evaluation import Site
    from groundplan.assess.go.routers import Wiring
    from groundplan.assess.values import Value

PACKAGE = "github.com/danielgtaylor/huma"
ADAPTERS = ("humachi", "humaecho", "humagin", "humafiber", "humago", "humamux", "humahttprouter")


class Huma:
    """What Huma's functions do: its APIs are handed to them, so they have no methods of their own."""

    key = "huma"
    package = PACKAGE
    packages = (*(f"{PACKAGE}/adapters/{name}" for name in ADAPTERS), f"{PACKAGE}/autopatch")

    def __init__(self) -> None:
        self._served: dict[int, list[tuple[str, str, Site]]] = defaultdict(list)

    def made(self, wiring: Wiring, name: str, site: Site) -> Value | None:
        """Return an API where one is made; serve what is registered on one."""
        first = wiring.handler(site.argument(0))
        if name in ("New", "NewWithGroup", "NewAPI"):
            return self._api(wiring, name, site)
        if not isinstance(first, Router):
            return None
        if name == "NewGroup":
            return wiring.group(first, prefix_of(site.argument(1)) or "", site)
        if name == "Register":
            self._register(wiring, first, site)
        elif name in TITLED and site.text(1) is not None:
            self._serve(wiring, first, TITLED[name], site.text(1) or "", site)
        elif name == "AutoPatch":
            self._patch(wiring, first)
        return None

    def typed(self, wiring: Wiring, name: str) -> Value | None:
        """Return an API for a parameter that nobody in the repo passes."""
        return wiring.router(self.key) if name == "API" else None

    def method(self, wiring: Wiring, router: Router, name: str, site: Site) -> Value:
        """Return the API itself: what it has of methods adds no routes."""
        return router

    def _api(self, wiring: Wiring, name: str, site: Site) -> Value | None:
        """Return the API above a router, above the group of it, or above an adapter of the repo's own."""
        given = [wiring.handler(argument) for argument in site.arguments]
        for one in list(given):
            if isinstance(one, Instance):
                given += [value for value in one.fields.values() if isinstance(value, Router)]
        routers = [one for one in given if isinstance(one, Router)]
        if not routers:
            return wiring.router(self.key, site)
        below = routers[-1] if name != "New" else routers[0]
        child = Router(self.key, site.path, site.line, below)
        wiring.mount(below, child, "")
        return child

    def _register(self, wiring: Wiring, api: Router, site: Site) -> None:
        described = site.argument(1)
        fields = described.fields if isinstance(described, Instance) else described
        if isinstance(fields, dict):
            method, path = method_of(fields.get("Method", "")), fields.get("Path")
            if method is not None and isinstance(path, str):
                self._serve(wiring, api, method, path, site)

    def _serve(self, wiring: Wiring, api: Router, method: str, path: str, site: Site) -> None:
        self._served[id(api)].append((method, path, site))
        wiring.endpoint(api, method, path, site)

    def _patch(self, wiring: Wiring, api: Router) -> None:
        """Serve a PATCH for every path that has a GET and a PUT, and no PATCH yet."""
        served = self._served[id(api)]
        methods: dict[str, set[str]] = defaultdict(set)
        for method, path, _ in served:
            methods[path].add(method)
        for method, path, site in list(served):
            if method == "PUT" and "GET" in methods[path] and "PATCH" not in methods[path]:
                wiring.mounts.endpoint(api, Endpoint("PATCH", path, site.path, site.line))


STACK = Stack(
    key="huma",
    title="Huma",
    languages=("Go",),
    finds=("frameworks",),
    facts=no_facts,
    packages=(Package("frameworks", "huma", go=(PACKAGE,)),),
)
