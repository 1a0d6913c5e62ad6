"""Layers: which folders hold routes, services, models, tests, migrations, and who imports whom.

A folder's layer is told by the facts in it first (it holds routes, it holds models), by its name
where no fact tells. Imports are those of Python files; from tests they are not counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.places import Place
from groundplan.assess.python.names import names_of
from groundplan.assess.stacks import Stack
from groundplan.assess.wants import fits
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.assess.checkout import Checkout, File

BY_FACT = {
    "routes": "routes",
    "models": "models",
    "migration_dirs": "migrations",
    "test_dirs": "tests",
}
BY_NAME = {
    "services": "services service use_cases usecases usecase interactors domain logic business",
    "schemas": "schemas schema serializers dto dtos",
    "repositories": "repositories repository repos repo dao crud stores store persistence",
    "routes": "routes routers router controllers controller handlers endpoints views api",
    "models": "models model entities entity",
    "tasks": "tasks jobs workers celery",
    "settings": "settings config configuration conf",
    "middleware": "middleware middlewares",
    "templates": "templates",
}
_NAMES = {word: layer for layer, words in BY_NAME.items() for word in words.split()}
_CODE = frozenset((".py", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".go", ".rb", ".html", ".erb"))
_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+([^\n#]+)|import[ \t]+([\w., \t]+))", re.M
)


def read_imports(file: File) -> tuple[tuple[str, str, int], ...] | None:
    """Return (module, names, line) of a Python file's import statements, as text: no parsing."""
    found = []
    text = file.text
    line, position = 1, 0
    for match in _IMPORT.finditer(text):
        line += text.count("\n", position, match.start())
        position = match.start()
        if match[3] is not None:
            found += [(part.split()[0], "", line) for part in match[3].split(",") if part.strip()]
        else:
            found.append((match[1], match[2].strip(" ()\\"), line))
    return tuple(found)


IMPORTS = Want(read_imports, suffixes=(".py",), needles=(b"import",))


def concluded(checkout: Checkout, found: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the layers with their folders, then which layer imports which."""
    layers = _layers(checkout, found)
    for (layer, folder), (path, line) in sorted(layers.items()):
        yield Fact("layers", folder or ".", layer, path, line)
    folders = {folder: layer for layer, folder in sorted(layers, reverse=True) if layer != "tests"}
    seen: dict[tuple[str, str], Fact] = {}
    for file in checkout.files.values():
        mine = _layer_of(file.path, folders) if fits(file, IMPORTS) else None
        imports = file.digest(read_imports) if mine is not None else None
        for module, imported, line in imports or ():
            for target in _targets(checkout, file, module, imported):
                other = _layer_of(target, folders)
                if mine is not None and other is not None and other != mine:
                    name = f"{mine} -> {other}"
                    seen.setdefault(
                        (mine, other), Fact("layer_imports", name, target, file.path, line)
                    )
    yield from seen.values()


def _layers(checkout: Checkout, found: Sequence[Fact]) -> dict[tuple[str, str], tuple[str, int]]:
    layers: dict[tuple[str, str], tuple[str, int]] = {}
    for fact in found:
        layer = BY_FACT.get(fact.kind)
        if layer in ("migrations", "tests"):
            layers.setdefault((layer, fact.name), (fact.path, fact.line))
        elif layer:
            folder, _, name = fact.path.rpartition("/")
            # models.py beside other things is a layer of its own; in models/ the folder is.
            place = fact.path if _NAMES.get(name.partition(".")[0].lower()) == layer else folder
            layers.setdefault((layer, place), (fact.path, fact.line))
    told = {folder for _, folder in layers}
    for path, file in checkout.files.items():
        if file.place is not Place.PRODUCT or file.suffix not in _CODE or file.folder in told:
            continue
        layer = _NAMES.get(file.folder.rpartition("/")[2].lower()) or _NAMES.get(
            file.name.partition(".")[0].lower()
        )
        if layer:
            by_folder = file.folder.rpartition("/")[2].lower() in _NAMES
            where = file.folder if by_folder else path
            layers.setdefault((layer, where), (path, 1))
    return layers


def _layer_of(path: str, folders: dict[str, str]) -> str | None:
    """Return the layer of a file: of itself, or of the nearest folder above that has one."""
    while path:
        if path in folders:
            return folders[path]
        path = path.rpartition("/")[0]
    return None


def _targets(checkout: Checkout, file: File, module: str, imported: str) -> list[str]:
    """Return the files of the repo that an import statement reaches."""
    names = names_of(checkout)
    level = len(module) - len(module.lstrip("."))
    bare = module.lstrip(".").replace(".", "/")
    if level:
        folder = file.folder
        for _ in range(level - 1):
            folder = folder.rpartition("/")[0]
        roots = [folder]
    else:
        roots = names.import_roots(file.path)
    for root in roots:
        base = f"{root}/{bare}".strip("/")
        inner = [
            path
            for part in re.findall(r"\w+", imported.split(" as ")[0])
            for path in (f"{base}/{part}.py", f"{base}/{part}/__init__.py")
            if path in checkout.files
        ]
        own = [path for path in (f"{base}.py", f"{base}/__init__.py") if path in checkout.files]
        if inner or own:
            return inner or own
    return []


STACK = Stack(
    key="layers",
    title="Layers and how they import each other",
    finds=("layers", "layer_imports"),
    concludes=concluded,
)
