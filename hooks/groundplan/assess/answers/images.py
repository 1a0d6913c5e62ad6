"""Whether the image of a Dockerfile holds the repo's code, and what its tests need to run.

Source: https://docs.docker.com/reference/dockerfile/ (2026-11).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from groundplan.assess.dockerfiles import instructions
from groundplan.assess.manifests import MANIFESTS
from groundplan.assess.places import Place
from groundplan.assess.stacks.languages import SUFFIXES

if TYPE_CHECKING:
    from groundplan.assess.checkout import Checkout, File

COMPILED = frozenset(
    ["Go", "Rust", "Java", "Kotlin", "Scala", "C#", "F#", "C", "C++", "Swift", "Haskell", "Elixir"]
)
"""Languages whose built program is no place to run tests in."""
_TOOLCHAIN = re.compile(
    r"golang|(?:^|/)go(?::|$)|rust|maven|gradle|jdk|sdk|gcc|swift|haskell|sbt|elixir|dotnet/sdk",
    re.I,
)
_SERVES_FILES = re.compile(
    r"(?:^|/)(?:nginx|caddy|httpd|scratch|busybox|static)\b|distroless", re.I
)
_WITHOUT_DEV = re.compile(
    r"--omit[= ]dev|--production\b|--only[= ]prod|--prod\b|NODE_ENV=production\b.*\b(?:npm|yarn|pnpm)\b.*\b(?:ci|install)\b"
    r"|--no-dev\b|--without[= ]\S*(?:dev|test)|--only[= ](?:main|default)\b|--no-default-groups|BUNDLE_WITHOUT\S*(?:test)|--without test"
)
_WITH_DEV = re.compile(
    r"(?<!omit=)(?<!no-)\bdev(?:elopment)?\b|\btests?\b|npm (?:ci|i|install)(?:\s*(?:&&|;|$))|yarn install(?:\s*(?:&&|;|$))|uv sync(?:\s+--(?:frozen|locked))*(?:\s*(?:&&|;|$))"
)
_BUILT = re.compile(
    r"(?:^|/)(?:dist|build|bin|target|out|\.next|\.output|node_modules|\.?venv|site-packages|local|install|public|wheels?|lib\d*|static|usr)(?:/|$)"
)
_PIP_FILE = re.compile(r"(?:-r|--requirement)[= ]?\s*(\S+)")
_TEST_TOOLS = ("pytest", "pytest-django", "pytest-asyncio", "pytest-cov", "nose2")


@dataclass
class Stage:
    """One stage of a Dockerfile: its base, what is copied into it, what is run for it."""

    name: str
    base: str
    copies: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """(the stage that is copied from, or empty for the checkout; the sources)."""
    runs: list[str] = field(default_factory=list)


def stages(file: File) -> list[Stage]:
    """Return the stages of a Dockerfile, in order."""
    found: list[Stage] = []
    for _, word, rest in instructions(file.text):
        if word == "FROM":
            parts = [part for part in rest.split() if not part.startswith("--")]
            name = parts[2] if len(parts) > 2 and parts[1].lower() == "as" else ""
            found.append(Stage(name, parts[0] if parts else ""))
        elif found and word in ("COPY", "ADD"):
            source = re.search(r"--from=(\S+)", rest)
            words = [part.strip('[]",') for part in rest.split() if not part.startswith("--")]
            found[-1].copies.append((source[1] if source else "", tuple(words[:-1])))
        elif found and word in ("RUN", "ENV", "ARG"):
            found[-1].runs.append(rest if word == "RUN" else f"{word} {rest}")
    return found


def image_runs_tests(
    checkout: Checkout, dockerfile: str, context: str, target: str, *, is_mounted: bool
) -> bool:
    """Say whether tests of the code below a folder can run in the image that is built from it.

    Args:
        checkout: the repo.
        dockerfile: its path.
        context: the folder that is built, `.` for the root.
        target: the stage that is built; the last one when empty.
        is_mounted: whether the code is mounted into it anyway.
    """
    file = checkout.files.get(dockerfile)
    if file is None:  # nothing shows what is in the image; the code of the folder is built into it
        return is_mounted or bool(languages_below(checkout, context))
    every = stages(file)
    names = {stage.name: stage for stage in every if stage.name}
    last = names.get(target, every[-1] if every else None)
    if last is None:
        return False
    chain = _chain(last, names)
    base = chain[-1].base
    languages = languages_below(checkout, context)
    if _SERVES_FILES.search(base) or (languages & COMPILED and not _TOOLCHAIN.search(base)):
        return False
    # Where nothing is copied at all, the service's own file says that it is built from the folder.
    is_silent = not any(stage.copies for stage in chain)
    has_code = (
        is_mounted
        or is_silent
        or any(_brings_code(stage, names, checkout, context) for stage in chain)
    )
    return has_code and _has_test_tools(checkout, chain, context)


def _chain(stage: Stage, names: dict[str, Stage]) -> list[Stage]:
    chain = [stage]
    while chain[-1].base in names and names[chain[-1].base] not in chain:
        chain.append(names[chain[-1].base])
    return chain


def _brings_code(
    stage: Stage, names: dict[str, Stage], checkout: Checkout, context: str, depth: int = 0
) -> bool:
    for source, paths in stage.copies:
        if not source:
            if any(_is_code(checkout, context, path) for path in paths):
                return True
        elif depth < 5 and source in names:
            whole = any(path.startswith("/") and not _BUILT.search(path) for path in paths)
            if whole and _brings_code(names[source], names, checkout, context, depth + 1):
                return True
    return False


def _is_code(checkout: Checkout, context: str, path: str) -> bool:
    below = "" if context in ("", ".") else f"{context}/"
    plain = path.removeprefix("./").strip("/")
    start = below if plain in ("", ".", "*") else f"{below}{plain.rstrip('*')}"
    return any(
        other.path.startswith(start) and other.suffix in SUFFIXES
        for other in checkout.files.values()
        if other.place is Place.PRODUCT and other.name.lower() not in _MANIFEST_NAMES
    )


_MANIFEST_NAMES = frozenset(["setup.py", "package.json"])


def languages_below(checkout: Checkout, folder: str) -> set[str]:
    """Return the language most of the product's code below a folder is written in, as a set."""
    below = "" if folder in ("", ".") else f"{folder}/"
    count: dict[str, int] = {}
    for file in checkout.files.values():
        language = SUFFIXES.get(file.suffix)
        if language and file.place is Place.PRODUCT and file.path.startswith(below):
            count[language] = count.get(language, 0) + 1
    code = {name: n for name, n in count.items() if name not in ("HTML", "CSS", "SCSS", "Shell")}
    return {max(code, key=lambda name: (code[name], name))} if code else set()


def _has_test_tools(checkout: Checkout, chain: list[Stage], context: str) -> bool:
    """Say whether what is installed can hold the tools of the tests: nothing leaves them out."""
    runs = [run for stage in chain for run in stage.runs]
    if any(_WITHOUT_DEV.search(run) for run in runs) and not any(
        _WITH_DEV.search(run) and not _WITHOUT_DEV.search(run) for run in runs
    ):
        return False
    installed = {path.rpartition("/")[2] for run in runs for path in _PIP_FILE.findall(run)}
    if not installed:
        return True
    below = "" if context in ("", ".") else f"{context}/"
    declaring = [
        file
        for file, manifest in checkout.read(MANIFESTS)
        if manifest.format == "requirements"
        and file.path.startswith(below)
        and any(one.name in _TEST_TOOLS for one in manifest.dependencies)
    ]
    other = any(
        manifest.format == "pyproject"
        and any(one.name in _TEST_TOOLS for one in manifest.dependencies)
        for file, manifest in checkout.read(MANIFESTS)
        if file.path.startswith(below)
    )
    return (not declaring and not other) or any(
        file.name in installed or _includes(checkout, installed, file.name) for file in declaring
    )


def _includes(checkout: Checkout, installed: set[str], name: str) -> bool:
    return any(
        re.search(rf"^\s*(?:-r|--requirement)[= ]?\s*\S*{re.escape(name)}\s*$", file.text, re.M)
        for file in checkout.files.values()
        if file.name in installed
    )
