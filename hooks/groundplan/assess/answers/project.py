"""What kind of project it is: what it serves, starts or ships."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from groundplan.assess.answers.evidence import answer, decides, deciding, was_read
from groundplan.assess.checkout import Unreadable
from groundplan.assess.manifests import MANIFESTS
from groundplan.assess.places import Place
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File
    from groundplan.core.model import Assessment

FRONT_ENDS = frozenset(
    [
        "react", "vue", "svelte", "angular", "nextjs", "nuxt", "sveltekit", "remix", "astro",
        "gatsby", "solid", "preact", "ember",
    ]
)  # fmt: skip
_MAINS = (
    (re.compile(r"(?:.*/)?main\.go"), re.compile(r"^func main\(\)", re.M)),
    (re.compile(r"(?:crates/[\w-]+/)?src/main\.rs"), re.compile(r"^(?:async )?fn main\(\)", re.M)),
)
"""Files by whose function a compiled program is started."""
_SERVES = (
    ("artisan", "", "laravel"),
    ("pom.xml", "spring-boot-starter-web", "Spring Boot"),
    ("pom.xml", "spring-boot-starter-webmvc", "Spring Boot"),
    ("pom.xml", "spring-boot-starter-webflux", "Spring Boot"),
    ("build.gradle", "spring-boot-starter-web", "Spring Boot"),
    ("build.gradle", "spring-boot-starter-webmvc", "Spring Boot"),
    ("build.gradle", "spring-boot-starter-webflux", "Spring Boot"),
    ("build.gradle.kts", "spring-boot-starter-web", "Spring Boot"),
    ("build.gradle.kts", "spring-boot-starter-webmvc", "Spring Boot"),
    ("build.gradle.kts", "spring-boot-starter-webflux", "Spring Boot"),
    ("*.csproj", "Microsoft.NET.Sdk.Web", "ASP.NET Core"),
    ("mix.exs", ":phoenix,", "Phoenix"),
    ("Cargo.toml", "axum", "axum"),
    ("Cargo.toml", "actix-web", "Actix Web"),
    ("Cargo.toml", "rocket", "Rocket"),
)
"""A manifest, what stands in it, and the web framework that it names."""
_APPLICATIONS = {
    "Flask": "flask", "Quart": "quart", "FastAPI": "fastapi", "Starlette": "starlette",
    "Litestar": "litestar", "Sanic": "sanic", "Bottle": "bottle", "Application": "aiohttp",
}  # fmt: skip
"""How an application object is made (each framework's own quickstart, 2026-11), and its package."""


def project_type(checkout: Checkout, assessment: Assessment) -> Fact | None:
    """Return the project type with what shows it."""
    question = "project_type"
    routes = list(deciding(assessment, "routes", checkout))
    if routes:
        count = len(routes)
        return answer(question, "api", f"serves {count} route{'s' * (count > 1)}", routes[0])
    if made := _application(checkout):
        return answer(question, "api", "makes a web application", made)
    if served := _served(checkout):
        return answer(question, "api", f"built on {served.name}", served)
    for framework in deciding(assessment, "frameworks", checkout):
        if framework.name in FRONT_ENDS and not _is_published(checkout, framework.path):
            return answer(question, "frontend", f"built on {framework.name}", framework)
    if not was_read(assessment, "routes") and not _starts_nothing_served(checkout):
        return None
    if classified := _classified_library(checkout):
        return answer(question, "library", "is classified as a library", classified)
    if entry := _entry(checkout, assessment):
        return answer(question, "cli", f"starts as {entry.name}", entry)
    if manager := next(deciding(assessment, "package_managers", checkout), None):
        return answer(question, "library", "a package that nothing starts", manager)
    for file, manifest in checkout.read(MANIFESTS):
        if manifest.format in ("pyproject", "setup") and decides(file.path, checkout):
            place = answer(question, "library", "a package that nothing starts")
            return place._replace(path=file.path, line=1)
    if language := assessment.first("languages"):
        return answer(question, "other", f"{language.name} without a manifest", language)
    return None


def _starts_nothing_served(checkout: Checkout) -> bool:
    """Say whether a manifest alone shows that nothing is served: a crate with no web framework."""
    return "Cargo.toml" in checkout.files


def _application(checkout: Checkout) -> Fact | None:
    """Return where the product makes an application object of a web framework that it imports."""
    needles = tuple(f"{name}(".encode() for name in _APPLICATIONS)
    for file in checkout.files.values():
        is_own = file.suffix == ".py" and file.place is Place.PRODUCT
        if is_own and decides(file.path, checkout) and file.has(*needles):
            line = _made_at(file)
            if line:
                return Fact("", "", "", file.path, line)
    return None


def _made_at(file: File) -> int:
    try:
        tree = file.python()
    except (SyntaxError, ValueError, RecursionError, Unreadable):
        return 0
    imported = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imported.add(node.module.partition(".")[0])
        elif isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.Return) and isinstance(
            node.value, ast.Call
        ):
            called = node.value.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            if _APPLICATIONS.get(name) in imported:
                return node.lineno
    return 0


def _served(checkout: Checkout) -> Fact | None:
    """Return the web framework that a manifest of a language without routes of ours names."""
    from fnmatch import fnmatchcase

    for name, text, framework in _SERVES:
        for file in checkout.files.values():
            if fnmatchcase(file.name, name) and decides(file.path, checkout):
                place = re.search(
                    rf"(?<![\w-]){re.escape(text)}(?![\w-])"
                    if text[:1].isalpha()
                    else re.escape(text),
                    file.text,
                )
                if place:
                    return Fact("", framework, "", file.path, file.line_of(place.start()))
    return None


def _is_published(checkout: Checkout, path: str) -> bool:
    """Say whether a package.json publishes a library: a front-end framework is what it is made for."""
    file = checkout.files.get(path)
    for other, manifest in checkout.read(MANIFESTS):
        if other is file and isinstance(manifest.data, dict):
            data = manifest.data
            peers = data.get("peerDependencies")
            return (
                not data.get("private")
                and bool(peers)
                and bool(data.get("exports") or data.get("main"))
            )
    return False


def _entry(checkout: Checkout, assessment: Assessment) -> Fact | None:
    """Return what a person starts; a helper script beside a package is no command-line tool."""
    declared, scripts = [], []
    packaged = any(True for _ in deciding(assessment, "package_managers", checkout))
    for fact in deciding(assessment, "entry_points", checkout):
        if fact.value == "runs as a script":
            is_root = "/" not in fact.path
            is_main = fact.path.endswith("__main__.py")
            if is_main or (is_root and not packaged):
                scripts.append(fact)
        elif "Dockerfile" not in fact.name:
            declared.append(fact)
    scripts = [*_console_scripts(checkout), *scripts]
    return next(iter([*declared, *scripts, *_compiled_mains(checkout), *_bins(checkout)]), None)


def _classified_library(checkout: Checkout) -> Fact | None:
    """Return where a package says of itself that it is a library (its trove classifiers)."""
    for name in ("pyproject.toml", "setup.cfg", "setup.py"):
        file = checkout.files.get(name)
        found = file.text.find("Software Development :: Libraries") if file else -1
        if file and found >= 0:
            return Fact("", "", "", name, file.line_of(found))
    return None


def _console_scripts(checkout: Checkout) -> Iterator[Fact]:
    for name in ("setup.py", "setup.cfg"):
        file = checkout.files.get(name)
        found = re.search(r"console_scripts\W+(?P<name>[\w.-]+)\s*=", file.text) if file else None
        if file and found:
            yield Fact("", found["name"], "", name, file.line_of(found.start("name")))


def _compiled_mains(checkout: Checkout) -> Iterator[Fact]:
    for path, file in checkout.files.items():
        for name, text in _MAINS:
            if (
                name.fullmatch(path)
                and decides(path, checkout)
                and (found := text.search(file.text))
            ):
                yield Fact("", file.folder or file.name, "", path, file.line_of(found.start()))


def _bins(checkout: Checkout) -> Iterator[Fact]:
    for file, manifest in checkout.read(MANIFESTS):
        if manifest.format == "package.json" and decides(file.path, checkout):
            bins = manifest.data.get("bin") if isinstance(manifest.data, dict) else None
            if bins:
                names = list(bins) if isinstance(bins, dict) else [manifest.name]
                place = re.search(r'"bin"\s*:', file.text)
                yield Fact(
                    "", str(names[0]), "", file.path, file.line_of(place.start()) if place else 1
                )
