"""OpenAPI documents that the code of a server is generated from (openapi-generator.tech, 2026-11).

The generated interfaces are no part of the repo, so their routes stand only in the document. An
operation counts where a class of the repo implements it.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.assess import data_files
from groundplan.assess.annotations import marks_of
from groundplan.assess.checkout import Want
from groundplan.assess.code import Function, Name
from groundplan.assess.java import settings
from groundplan.assess.java.endpoints import Annotated, product, served
from groundplan.assess.places import Place
from groundplan.assess.stacks import Stack, spring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File
    from groundplan.assess.project import Project
    from groundplan.assess.values import ClassValue
    from groundplan.core.model import Fact

_VERBS = frozenset(["get", "post", "put", "delete", "patch"])
_MAVEN = re.compile(r"<inputSpec>\s*([^<]+?)\s*</inputSpec>")
_GRADLE = re.compile(r"inputSpec(?:\.set\(|\s*=)\s*(?:file\()?\s*[\"']([^\"']+)[\"']")
_GENERATOR = re.compile(r"<generatorName>\s*([\w-]+)|generatorName(?:\.set\(|\s*=)\s*[\"']([\w-]+)")
_SERVERS = frozenset(
    ["spring", "kotlin-spring", "jaxrs-spec", "jaxrs-jersey", "jaxrs-resteasy", "jaxrs-cxf"]
)
_QUARKUS = re.compile(r"quarkus-openapi-generator-server")
_VARIABLE = re.compile(r"\$\{?[\w.]+\}?/?")
_INTERFACE = re.compile(r"\w+(?:Api|Resource|Delegate|Service|Controller)")


@dataclass(frozen=True)
class Operation:
    """An operation of a document."""

    method: str
    path: str
    name: str


def read_generator(file: File) -> tuple[str, ...] | None:
    """Return the documents that a build generates servers from, as the build names them."""
    text = file.text
    if _QUARKUS.search(text):
        return ("",)
    kinds = {name for pair in _GENERATOR.findall(text) for name in pair if name}
    if not kinds & _SERVERS:
        return None
    found = [match[1] for pattern in (_MAVEN, _GRADLE) for match in pattern.finditer(text)]
    return tuple(found) or None


def read_operations(file: File) -> tuple[Operation, ...]:
    """Return the operations of a document that have a name of their own."""
    found: list[Operation] = []
    for document in data_files.yaml_documents(file)[:1]:
        paths = document.get("paths") if isinstance(document, dict) else None
        for path, item in paths.items() if isinstance(paths, dict) else ():
            for method, given in item.items() if isinstance(item, dict) else ():
                name = given.get("operationId") if isinstance(given, dict) else None
                if method in _VERBS and isinstance(name, str):
                    found.append(Operation(method, str(path), _camel(name)))
    return tuple(found)


def _camel(name: str) -> str:
    first, *rest = re.split(r"[-_\s.]+", name)
    return first[:1].lower() + first[1:] + "".join(word[:1].upper() + word[1:] for word in rest)


GENERATORS = Want(
    read_generator,
    names=("pom.xml", "build.gradle", "build.gradle.kts"),
    needles=(b"openapi-generator", b"openapi.generator", b"openApiGenerate", b"inputSpec"),
)
READ = Annotated((b"springframework", b"ws.rs"))


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the operations that classes of the repo implement."""
    for build, documents in checkout.read(GENERATORS):
        for named in documents:
            document = _document(checkout, build, named)
            operations = document.digest(read_operations) if document is not None else None
            if operations:
                yield from _implemented(checkout, build, operations)


def _document(checkout: Checkout, build: File, named: str) -> File | None:
    """Return a document by the path that a build gives it, below the build's own folder."""
    if not named:
        own = settings.Settings(checkout).get(
            f"{build.folder}/src/",
            "quarkus.openapi.generator.server.spec",
            "quarkus.openapi.generator.spec",
        )
        folders = [f"{build.folder}/src/main/openapi", f"{build.folder}/src/main/resources/openapi"]
        paths = [f"{folder}/{own or 'openapi.yaml'}" for folder in folders]
    else:
        rest = _VARIABLE.sub("", named).lstrip("/")
        paths = [f"{build.folder}/{rest}", rest]
    found = [checkout.files.get(posixpath.normpath(path).lstrip("/")) for path in paths]
    return next((file for file in found if file is not None), None)


def _implemented(
    checkout: Checkout, build: File, operations: tuple[Operation, ...]
) -> Iterator[Fact]:
    known = settings.Settings(checkout)
    by_name = {one.name: one for one in operations}
    calls = tuple(f" {name}(".encode() for name in by_name)
    head = f"{build.folder}/" if build.folder else ""
    for run, _ in READ.runs(checkout):
        for file in checkout.files.values():
            is_code = file.suffix in run.language.suffixes and file.place is Place.PRODUCT
            if is_code and file.path.startswith(head) and file.has(*calls):
                for of, _ in run.classes_of(file.path):
                    if not of.code.abstract and _implements(run, of):
                        yield from _routes(run, known, of, by_name)


def _implements(run: Project, of: ClassValue) -> bool:
    """Say whether a class implements something that the repo does not define, named as generators do."""
    return any(
        isinstance(base, Name)
        and _INTERFACE.fullmatch(base.name)
        and run.defined(base.name, (), of.scope.path, strict=False) is None
        for base in of.code.bases
    )


def _routes(
    run: Project, known: settings.Settings, of: ClassValue, by_name: dict[str, Operation]
) -> Iterator[Fact]:
    path = of.scope.path
    above = [
        text
        for one in marks_of(run, of)
        if one.name == "RequestMapping"
        for text in one.texts("path", "value")
    ]
    context = [known.get(path, *spring.CONTEXT, "quarkus.http.root-path")]
    for part in of.code.parts:
        operation = by_name.get(part.name)
        if operation is None or not isinstance(part.value, Function):
            continue
        if any(mark.name in spring.VERBS for mark in marks_of(run, of, part)):
            continue  # says its path itself
        whole = product(context, above, [operation.path])
        yield from served(known, [operation.method], whole, path, part.line)


STACK = Stack(
    key="openapi",
    title="OpenAPI documents that servers are generated from",
    languages=("Java", "Kotlin"),
    finds=("routes",),
    facts=facts,
    wants=(GENERATORS, *READ.wants, settings.WANT),
)
