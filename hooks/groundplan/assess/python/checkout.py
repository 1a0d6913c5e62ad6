"""Which module of a checkout a Python import means: packages, folders of sources, parts of a monorepo."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from groundplan.assess.manifests import dependencies, normalized
from groundplan.assess.places import Place
from groundplan.assess.python.modules import Import, Module, read_module
from groundplan.assess.python.targets import ModuleRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout


@dataclass(eq=False)
class Modules:
    """Finds the Python modules of a checkout."""

    checkout: Checkout
    _packages: set[str] | None = None
    _roots: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)
    _dependencies: frozenset[str] | None = None
    _top_packages: dict[str, set[str]] | None = None

    def module(self, path: str) -> Module | None:
        """Return a file's digest; None for a file that is not there or can't be read."""
        file = self.checkout.files.get(path)
        return file.digest(read_module) if file else None

    def modules(self) -> Iterator[Module]:
        """Yield the modules that some stack asked for, sorted by path."""
        for file in self.checkout.files.values():
            if file.suffix == ".py" and (found := file.digested(read_module)) is not None:
                yield found

    def module_of(self, importer: str, origin: Import) -> ModuleRef | None:
        """Return the module that an import in the file `importer` means; None for one from outside."""
        steps = origin.module.replace(".", "/")
        if origin.folder is not None:
            return self.at(f"{origin.folder}/{steps}".strip("/"))
        roots, inside = self._roots_of(importer)
        for folder in roots:
            if found := self.at(f"{folder}/{steps}".strip("/")):
                return found
        # A script that is started where it lies; not for a name that a dependency has, as celery.py.
        if inside and normalized(origin.module.split(".")[0]) not in self._installed():
            for folder in inside:
                if found := self.at(f"{folder}/{steps}".strip("/")):
                    return found
        return self._elsewhere(steps)

    def _elsewhere(self, steps: str) -> ModuleRef | None:
        """Return a module of another package of the monorepo, where only one has this name."""
        top = steps.split("/")[0]
        if top in sys.stdlib_module_names or normalized(top) in self._installed():
            return None
        roots = self._tops().get(top, set())
        return self.at(f"{next(iter(roots))}/{steps}".strip("/")) if len(roots) == 1 else None

    def _tops(self) -> dict[str, set[str]]:
        """Return where the packages of the whole checkout start: name -> the folders above them."""
        if self._top_packages is None:
            self._top_packages = {}
            for file in self.checkout.files.values():
                if file.name == "__init__.py" and file.place is Place.PRODUCT:
                    above, _, name = file.folder.rpartition("/")
                    if f"{above}/__init__.py".lstrip("/") not in self.checkout.files:
                        self._top_packages.setdefault(name, set()).add(above)
        return self._top_packages

    def _installed(self) -> frozenset[str]:
        if self._dependencies is None:
            self._dependencies = frozenset(
                dependency.name
                for _, dependency in dependencies(self.checkout)
                if dependency.ecosystem == "pip"
            )
        return self._dependencies

    def import_roots(self, importer: str) -> list[str]:
        """Return the folders that absolute imports of a file can start from, the likeliest first."""
        return self._roots_of(importer)[0]

    def _roots_of(self, importer: str) -> tuple[list[str], list[str]]:
        """Return the folders that absolute imports can start from, the likeliest first.

        The folder above the importer's top package, then its parents with their `src`; apart from
        these, the folders inside the package.
        """
        folder = importer.rpartition("/")[0]
        if folder in self._roots:
            return self._roots[folder]
        above, inside = folder, []
        while above and f"{above}/__init__.py" in self.checkout.files:
            inside.append(above)
            above = above.rpartition("/")[0]
        roots = []
        while True:
            roots.append(above)
            if (source := f"{above}/src".strip("/")) in self.checkout.folders:
                roots.append(source)
            if not above:
                break
            above = above.rpartition("/")[0]
        self._roots[folder] = (roots, inside)
        return roots, inside

    def at(self, base: str) -> ModuleRef | None:
        """Return the module or package at a path without its ending."""
        if f"{base}.py" in self.checkout.files:
            return ModuleRef(base, self.module(f"{base}.py"))
        if f"{base}/__init__.py" in self.checkout.files:
            return ModuleRef(base, self.module(f"{base}/__init__.py"))
        if base and base in self.checkout.folders and self._holds_python(base):
            return ModuleRef(base, None)
        return None

    def _holds_python(self, folder: str) -> bool:
        if self._packages is None:
            self._packages = set()
            for file in self.checkout.files.values():
                above = file.folder if file.suffix == ".py" else ""
                while above and above not in self._packages:
                    self._packages.add(above)
                    above = above.rpartition("/")[0]
        return folder in self._packages

    def dotted_module(self, importer: str, dotted: str) -> Module | None:
        """Return the module that a dotted string names, as Django's settings and includes do."""
        found = self.module_of(importer, Import(None, dotted, ""))
        return found.module if found else None
