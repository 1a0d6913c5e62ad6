"""JAX-RS (Jakarta REST): Quarkus, Jersey, RESTEasy, Dropwizard (jakarta.ee/specifications/restful-ws)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.annotations import marks_of, methods, names
from groundplan.assess.java import settings
from groundplan.assess.java.endpoints import Annotated, product, served
from groundplan.assess.stacks import Package, Stack
from groundplan.assess.values import ClassValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.assess.project import Project
    from groundplan.core.model import Fact

VERBS = frozenset(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"])
_CLIENTS = frozenset(["RegisterRestClient"])
_ROOT = ("quarkus.http.root-path",)
_APPLICATION = (
    "quarkus.rest.path",
    "quarkus.resteasy.path",
    "quarkus.resteasy-reactive.path",
    "mp.openapi.extensions.path",
)
READ = Annotated((b"javax.ws.rs", b"jakarta.ws.rs"))
_MAX_NESTING = 6


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of all root resources, those of their sub-resources included."""
    known = settings.Settings(checkout)
    for run, want in READ.runs(checkout):
        classes = [of for of, _ in run.classes(want)]
        above = [
            (of.scope.path.partition("src/")[0], one.texts("value"))
            for of in classes
            for one in marks_of(run, of)
            if one.name == "ApplicationPath"
        ]
        for of in classes:
            if of.code.abstract or names(of) & _CLIENTS:
                continue
            paths = _own_path(run, of)
            if paths is None:
                continue
            file = of.scope.path
            base = next((one for part, one in above if file.startswith(part)), None)
            base = base if base is not None else [known.get(file, *_APPLICATION)]
            start = product([known.get(file, *_ROOT)], base, paths)
            yield from _routes(run, known, of, start, 0)


def _own_path(run: Project, of: ClassValue) -> list[str] | None:
    """Return the path of a class or of what it is based on; None for a class without one."""
    for one in run.bases(of):
        for found in marks_of(run, one):
            if found.name == "Path":
                return found.texts("value")
    return None


def _routes(
    run: Project, known: settings.Settings, of: ClassValue, start: list[str], nesting: int
) -> Iterator[Fact]:
    for owner, part in methods(run, of):
        found = marks_of(run, owner, part)
        paths = next((one.texts("value") for one in found if one.name == "Path"), [])
        whole = product(start, paths)
        verbs = [one for one in found if one.name in VERBS]
        for one in verbs:
            yield from served(known, [one.name], whole, owner.scope.path, one.line)
        if paths and not verbs and nesting < _MAX_NESTING:
            inner = run.defined(part.type.partition("<")[0], (), owner.scope.path, strict=False)
            if isinstance(inner, ClassValue):
                yield from _routes(run, known, inner, whole, nesting + 1)


STACK = Stack(
    key="jaxrs",
    title="JAX-RS: Quarkus, Jersey, RESTEasy, Dropwizard",
    languages=("Java", "Kotlin"),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(*READ.wants, settings.WANT),
    packages=(
        Package("frameworks", "quarkus", maven=("io.quarkus:*", "io.quarkus.platform:*")),
        Package("frameworks", "jersey", maven=("org.glassfish.jersey.core:jersey-server",)),
        Package("frameworks", "dropwizard", maven=("io.dropwizard:*",)),
    ),
)
