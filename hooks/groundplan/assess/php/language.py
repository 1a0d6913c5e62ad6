"""PHP as the language of a project: its names, its files by path, its own functions."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from groundplan.assess.php.syntax import read_php
from groundplan.assess.project import Language, Project
from groundplan.assess.values import External, ModuleValue, Unknown

if TYPE_CHECKING:
    from groundplan.assess.evaluation import Site
    from groundplan.assess.values import Scope, Value

PHP = Language(
    (".php",),
    read_php,
    re.compile(
        r"^\s*(?:(?:abstract|final|readonly)\s+)*(?:class|interface|trait|enum|function)\s+(\w+)",
        re.M,
    ),
    separator="\\",
    strict=True,
)
_GLOBAL = frozenset(["Route", "Auth", "Broadcast"])
"""Facades that Laravel gives a name in the global namespace."""
MAX_FILES = 400
"""Files that require each other; more is a loop."""


class PhpProject(Project):
    """A project of PHP: it knows files by their paths, and settings by the files that return them."""

    def root_of(self, path: str) -> str:
        """Return the folder of the application that a file is part of, with a slash at its end."""
        folder = path.rpartition("/")[0]
        while folder and f"{folder}/artisan" not in self.checkout.files:
            if f"{folder}/composer.json" in self.checkout.files:
                break
            folder = folder.rpartition("/")[0]
        return f"{folder}/" if folder else ""

    def file(self, value: Value, importer: str) -> str | None:
        """Return the path of a file of the repo that a text means; None where there is none."""
        if not isinstance(value, str):
            return None
        # `__DIR__` is the folder with a slash before it; else the path starts at the application.
        whole = value[1:] if value.startswith("/") else self.root_of(importer) + value
        beside = f"{importer.rpartition('/')[0]}/{value}"
        for path in (whole, self.root_of(importer) + value.lstrip("/"), beside):
            found = posixpath.normpath(path)
            if found in self.checkout.files:
                return found
        return None

    def require(self, path: str) -> Value:
        """Run a file as `require` does, and return what it returns."""
        scope = self.scope(path).inner()
        code = self._codes.get(path)
        given = self.run(code.body, scope) if code is not None else []
        return given[-1] if given else Unknown()

    def free(self, name: str, scope: Scope) -> Value:
        """Return what a name means; a variable that nobody has set is unknown."""
        if name.startswith("$"):
            return Unknown(name[1:])
        if name in ("self", "static"):
            owner = scope.owner("this")
            of = owner.names["this"] if owner is not None else None
            return getattr(of, "of", of) or Unknown(name)
        code = self._codes.get(scope.path)
        if name in _GLOBAL and (code is None or name not in code.imports):
            return External(name)
        found = super().free(name, scope)
        return External(name) if isinstance(found, ModuleValue) else found

    def call_member(self, of: Value, name: str, site: Site, scope: Scope) -> Value:
        """Return what a method gives; a provider's `loadRoutesFrom` is the router's."""
        if name == "loadRoutesFrom":
            found = self.dialect.external(self, f"Route.{name}", site)
            return found if found is not None else Unknown()
        return super().call_member(of, name, site, scope)

    def builtin(self, of: Value, name: str, site: Site) -> Value | None:
        """Return what a function of PHP or a helper of Laravel gives, where a path may come of it."""
        if not isinstance(of, External) or of.name:
            return None
        first = site.argument(0)
        match name:
            case "env":
                return (
                    site.argument(1)
                    if len(site.arguments) > 1
                    else Unknown(str(site.text(0) or ""))
                )
            case "config":
                return self._setting(site)
            case "base_path" | "app_path" | "resource_path":
                folder = {"base_path": "", "app_path": "app/", "resource_path": "resources/"}[name]
                text = first if isinstance(first, str) else ""
                return folder + text.lstrip("/")
            case "module_path":
                module, rest = _word(first), site.argument(1)
                return f"Modules/{module}/{rest.lstrip('/')}" if isinstance(rest, str) else None
            case "dirname":
                return posixpath.dirname(first) or "/" if isinstance(first, str) else None
            case "require" | "require_once" | "include":
                path = self.file(first, site.path)
                return self.require(path) if path else Unknown()
            case "trim" | "ltrim" | "rtrim" if isinstance(first, str):
                return first.strip(site.text(1) or " ")
            case "sprintf" if isinstance(first, str):
                given = iter(site.arguments[1:])
                return re.sub(r"%[sd]", lambda _: _word(next(given, Unknown())), first)
        return None

    def _setting(self, site: Site) -> Value:
        name = site.text(0) or ""
        head, *rest = name.split(".")
        path = f"{self.root_of(site.path)}config/{head}.php"
        value = self.require(path) if path in self.checkout.files else Unknown(name)
        for key in rest:
            value = value.get(key, Unknown(name)) if isinstance(value, dict) else Unknown(name)
        if isinstance(value, str | list | dict):
            return value
        return site.argument(1) if len(site.arguments) > 1 else Unknown(rest[-1] if rest else name)


def _word(value: Value) -> str:
    if isinstance(value, str):
        return value
    return "{" + (value.text if isinstance(value, Unknown) else "") + "}"
