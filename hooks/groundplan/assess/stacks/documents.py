"""Documentation: the folders of it, the documents that a reader looks for first, env files by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.places import Place, place_of
from groundplan.assess.stacks import Stack
from groundplan.core.env_names import is_env_file
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout

FOLDERS = frozenset(["docs", "doc", "documentation"])
_PROSE = (".md", ".mdx", ".rst", ".adoc", ".asciidoc", ".txt", ".html", ".ipynb", ".tex", ".org")
_DESCRIPTIONS = (".js", ".mjs", ".ts", ".json", ".yaml", ".yml")
"""What an API's description is written in where there is no prose."""
_ENV_FILE = re.compile(r"\.env(?:\.[\w.-]+)?", re.I)
_SITES = re.compile(r"(?:mkdocs\.ya?ml|docusaurus\.config\.[jt]s|conf\.py|book\.toml|antora\.yml)")
_DOCUMENT = re.compile(
    r"(?:readme|contributing|changelog|changes|history|architecture|security|code_of_conduct|development|"
    r"hacking|testing|deployment|install|upgrading|migration|adr|decisions|agents|claude|gemini|plan|design|"
    r"onboarding|api)(?:[-_.][\w-]+)?\.(?:md|rst|adoc|txt|mdx)|readme|changelog|openapi\.(?:ya?ml|json)|swagger\.(?:ya?ml|json)",
    re.I,
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the outermost documentation folders, and the documents near the top."""
    first: dict[str, str] = {}
    for path, file in checkout.files.items():
        if file.place not in (Place.PRODUCT, Place.DOCS):
            continue
        if file.name.lower().startswith(".env") and _ENV_FILE.fullmatch(file.name):
            yield Fact("env_files", path, "never opened" if is_env_file(file.name) else "", path, 1)
        if _DOCUMENT.fullmatch(file.name) and (file.place is Place.PRODUCT or path.count("/") < 3):
            yield Fact("documents", path, "", path, 1)
        if file.suffix in _PROSE or _SITES.fullmatch(file.name):
            folder = outermost(file.folder)
            if folder and folder not in first:
                first[folder] = path
    for folder, path in _unwritten(checkout, first):
        first[folder] = path
    for folder, path in first.items():
        yield Fact("docs_dirs", folder, "", path, 1)


def _unwritten(checkout: Checkout, known: dict[str, str]) -> list[tuple[str, str]]:
    """Return the top documentation folders whose prose is kept as data or scripts, not as code."""
    inside: dict[str, list[str]] = {}
    for path, file in checkout.files.items():
        top = path.partition("/")[0]
        if file.place is Place.DOCS and top.lower() in FOLDERS and top not in known:
            inside.setdefault(top, []).append(path)
    return [
        (top, next(path for path in paths if path.endswith(_DESCRIPTIONS)))
        for top, paths in inside.items()
        if any(path.endswith(_DESCRIPTIONS) for path in paths)
        and not any(path.endswith((".go", "__init__.py")) for path in paths)
    ]


def outermost(folder: str) -> str:
    """Return the outermost documentation folder that a folder is in; empty when it is in none."""
    parts = folder.split("/")
    for depth, part in enumerate(parts, 1):
        above = "/".join(parts[:depth])
        if part.lower() in FOLDERS and place_of(f"{above}/x") is Place.DOCS:
            return above
    return ""


STACK = Stack(
    key="documents",
    title="Documentation",
    finds=("docs_dirs", "documents", "env_files"),
    facts=facts,
)
