"""Symfony: routes in attributes, doc comments and YAML (symfony.com/doc, 5 to 7, 2026-11)."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundplan.assess import data_files
from groundplan.assess.annotations import marks_of, methods, texts_of
from groundplan.assess.checkout import Want
from groundplan.assess.java.endpoints import Quiet
from groundplan.assess.mounts import Mounts, route, slashed
from groundplan.assess.php.language import PHP, PhpProject
from groundplan.assess.stacks import Package, Stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.annotations import Annotation
    from groundplan.assess.checkout import Checkout, File
    from groundplan.assess.values import ClassValue
    from groundplan.core.model import Fact

_GATE = (b"Symfony\\", b"FOS\\RestBundle")
INDEX = PHP.index(*_GATE)
CONTROLLERS = PHP.want(
    b"#[Route", b"Routing\\Attribute\\Route", b"Routing\\Annotation\\Route", b"#[Rest\\", b"@Route("
)
_REST = {verb: verb.upper() for verb in ("Get", "Post", "Put", "Patch", "Delete")}
_COMMENT = re.compile(
    r"/\*\*(?P<body>(?:[^*]|\*(?!/))*)\*/\s*(?:#\[[^\n]*\]\s*)*(?:final\s+|abstract\s+)*(?P<what>class|public function)\s+(?P<name>\w+)"
)
_DOC_ROUTE = re.compile(r"@Route\((?P<given>(?:[^()\"]|\"[^\"]*\"|\([^()]*\))*)\)")
_ENVIRONMENTS = re.compile(r"/(?:dev|test)(?:/|\.|$)")


@dataclass(frozen=True)
class Imported:
    """A line of configuration: whole folders of controllers below a prefix, or one route."""

    resource: str
    prefix: str
    path: str
    methods: tuple[str, ...]
    line: int


def read_configuration(file: File) -> tuple[Imported, ...] | None:
    """Return what a YAML file of routes says."""
    if _ENVIRONMENTS.search(file.path):
        return None
    found: list[Imported] = []
    for document in data_files.yaml_documents(file)[:1]:
        for name, given in document.items() if isinstance(document, dict) else ():
            if isinstance(given, dict) and not str(name).startswith("when@"):
                line = data_files.line_with(file.text, rf"^{re.escape(str(name))}\s*:")
                found.append(_imported(given, line))
    return tuple(found) or None


def _imported(given: dict[str, Any], line: int) -> Imported:
    resource = given.get("resource", "")
    if isinstance(resource, dict):
        resource = resource.get("path", "")
    methods = given.get("methods", ())
    listed = methods if isinstance(methods, list) else [methods] if isinstance(methods, str) else []
    texts = [given.get(key) for key in ("prefix", "path")]
    prefix, path = (text if isinstance(text, str) else "" for text in texts)
    return Imported(str(resource), prefix, path, tuple(str(one) for one in listed), line)


def read_comments(file: File) -> tuple[tuple[bool, str, tuple[str, ...], int], ...] | None:
    """Return (of the class, path, methods, line) of the routes in doc comments."""
    found = []
    for match in _COMMENT.finditer(file.text):
        for mark in _DOC_ROUTE.finditer(match["body"]):
            path = re.search(r"(?:^\s*|\bpath\s*=\s*)\"([^\"]*)\"", mark["given"])
            methods = re.search(
                r"\bmethods\s*=\s*\{([^}]*)\}|\bmethods\s*=\s*\"([^\"]*)\"", mark["given"]
            )
            listed = re.findall(r"\w+", (methods[1] or methods[2]) if methods else "")
            line = file.line_of(match.start("body") + mark.start())
            found.append((match["what"] == "class", path[1] if path else "", tuple(listed), line))
    return tuple(found) or None


CONFIGURATION = Want(
    read_configuration,
    names=(
        "routes.yaml",
        "routes.yml",
        "routing.yaml",
        "routing.yml",
        "annotations.yaml",
        "attributes.yaml",
        "controllers.yaml",
        "api.yaml",
    ),
    needles=(b"resource:", b"path:"),
)
COMMENTS = Want(read_comments, suffixes=(".php",), needles=(b"@Route(",))


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of controllers and those that YAML states."""
    if not checkout.is_open(INDEX):
        return
    run = PhpProject(checkout, Quiet(), Mounts(), PHP, INDEX)
    prefixes: list[tuple[str, str]] = []
    for file, entries in checkout.read(CONFIGURATION):
        for one in entries:
            if one.path and not one.resource:
                for method in one.methods or ("ANY",):
                    yield route(method, slashed(one.prefix, one.path), file.path, one.line)
            elif one.resource and one.prefix:
                if "/" not in one.resource:  # a service: all controllers of the application
                    prefixes.append((file.folder.rpartition("config")[0], one.prefix))
                    continue
                folder = posixpath.normpath(posixpath.join(file.folder, one.resource.rstrip("*")))
                prefixes.append((folder, one.prefix))
    for of, _ in run.classes(CONTROLLERS):
        if not of.code.abstract:
            yield from _controller(run, of, _prefix(prefixes, of.scope.path))
    for file, comments in checkout.read(COMMENTS):
        above = next((path for of_class, path, _, _ in comments if of_class), "")
        base = slashed(_prefix(prefixes, file.path), above)
        for of_class, path, listed, line in comments:
            if not of_class:
                for method in listed or ("ANY",):
                    yield route(method, slashed(base, path) or "/", file.path, line)


def _prefix(prefixes: list[tuple[str, str]], path: str) -> str:
    return next((prefix for folder, prefix in prefixes if path.startswith(folder)), "")


def _paths(mark: Annotation) -> list[str]:
    given = mark.value("path")
    listed = list(given.values()) if isinstance(given, dict) else given
    return texts_of(listed)


def _controller(run: PhpProject, of: ClassValue, base: str) -> Iterator[Fact]:
    above, above_methods = [""], list[str]()
    own = [mark for one in run.bases(of) for mark in marks_of(run, one) if mark.name == "Route"]
    if own:
        above, above_methods = _paths(own[0]) or [""], texts_of(own[0].named.get("methods"))
    invoked = [part for part in of.code.parts if part.name == "__invoke"]
    if own and invoked and not any(mark.name == "Route" for mark in marks_of(run, of, invoked[0])):
        for path in above:
            for method in above_methods or ["ANY"]:
                yield route(method, slashed(base, path) or "/", of.scope.path, own[0].line)
        return
    for owner, part in methods(run, of):
        for mark in marks_of(run, owner, part):
            if mark.name != "Route" and mark.name not in _REST:
                continue
            listed = (
                [_REST[mark.name]] if mark.name in _REST else texts_of(mark.named.get("methods"))
            )
            for path in (slashed(one, other) for one in above for other in _paths(mark) or [""]):
                for method in listed or above_methods or ["ANY"]:
                    whole = _placeholders(slashed(base, path))
                    yield route(method, whole or "/", owner.scope.path, mark.line)


def _placeholders(path: str) -> str:
    r"""Return a path whose parameters have no requirements and defaults: `{page<\\d+>?1}`."""
    return re.sub(r"\{!?(\w+)(?::\w+)?(?:<[^>]*>)?(?:\?[^}]*)?\}", r"{\1}", path)


STACK = Stack(
    key="symfony",
    title="Symfony",
    languages=("PHP",),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(INDEX, CONTROLLERS, CONFIGURATION, COMMENTS),
    packages=(
        Package("frameworks", "symfony", composer=("symfony/framework-bundle", "symfony/symfony")),
    ),
)
