"""Which file refers to which: imports, templates, paths, and names that one file alone defines."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.locate.index import FileFacts

_MAX_TARGETS = 3
_SPLIT = str.maketrans(dict.fromkeys("./:\\~@$", " "))
_INDEX = ("index", "__init__", "mod")


class Links:
    """References between files, both ways."""

    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self._out: dict[str, set[str]] = defaultdict(set)
        self._into: dict[str, set[str]] = defaultdict(set)
        resolve = _Resolver(files)
        for path, facts in files.items():
            for reference in facts.references:
                for target in resolve(path, reference):
                    if target != path:
                        self._out[path].add(target)
                        self._into[target].add(path)

    def out(self, path: str) -> set[str]:
        """Return the files that `path` refers to."""
        return self._out.get(path, set())

    def into(self, path: str) -> set[str]:
        """Return the files that refer to `path`."""
        return self._into.get(path, set())


class _Resolver:
    """A module, path or address as it is written -> files, by the end of their path."""

    def __init__(self, files: Mapping[str, FileFacts]) -> None:
        self._by_base: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._paths: dict[tuple[str, ...], str] = {}
        for path in files:
            for key in _keys(path):
                self._paths.setdefault(key, path)
                self._by_base[key[-1]].append(key)
        self._known: dict[tuple[str, ...], list[str]] = {}

    def __call__(self, source: str, reference: str) -> list[str]:
        if reference.startswith("."):
            return self._relative(source, reference)
        words = tuple(_bare(reference).translate(_SPLIT).split())
        if not words or len(words) > 12:
            return []
        if words not in self._known:
            self._known[words] = self._ending(words) or self._ending(words[:-1])
        return self._known[words]

    def _relative(self, source: str, reference: str) -> list[str]:
        folder = source.split("/")[:-1]
        if "/" in reference:
            for part in reference.split("/"):
                if part == "..":
                    folder = folder[:-1]
                elif part not in (".", ""):
                    folder = [*folder, part]
        else:  # Python's own way: each dot after the first goes up
            dots = len(reference) - len(reference.lstrip("."))
            folder = folder[: len(folder) - dots + 1] + [w for w in reference.split(".") if w]
        if not folder:
            return []
        *above, name = folder
        tried = ((*above, name), (*above, name.rpartition(".")[0]), tuple(above))
        found = next((self._paths[key] for key in tried if key in self._paths), "")
        return [found] if found else []

    def _ending(self, words: tuple[str, ...]) -> list[str]:
        if not words or (len(words) == 1 and len(words[0]) < 4):
            return []
        most = max(1, len(words) - 2)  # a prefix may be an alias or the package's own name
        for start in range(min(most, len(words))):
            end = words[start:]
            keys = [key for key in self._by_base.get(end[-1], ()) if key[-len(end) :] == end]
            paths = list(dict.fromkeys(self._paths[key] for key in keys))
            if 0 < len(paths) <= _MAX_TARGETS:
                return paths
        return []


def _bare(reference: str) -> str:
    head, dot, ending = reference.rpartition(".")
    return head if dot and "/" in head and len(ending) <= 6 and ending.isalnum() else reference


def _keys(path: str) -> list[tuple[str, ...]]:
    """Return what a file may be called: its name up to the first dot, to the last, and whole."""
    folder, _, name = path.rpartition("/")
    words = tuple(folder.split("/")) if folder else ()
    base = name.partition(".")[0] or name
    names = dict.fromkeys((base, name.rpartition(".")[0] or name, name))
    return [*((*words, name) for name in names), *([words] if base in _INDEX and words else [])]
