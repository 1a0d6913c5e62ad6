"""Next.js: route handlers of the app folder, API routes of the pages folder (nextjs.org, 16.x, 2026-11)."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.code import Export, ExportAll
from groundplan.assess.javascript.files import SUFFIXES
from groundplan.assess.javascript.modules import Modules
from groundplan.assess.javascript.syntax import read_code
from groundplan.assess.manifests import MANIFESTS
from groundplan.assess.mounts import route
from groundplan.assess.stacks import Package, Stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File
    from groundplan.core.model import Fact

METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
CONFIGS = (
    "next.config.js",
    "next.config.ts",
    "next.config.mjs",
    "next.config.cjs",
    "next.config.mts",
)
HANDLERS = Want(read_code, names=("route.ts", "route.js", "route.tsx", "route.jsx", "route.mjs"))

_COMMENT = re.compile(
    r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|//[^\n]*|/\*.*?\*/""", re.S
)
_BASE = re.compile(r"""\bbasePath['"]?\s*(?::|=(?!=))\s*([^,;\n}]+)""")
_TEXT = re.compile(r"""['"`](/[^'"`$]*)['"`]""")
_ASKED = re.compile(
    r"""\bmethod\s*(?:===?|!==?)\s*['"](\w+)['"]|['"](\w+)['"]\s*(?:===?|!==?)\s*\w+\.method\b"""
)
_SWITCH = re.compile(r"""\bswitch\s*\(\s*(?:\w+\.)?method\s*\)""")
_CASE = re.compile(r"""\bcase\s+['"](GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)['"]""")
_LISTED = re.compile(r"""\[([^\[\]]*)\]\s*\.includes\(\s*(?:\w+\.)?method\b""")
_TABLE = re.compile(r"""(?:\bexport\s+default|=)\s+[\w.]+\s*(?:<[^>]*>)?\(\s*\{""")
_KEY = re.compile(r"""(?<![\w.'"])['"]?(GET|POST|PUT|DELETE|PATCH)['"]?\s*[:,(\n}]""")
_QUOTED = re.compile(r"""['"](GET|POST|PUT|DELETE|PATCH)['"]""")
_CONNECT = re.compile(r"""\b(?:nc|nextConnect|createRouter|nextConnectRouter)\s*(?:<[^>]*>)?\(""")
_CHAINED = re.compile(r"""\.\s*(get|post|put|delete|patch)\s*\(""")


def without_comments(text: str) -> str:
    """Return a script without its comments, every line where it was."""
    return _COMMENT.sub(lambda part: part[1] or "\n" * part[0].count("\n"), text)


def read_base_path(file: File) -> str | None:
    """Return the path that a next.config puts before everything; None for none."""
    text = without_comments(file.text)
    for found in _BASE.finditer(text):
        if literal := _TEXT.search(found[1]):
            return literal[1].rstrip("/")
    return None


def read_api_route(file: File) -> tuple[tuple[str, int], ...] | None:
    """Return (method, line) of an API route of the pages folder; None for a file without a handler."""
    text = without_comments(file.text)
    exported = re.search(
        r"\bexport\s+default\b|\bas\s+default\b|\bmodule\.exports\s*=|\bexport\s*\{\s*default\b",
        text,
    )
    if exported is None:
        return None
    found = methods_in(text)
    line = text.count("\n", 0, exported.start()) + 1
    return tuple(found.items()) or (("ANY", line),)


def methods_in(text: str) -> dict[str, int]:
    """Return the methods that a handler tells apart, with their lines; none where it takes all."""
    found: dict[str, int] = {}
    for asked in _ASKED.finditer(text):
        method = (asked[1] or asked[2]).upper()
        if method in METHODS:
            found.setdefault(method, text.count("\n", 0, asked.start()) + 1)
    if _SWITCH.search(text):
        for case in _CASE.finditer(text):
            found.setdefault(case[1], text.count("\n", 0, case.start()) + 1)
    for method, start in _in_tables(text):
        found.setdefault(method, text.count("\n", 0, start) + 1)
    if _CONNECT.search(text):
        for chained in _CHAINED.finditer(text):
            found.setdefault(chained[1].upper(), text.count("\n", 0, chained.start()) + 1)
    found.pop("OPTIONS", None)
    return found


def _in_tables(text: str) -> Iterator[tuple[str, int]]:
    """Yield (method, offset) of lists that a request's method must be in, and of tables of handlers."""
    for listed in _LISTED.finditer(text):
        for one in _QUOTED.finditer(text, listed.start(1), listed.end(1)):
            yield one[1], one.start(1)
    for table in _TABLE.finditer(text):
        depth = 1
        for position in range(table.end(), len(text)):
            if depth == 1 and (key := _KEY.match(text, position)):
                yield key[1], key.start(1)
            depth += {"{": 1, "(": 1, "[": 1, "}": -1, ")": -1, "]": -1}.get(text[position], 0)
            if depth == 0:
                break


PAGES = Want(read_api_route, suffixes=SUFFIXES, needles=(b"export",))
BASE_PATHS = Want(read_base_path, names=CONFIGS, needles=(b"basePath",))


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of every Next.js application."""
    roots = application_roots(checkout)
    if not roots:
        return
    bases = {file.folder: base for file, base in checkout.read(BASE_PATHS)}
    modules = Modules(checkout)
    for file, _ in checkout.read(HANDLERS):
        for root in roots:
            path = _app_path(file, root)
            if path is not None:
                for method, line in exported(checkout, modules, file.path, 0):
                    if method in METHODS:
                        yield route(method, bases.get(root, "") + path, file.path, line)
                break
    for file in checkout.files.values():
        found = _pages_path(file, roots)
        if found is None:
            continue
        root, own = found
        for method, line in _answered(checkout, modules, file):
            yield route(method, bases.get(root, "") + own, file.path, line)


_PASSED_ON = re.compile(
    r"""\bexport\s*\{\s*default\s*\}\s*from\s*['"](?P<again>[^'"]+)['"]"""
    r"""|\bexport\s+default\s+(?:\w+\(\s*)*(?P<name>\w+)\s*[;)\n]"""
)


def _answered(checkout: Checkout, modules: Modules, file: File) -> tuple[tuple[str, int], ...]:
    """Return (method, line) of an API route; where it only passes a handler on, that one's methods."""
    own = file.digest(read_api_route) or ()
    if len(own) != 1 or own[0][0] != "ANY":
        return own
    source = _handler_source(without_comments(file.text))
    path = modules.resolve(file.folder, source) if source else None
    other = checkout.files.get(path) if path else None
    found = methods_in(without_comments(other.text)) if other is not None else {}
    return tuple((method, own[0][1]) for method in found) or own


def _handler_source(text: str) -> str:
    passed = _PASSED_ON.search(text)
    if passed is None or passed["again"]:
        return passed["again"] if passed else ""
    imported = re.search(
        rf"""\bimport\s+(?:\w+\s*,\s*)?(?:{passed["name"]}\b|\{{[^{{}}]*\b{passed["name"]}\b[^{{}}]*\}})\s*from\s*['"]([^'"]+)['"]""",
        text,
    )
    return imported[1] if imported else ""


def application_roots(checkout: Checkout) -> list[str]:
    """Return the folders of Next.js applications, the deepest first."""
    found = {
        file.folder
        for file, manifest in checkout.read(MANIFESTS)
        if any(one.ecosystem == "npm" and one.name == "next" for one in manifest.dependencies)
    }
    found |= {file.folder for file in checkout.files.values() if file.name in CONFIGS}
    return sorted(found, key=lambda folder: (-len(folder), folder))


def _app_path(file: File, root: str) -> str | None:
    for base in ("app", "src/app"):
        head = posixpath.join(root, base)
        if file.folder == head or file.folder.startswith(head + "/"):
            parts = file.folder[len(head) :].strip("/").split("/")
            return url_of(parts)
    return None


def url_of(parts: list[str]) -> str | None:
    """Return the path of folders: groups and slots are not in it, private folders serve nothing."""
    kept: list[str] = []
    for part in parts:
        if part.startswith("_"):
            return None
        bare = re.sub(r"^(?:\(\.{1,3}\))+", "", part)  # an intercepting segment
        if bare and not (bare.startswith("(") and bare.endswith(")")) and not bare.startswith("@"):
            kept.append(bare.replace("%5F", "_"))
    return "/" + "/".join(kept)


def _pages_path(file: File, roots: list[str]) -> tuple[str, str] | None:
    if (
        file.suffix not in SUFFIXES
        or "pages/api" not in file.path
        or file.place not in PAGES.places
    ):
        return None
    for root in roots:
        for base in ("pages", "src/pages"):
            head = posixpath.join(root, base)
            if file.path.startswith(head + "/api/") or file.path == f"{head}/api{file.suffix}":
                own = file.path[len(head) : -len(file.suffix)]
                return root, own.removesuffix("/index") or "/"
    return None


def exported(
    checkout: Checkout, modules: Modules, path: str, depth: int
) -> Iterator[tuple[str, int]]:
    """Yield (name, line) of what a module exports; what it passes on stands at its own line."""
    file = checkout.files.get(path)
    code = file.digest(read_code) if file is not None else None
    for statement in code.body if code is not None else ():
        if isinstance(statement, Export):
            yield statement.name, statement.line
        elif isinstance(statement, ExportAll) and depth < 5:
            other = modules.resolve(posixpath.dirname(path), statement.source)
            for name, _ in exported(checkout, modules, other, depth + 1) if other else ():
                if name != "default":
                    yield name, 1


STACK = Stack(
    key="nextjs",
    title="Next.js",
    languages=("JavaScript", "TypeScript"),
    finds=("routes",),
    facts=facts,
    wants=(HANDLERS, BASE_PATHS),
    packages=(Package("frameworks", "nextjs", npm=("next",)),),
)
