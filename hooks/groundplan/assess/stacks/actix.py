"""Actix Web: scopes, resources, attribute macros, configuration functions (actix.rs, 4.x, 2026-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.code import Call, Name, Named, Text
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
_GATE = b"actix_web"
INDEX, WANT = RUST.index(_GATE), RUST.want(_GATE)


class Actix:
    """What Actix's own objects do."""

    names = frozenset(
        ["route", "service", "configure", "wrap", "guard", "app_data", "to", "default_service"]
    )

    def external(self, run: Evaluation, name: str, site: Site) -> Value | None:
        """Return an application, a scope, a resource or a route."""
        head, _, last = name.rpartition(".")
        if last == "new" and head.endswith("App") and isinstance(run, RustProject):
            return run.router("application", site)
        if last in ("scope", "resource"):
            made = Router(last, site.path, site.line, prefix=prefix_of(site.argument(0)) or "")
            if isinstance(run, RustProject):
                run.is_part(made)
            return made
        if head.rpartition(".")[2] == "web" and (last in VERBS or last in ("route", "method")):
            verb = "ANY" if last == "route" else last
            if last == "method":
                verb = _method(site.argument(0))
            return Router("route", site.path, site.line, data={"method": verb})
        return None

    def method(self, run: Evaluation, router: Router, name: str, site: Site) -> Value:
        """Add routes and services below a scope."""
        if not isinstance(run, RustProject):
            return router
        if router.kind == "route":
            if name == "method":
                router.data["method"] = _method(site.argument(0))
            return router
        if name == "service":
            for child in site.arguments:
                self._service(run, router, child, site)
        elif name == "route":
            at = 1 if router.kind != "resource" else 0
            path = prefix_of(site.argument(0)) if at else ""
            given = site.argument(at)
            verb = given.data.get("method") if isinstance(given, Router) else "ANY"
            if path is not None:
                run.endpoint(router, verb if isinstance(verb, str) else "ANY", path, site)
        elif name == "to" and router.kind == "resource":
            run.endpoint(router, "ANY", "", site)
        elif name in VERBS and router.kind == "resource":
            run.endpoint(router, name, "", site)
        elif name == "configure":
            given = site.argument(0)
            if isinstance(given, Closure):
                run.invoke(given, (router,))
            elif isinstance(given, Unknown):
                run.mounts.unknown(site.path, site.line, f"configure({given.text})")
        return router

    def typed(self, run: Evaluation, text: str, scope: Scope) -> Value | None:
        """Say nothing: what is configured is given the application."""
        return None

    def _service(self, run: RustProject, router: Router, child: Value, site: Site) -> None:
        if isinstance(child, list | tuple):
            for one in child:
                self._service(run, router, one, site)
        elif isinstance(child, Router) and child.kind in ("scope", "resource"):
            run.mount(router, child, child.prefix)
        elif isinstance(child, Closure):
            for verb, path, line in attributes(child.function.decorators):
                from groundplan.assess.evaluation import Site

                run.endpoint(router, verb, path, Site(child.scope.path, line, ()))
        elif isinstance(child, Unknown) and child.text not in ("", "new"):
            run.mounts.unknown(site.path, site.line, f"service({child.text})")


def _method(value: Value) -> str:
    name = getattr(value, "name", getattr(value, "text", ""))
    return str(name).rpartition(".")[2] or "ANY"


def attributes(decorators: tuple[object, ...]) -> Iterator[tuple[str, str, int]]:
    """Yield (method, path, line) of the macros above a handler: `#[get("/x")]`, `#[route(...)]`."""
    for mark in decorators:
        if not isinstance(mark, Call) or not isinstance(mark.function, Name):
            continue
        name = mark.function.name.rpartition("::")[2]
        path = next((one.value for one in mark.arguments if isinstance(one, Text)), "")
        if name in VERBS:
            yield name, path, mark.line
        elif name == "route":
            for one in mark.arguments:
                if isinstance(one, Named) and one.name == "method" and isinstance(one.value, Text):
                    yield one.value.value, path, mark.line


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of all applications."""
    run = RustProject(checkout, Actix(), Mounts(), RUST, INDEX)
    run.follow(WANT)
    yield from run.routes()


STACK = Stack(
    key="actix",
    title="Actix Web",
    languages=("Rust",),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(INDEX, WANT),
    packages=(Package("frameworks", "actix-web", cargo=("actix-web",)),),
)
