"""Which file an import of JavaScript or TypeScript names.

Relative paths with their endings and index files, the `paths` and `baseUrl` of the nearest
tsconfig.json or jsconfig.json, `imports` of package.json, and the packages of the workspace.
Sources: the module resolution of TypeScript's handbook and of Node's documentation, 2026-11.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from groundplan.assess import data_files
from groundplan.assess.javascript.files import SUFFIXES
from groundplan.assess.manifests import MANIFESTS

if TYPE_CHECKING:
    from groundplan.assess.checkout import Checkout, File

_CONFIGS = ("tsconfig.json", "jsconfig.json", "tsconfig.base.json")
_COMPILED = {".js": (".ts", ".tsx"), ".mjs": (".mts",), ".cjs": (".cts",), ".jsx": (".tsx",)}


@dataclass(frozen=True)
class Aliases:
    """What a tsconfig.json says of module names."""

    extends: tuple[str, ...]
    base: str | None
    paths: tuple[tuple[str, tuple[str, ...]], ...] | None


def read_aliases(file: File) -> Aliases | None:
    """Return the aliases of a tsconfig.json or jsconfig.json; None where it is no object.

    Raises:
        Unreadable: it is not JSON, even with comments.
    """
    data = data_files.json(file)
    if not isinstance(data, dict):
        return None
    extends = data.get("extends")
    options = data.get("compilerOptions")
    options = options if isinstance(options, dict) else {}
    base, paths = options.get("baseUrl"), options.get("paths")
    found = None
    if isinstance(paths, dict):
        found = tuple(
            (name, tuple(target for target in targets if isinstance(target, str)))
            for name, targets in paths.items()
            if isinstance(targets, list)
        )
    return Aliases(
        tuple(
            text
            for text in (extends if isinstance(extends, list) else [extends])
            if isinstance(text, str)
        ),
        base if isinstance(base, str) else None,
        found,
    )


class Modules:
    """The modules of one checkout."""

    def __init__(self, checkout: Checkout) -> None:
        self.checkout = checkout
        self._packages: dict[str, tuple[str, Any]] = {}
        self._package_of: dict[str, Any] = {}
        for file, manifest in checkout.read(MANIFESTS):
            if manifest.format == "package.json" and isinstance(manifest.data, dict):
                self._package_of[file.folder] = manifest.data
                if manifest.name:
                    self._packages.setdefault(manifest.name, (file.folder, manifest.data))
        self._aliases: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
        self._found: dict[tuple[str, str], str | None] = {}

    def resolve(self, folder: str, source: str) -> str | None:
        """Return the path that `source` names in a file of `folder`; None for a foreign package."""
        key = (folder, source)
        if key not in self._found:
            self._found[key] = self._resolved(folder, source)
        return self._found[key]

    def _resolved(self, folder: str, source: str) -> str | None:
        source = source.partition("?")[0]
        if source.startswith(("./", "../")) or source in (".", ".."):
            return self.at(posixpath.normpath(posixpath.join(folder, source)))
        if source.startswith("/"):
            return self.at(source.lstrip("/"))
        for pattern, targets in self._aliases_of(folder):
            if (rest := _matched(pattern, source)) is not None:
                for target in targets:
                    if found := self.at(posixpath.normpath(target.replace("*", rest, 1))):
                        return found
        return self._own_package(folder, source) or self._workspace(source)

    def at(self, path: str) -> str | None:
        """Return the file for a module's path: itself, with an ending, or the index of a folder."""
        files = self.checkout.files
        path = "" if path == "." else path
        if path in files and path.endswith(SUFFIXES):
            return path
        stem, suffix = posixpath.splitext(path)
        for other in _COMPILED.get(suffix, ()):
            if stem + other in files:
                return stem + other
        for suffix in SUFFIXES:
            if path + suffix in files:
                return path + suffix
        if path in self.checkout.folders:
            for suffix in SUFFIXES:
                index = posixpath.join(path, "index" + suffix)
                if index in files:
                    return index
            if data := self._package_of.get(path):
                return self._entry(path, data, ".")
        return None

    def _aliases_of(self, folder: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        if folder not in self._aliases:
            found: tuple[tuple[str, tuple[str, ...]], ...] | None = None
            for name in _CONFIGS:
                file = self.checkout.files.get(posixpath.join(folder, name))
                if file is not None and found is None:
                    found = self._config(file, 0)
            if found is None:
                found = self._aliases_of(posixpath.dirname(folder)) if folder else ()
            self._aliases[folder] = found
        return self._aliases[folder]

    def _config(self, file: File, depth: int) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
        """Return (pattern, targets from the root) of a config, what it extends included."""
        aliases = file.digest(read_aliases)
        if aliases is None or depth > 8:
            return None
        base = posixpath.normpath(posixpath.join(file.folder, aliases.base or "."))
        base = "" if base == "." else base
        if aliases.paths is not None:
            found = [
                (name, tuple(posixpath.join(base, t) for t in targets))
                for name, targets in aliases.paths
            ]
            if aliases.base is not None:
                found.append(("*", (posixpath.join(base, "*"),)))
            return tuple(sorted(found, key=lambda entry: -len(entry[0].partition("*")[0])))
        for extended in aliases.extends:
            path = posixpath.normpath(posixpath.join(file.folder, extended))
            other = self.checkout.files.get(path) or self.checkout.files.get(path + ".json")
            if other is not None and (inherited := self._config(other, depth + 1)) is not None:
                return inherited
        return (("*", (posixpath.join(base, "*"),)),) if aliases.base is not None else None

    def _own_package(self, folder: str, source: str) -> str | None:
        while True:
            data = self._package_of.get(folder)
            if data is not None:
                table = (
                    data.get("imports") if source.startswith("#") else data.get("_moduleAliases")
                )
                for pattern, target in table.items() if isinstance(table, dict) else ():
                    plain = _target(target)
                    rest = _matched(pattern, source)
                    if rest is None and source.startswith(pattern + "/"):
                        rest, plain = "", plain + source[len(pattern) :]
                    if rest is not None and plain:
                        path = posixpath.join(folder, plain.replace("*", rest, 1))
                        if found := self.at(posixpath.normpath(path)):
                            return found
            if not folder:
                return None
            folder = posixpath.dirname(folder)

    def _workspace(self, source: str) -> str | None:
        parts = source.split("/")
        name = "/".join(parts[:2]) if source.startswith("@") else parts[0]
        if name not in self._packages:
            return None
        folder, data = self._packages[name]
        rest = source[len(name) :].lstrip("/")
        return self._entry(folder, data, f"./{rest}" if rest else ".")

    def _entry(self, folder: str, data: Any, asked: str) -> str | None:
        exports = data.get("exports")
        candidates: list[str] = []
        if isinstance(exports, dict):
            for pattern, target in exports.items():
                rest = _matched(pattern, asked)
                if rest is not None:
                    candidates.append(_target(target).replace("*", rest, 1))
            if asked == "." and "." not in exports:
                candidates.append(_target(exports))
        elif asked == ".":
            candidates.append(_target(exports))
        if asked == ".":
            candidates += [data.get(key) for key in ("source", "types", "module", "main")]
            candidates += ["src/index", "src", "index", "lib/index"]
        else:
            candidates += [asked, posixpath.join("src", asked)]
        for candidate in candidates:
            if isinstance(candidate, str) and candidate:
                for path in (
                    candidate,
                    candidate.replace("dist/", "src/").replace("build/", "src/"),
                ):
                    path = posixpath.splitext(path)[0] if path != candidate else path
                    if found := self.at(posixpath.normpath(posixpath.join(folder, path))):
                        return found
        return None


def _matched(pattern: str, source: str) -> str | None:
    """Return what the star of a pattern stands for in `source`; None where it does not fit."""
    head, star, tail = pattern.partition("*")
    if not star:
        return "" if source == pattern else None
    if source.startswith(head) and source.endswith(tail) and len(source) >= len(head) + len(tail):
        return source[len(head) : len(source) - len(tail)]
    return None


def _target(value: object) -> str:
    """Return the first path of a target with conditions (`{"import": "./a.js"}`)."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        for key in ("source", "development", "import", "default", "require", "node", "types"):
            if found := _target(value.get(key)):
                return found
    return ""
