"""Spring MVC and WebFlux: mapped controllers, context paths (docs.spring.io, 5 and 6, 2026-11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.annotations import marks_of, methods, names, words_of
from groundplan.assess.checkout import Want
from groundplan.assess.java import settings
from groundplan.assess.java.endpoints import Annotated, product, served
from groundplan.assess.stacks import Package, Stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.annotations import Annotation
    from groundplan.assess.checkout import Checkout, File
    from groundplan.assess.project import Project
    from groundplan.assess.values import ClassValue
    from groundplan.core.model import Fact

VERBS = {f"{verb}Mapping": verb.upper() for verb in ("Get", "Post", "Put", "Delete", "Patch")} | {
    "RequestMapping": ""
}
"""Annotation of a handler -> its method; empty where the annotation itself says it."""
_CONTROLLERS = frozenset(
    ["RestController", "Controller", "RepositoryRestController", "BasePathAwareController"]
)
_CLIENTS = frozenset(["FeignClient", "HttpExchange"])
CONTEXT = ("server.servlet.context-path", "server.context-path", "spring.webflux.base-path")
_SERVLET = ("spring.mvc.servlet.path", "server.servlet.path")
_MARK = b"Mapping"
READ = Annotated(
    (b"org.springframework.web.bind.annotation", b"org.springframework.stereotype.Controller")
)
_PREFIX = re.compile(r"addPathPrefix\(\s*\"([^\"]+)\"\s*,([^;]*)")


def read_prefix(file: File) -> tuple[str, str] | None:
    """Return the prefix that a configuration puts before all controllers, and whose it is."""
    found = _PREFIX.search(file.text)
    return (found[1], found[2]) if found else None


PREFIXES = Want(read_prefix, suffixes=(".java", ".kt"), needles=(b"addPathPrefix",))


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of all controllers."""
    known = settings.Settings(checkout)
    prefixes = [
        (file.folder.partition("src/")[0], *found) for file, found in checkout.read(PREFIXES)
    ]
    for run, want in READ.runs(checkout):
        for of, _ in run.classes(want):
            marks = names(of)
            if of.code.abstract or marks & _CLIENTS or not _is_controller(of, marks):
                continue
            path = of.scope.path
            servlet = known.get(path, *_SERVLET).rstrip("*").rstrip("/")
            base = product([known.get(path, *CONTEXT)], [servlet])
            for part, prefix, whose in prefixes:
                is_rest = "RestController.class" not in whose or "RestController" in marks
                if path.startswith(part) and is_rest:
                    base = product(base, [prefix])
            yield from _routes(run, known, of, base)


def _is_controller(of: ClassValue, marks: set[str]) -> bool:
    if marks & _CONTROLLERS:
        return True
    for mark in of.code.decorators:  # an annotation of the repo's own that is annotated as one
        name = getattr(getattr(mark, "function", None), "name", "")
        if name.endswith(("Controller", "RestApi", "Api")) and "RequestMapping" in marks:
            return True
    return False


def _routes(
    run: Project, known: settings.Settings, of: ClassValue, base: list[str]
) -> Iterator[Fact]:
    above, above_methods = _class_mapping(run, of)
    for owner, part in methods(run, of):
        for found in marks_of(run, owner, part):
            if found.name not in VERBS:
                continue
            paths = product(base, above, found.texts("path", "value"))
            verbs = [VERBS[found.name]] if VERBS[found.name] else _methods(found) or above_methods
            yield from served(known, verbs or ["ANY"], paths, owner.scope.path, found.line)


def _class_mapping(run: Project, of: ClassValue) -> tuple[list[str], list[str]]:
    """Return the paths and methods that a class, or the first of its bases that has some, says."""
    for one in run.bases(of):
        for found in marks_of(run, one):
            if found.name == "RequestMapping":
                return found.texts("path", "value"), _methods(found)
    return [], []


def _methods(found: Annotation) -> list[str]:
    return words_of(found.named.get("method"))


STACK = Stack(
    key="spring",
    title="Spring MVC, Spring WebFlux",
    languages=("Java", "Kotlin"),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(*READ.wants, PREFIXES, settings.WANT),
    packages=(
        Package("frameworks", "spring-boot", maven=("org.springframework.boot:*",)),
        Package(
            "frameworks",
            "spring",
            maven=("org.springframework:spring-webmvc", "org.springframework:spring-webflux"),
        ),
    ),
)
