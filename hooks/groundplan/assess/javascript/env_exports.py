"""The environment as a module of the repo offers it: `export default process.env`, and who reads it."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.javascript.files import SUFFIXES, is_minified
from groundplan.assess.javascript.modules import Modules
from groundplan.assess.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

# The whole of it, perhaps spread into a new object or passed through one function.
_WHOLE = r"(?:\{\s*\.\.\.\s*)?(?:[\w.]+\(\s*)?process\.env\b(?!\s*[.\[?])"
_DEFAULT = re.compile(rf"^(?:export\s+default|module\.exports\s*=)\s*{_WHOLE}", re.MULTILINE)
_NAMED = re.compile(rf"^export\s+const\s+(\w+)\s*(?::[^=\n]+)?=\s*{_WHOLE}", re.MULTILINE)
_IMPORT = re.compile(
    r"""^import\s+(?:type\s+)?(?P<whole>\w+)?\s*,?\s*(?:\{(?P<parts>[^{}]*)\})?\s*from\s*['"](?P<source>[^'"\n]+)['"]"""
    r"""|^(?:const|let|var)\s+(?:(?P<required>\w+)|\{(?P<taken>[^{}]*)\})\s*=\s*require\(\s*['"](?P<of>[^'"\n]+)['"]""",
    re.MULTILINE,
)


def read_exported_environment(file: File) -> tuple[str, ...] | None:
    """Return the names under which a module exports the whole environment."""
    if is_minified(file):
        return None
    found = ["default"] if _DEFAULT.search(file.text) else []
    return (*found, *_NAMED.findall(file.text)) or None


EXPORTED = Want(read_exported_environment, suffixes=SUFFIXES, needles=(b"process.env",))


def exported_uses(checkout: Checkout) -> Iterator[tuple[str, str, int]]:
    """Yield (path, name, line) of what is read of an environment that another module exports."""
    exported = {file.path: names for file, names in checkout.read(EXPORTED)}
    if not exported:
        return
    needles = {_called(path).encode() for path in exported}
    modules = Modules(checkout)
    for file in checkout.files.values():
        if file.suffix not in SUFFIXES or file.place is not Place.PRODUCT:
            continue
        if any(needle in file.data for needle in needles) and not is_minified(file):
            for name in _imported(file, modules, exported):
                yield from ((file.path, own, line) for own, line in _read(file, name))


def _called(path: str) -> str:
    """Return the last part of a module's path as an import names it."""
    stem = posixpath.basename(path).partition(".")[0]
    return posixpath.basename(posixpath.dirname(path)) if stem == "index" else stem


def _imported(file: File, modules: Modules, exported: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield the names that stand for an exported environment in a file."""
    for found in _IMPORT.finditer(file.text):
        path = modules.resolve(file.folder, found["source"] or found["of"])
        names = exported.get(path or "", ())
        whole = found["whole"] or found["required"]
        if whole and "default" in names:
            yield whole
        for part in (found["parts"] or found["taken"] or "").split(","):
            of, _, own = re.sub(r"\s+as\s+|\s*:\s*", "=", part.strip()).partition("=")
            if of in names:
                yield own or of


def _read(file: File, name: str) -> Iterator[tuple[str, int]]:
    for found in re.finditer(rf"(?<![\w.$]){re.escape(name)}\.([A-Z][A-Z0-9_]*)\b", file.text):
        yield found[1], file.line_of(found.start())
    for taken in re.finditer(rf"\{{([^{{}}]*)\}}\s*=\s*{re.escape(name)}\s*[;\n]", file.text):
        for own in re.findall(r"\b([A-Z][A-Z0-9_]+)\b(?=\s*[,:=}\n]|\s*$)", taken[1]):
            yield own, file.line_of(taken.start())
