"""axum: routers that are nested and merged (docs.rs/axum, 0.6 to 0.8, 2026-11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.mounts import Mounts
from groundplan.assess.rust.language import RUST, RustProject
from groundplan.assess.stacks import Package, Stack
from groundplan.assess.values import Closure, Router, Unknown, prefix_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.assess.evaluation import Evaluation, Site
    from groundplan.assess.values import Scope, Value
    from groundplan.core.model import Fact

VERBS = frozenset(["get", "post", "put", "delete", "patch", "head", "options", "trace", "connect"])
_GATE = b"axum"
INDEX, WANT = RUST.index(_GATE), RUST.want(_GATE, b"Router")
_ROUTER = re.compile(
    r"(?:axum\.|aide\.axum\.|utoipa_axum\.router\.)?(?:\w+\.)*(?:Api|OpenApi)?Router\.(?:new|default|with_openapi)"
)


class Axum:
    """What axum's own objects do."""

    names = frozenset(
        [
            "route",
            "nest",
            "nest_service",
            "merge",
            "layer",
            "with_state",
            "route_layer",
            "fallback",
            "routes",
            "api_route",
        ]
    )

    def external(self, run: Evaluation, name: str, site: Site) -> Value | None:
        """Return a router, or the methods that a handler answers."""
        if _ROUTER.fullmatch(name) and isinstance(run, RustProject):
            return run.router("router", site)
        last = name.rpartition(".")[2].removesuffix("_service").removesuffix("_with")
        if last in VERBS or last == "any":
            return Router(
                "methods",
                site.path,
                site.line,
                data={"methods": ["ANY" if last == "any" else last]},
            )
        if last == "on":
            return Router(
                "methods", site.path, site.line, data={"methods": _filter(site.argument(0))}
            )
        if last == "routes!":
            return None
        return None

    def method(self, run: Evaluation, router: Router, name: str, site: Site) -> Value:
        """Add routes, nest and merge routers, add methods to a handler."""
        if router.kind == "methods":
            methods = router.data["methods"]
            last = name.removesuffix("_service").removesuffix("_with")
            if isinstance(methods, list) and (last in VERBS or last == "on"):
                methods += _filter(site.argument(0)) if last == "on" else [last]
            return router
        if not isinstance(run, RustProject):
            return router
        path = prefix_of(site.argument(0))
        if name in ("route", "api_route", "route_service", "typed_route"):
            self._route(run, router, path, site)
        elif name in ("nest", "nest_service", "nest_api_service"):
            self._nest(run, router, site.argument(1), path or "", site)
        elif name == "merge":
            self._nest(run, router, site.argument(0), "", site)
        elif name == "fallback":
            return router
        elif name not in self.names:
            run.call_back(site.arguments)
        return router

    def typed(self, run: Evaluation, text: str, scope: Scope) -> Value | None:
        """Say nothing: a router is made where it is made."""
        return None

    def _route(self, run: RustProject, router: Router, path: str | None, site: Site) -> None:
        handler = site.argument(1)
        methods: Value = ["ANY"]
        if isinstance(handler, Router) and handler.kind == "methods":
            methods = handler.data["methods"]
        for method in methods if isinstance(methods, list) else ():
            if isinstance(method, str) and path is not None:
                run.endpoint(router, method, path, site)

    def _nest(
        self, run: RustProject, router: Router, child: Value, prefix: str, site: Site
    ) -> None:
        if isinstance(child, Closure):
            child = run.invoke(child, ())
        if isinstance(child, Router) and child is not router:
            run.mount(router, child, prefix)
        elif isinstance(child, Unknown) and not re.search(
            r"swagger|redoc|scalar|serve|static|metrics", child.text, re.I
        ):
            run.mounts.unknown(site.path, site.line, f"{prefix or 'merge'}: {child.text}")


def _filter(value: Value) -> list[Value]:
    """Return the methods of a `MethodFilter`."""
    name = getattr(value, "name", getattr(value, "text", ""))
    return [name.rpartition(".")[2]] if name else ["ANY"]


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of all routers that are served."""
    run = RustProject(checkout, Axum(), Mounts(), RUST, INDEX)
    run.follow(WANT)
    yield from run.routes()


STACK = Stack(
    key="axum",
    title="axum",
    languages=("Rust",),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(INDEX, WANT),
    packages=(Package("frameworks", "axum", cargo=("axum",)),),
)
