"""Following JavaScript and TypeScript across modules: imports, exports, and the built-in objects."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any

from groundplan.assess.code import Export, ExportAll, Function, Import, Let, Member, Name
from groundplan.assess.evaluation import Evaluation, Exhausted
from groundplan.assess.javascript.builtins import of_object, of_path, of_text
from groundplan.assess.javascript.modules import Modules
from groundplan.assess.javascript.syntax import read_code
from groundplan.assess.javascript.wants import IMPORTS
from groundplan.assess.places import Place
from groundplan.assess.values import (
    ClassValue,
    Closure,
    External,
    Instance,
    Lazy,
    ModuleValue,
    Scope,
    Unknown,
    is_known,
)
from groundplan.core.model import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.assess.checkout import Checkout, Want
    from groundplan.assess.code import Pattern
    from groundplan.assess.evaluation import Dialect, Site
    from groundplan.assess.mounts import Mounts
    from groundplan.assess.values import Value

_GLOBALS = frozenset(
    [
        "process",
        "require",
        "Object",
        "Array",
        "String",
        "JSON",
        "Promise",
        "Deno",
        "Bun",
        "Reflect",
        "Symbol",
        "console",
    ]
)
_MOCK = re.compile(r"(?:^|[./_-])(?:mocks?|fakes?|stubs?)(?:[./_-]|$)|mock-?server", re.IGNORECASE)
_CLASS_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_PATHS = ("path", "node:path", "upath", "path.posix")
_FILES = ("fs", "node:fs", "fs/promises", "node:fs/promises", "fs.promises", "fs-extra")
_GLOB = ("glob", "globby", "fast-glob", "tiny-glob")


_CALLERS = 3
"""How many steps away from a router's file a file is looked for that sets it going."""


class JavaScriptEvaluation(Evaluation):
    """One framework's routers in the scripts of a checkout."""

    def __init__(self, checkout: Checkout, dialect: Dialect, mounts: Mounts) -> None:
        super().__init__(dialect, mounts)
        self.checkout = checkout
        self.modules = Modules(checkout)
        self._loaded: dict[str, ModuleValue] = {}
        self._scopes: dict[str, Scope] = {}
        self._injected: dict[int, Instance] = {}

    def follow(self, want: Want[Any]) -> None:
        """Follow every script that `want` is for, and what they import."""
        paths = [file.path for file, _ in self.checkout.read(want) if not _MOCK.search(file.path)]
        try:
            for path in paths:
                self.module(path)
            for _ in range(_CALLERS):
                callers = self._callers(paths)
                for path in callers:
                    self.module(path)
                paths += callers
            for path in paths:
                self._left_over(path)
        except (Exhausted, RecursionError):
            self.is_cut_short = True
        self.checkout.not_followed |= self.mounts.not_followed
        if self.is_cut_short:
            sentence = "routes: too many or too deep calls to follow them all"
            self.checkout.not_looked.add(Trouble(paths[0] if paths else ".", 0, sentence))

    def load(self, want: Want[Any]) -> None:
        """Follow what the scripts that `want` is for do when they are imported."""
        try:
            for file, _ in self.checkout.read(want):
                self.module(file.path)
        except (Exhausted, RecursionError):
            self.is_cut_short = True

    def _callers(self, paths: list[str]) -> list[str]:
        """Return the scripts not followed yet that import functions or classes nobody has used."""
        lonely = {path for path in paths if any(True for _ in self._unused(path))}
        return [
            file.path
            for file, sources in (self.checkout.read(IMPORTS) if lonely else ())
            if file.path not in self._loaded
            and not _MOCK.search(file.path)
            and any(self.modules.resolve(file.folder, source) in lonely for source in sources)
        ]

    def module(self, path: str) -> ModuleValue:
        """Return a module of the repo, followed once."""
        if path in self._loaded:
            return self._loaded[path]
        module = self._loaded[path] = ModuleValue(path)
        file = self.checkout.files[path]
        if file.place in (Place.TEST, Place.VENDORED, Place.DOCS):
            return module
        code = file.digest(read_code)
        if code is not None:
            scope = self._scopes[path] = Scope(None, path, module)
            under_way, self._under_way = self._under_way, []
            try:
                self.run(code.body, scope)
            except RecursionError:
                self.is_cut_short = True
            finally:
                self._under_way = under_way
        module.finished = True
        return module

    def offered(self, path: str, name: str) -> Value:
        """Return what a module of the repo offers under a name."""
        return self.module_member(self.module(path), name)

    def _left_over(self, path: str) -> None:
        """Follow the functions and classes that nobody called: a caller may be out of sight."""
        for value in list(self._unused(path)):
            if isinstance(value, Closure) and id(value.function) not in self.ran:
                self.invoke(value, ())
            elif isinstance(value, ClassValue):
                self._left_over_class(value)

    def _unused(self, path: str) -> Iterator[Closure | ClassValue]:
        """Yield a module's functions that were not followed, and its classes that may have some."""
        scope = self._scopes.get(path)
        module = self._loaded.get(path)
        if scope is None or module is None:
            return
        offered = [*scope.names.values(), *module.exports.values()]
        if module.whole is not None:
            offered.append(module.whole)
        for value in offered:
            if (isinstance(value, Closure) and id(value.function) not in self.ran) or (
                isinstance(value, ClassValue) and not value.code.abstract
            ):
                yield value

    def _left_over_class(self, value: ClassValue) -> None:
        methods = [
            part
            for part in value.code.parts
            if isinstance(part.value, Function) and part.name != "constructor"
        ]
        if id(value.code) in self.made and all(id(part.value) in self.ran for part in methods):
            return
        instance = self.injected(value)
        for part in methods:
            if id(part.value) not in self.ran:
                of = value if part.static else instance
                found = self.member(of, part.name)
                if isinstance(found, Closure):
                    self.invoke(found, ())

    def injected(self, of: ClassValue) -> Instance:
        """Return the one instance of a class that a container of dependencies would give."""
        key = id(of.code)
        if key not in self._injected:
            instance = self._injected[key] = Instance(of)
            self.construct(of, instance, ())
        return self._injected[key]

    # -- names and modules -------------------------------------------------------------------------

    def let(self, statement: Let, scope: Scope) -> None:
        """Declare; an import is followed when its name is first used."""
        if isinstance(statement.value, Import) and isinstance(statement.pattern, Name):
            scope.names[statement.pattern.name] = Lazy(statement.value, scope)
            return
        super().let(statement, scope)

    def imported(self, scope: Scope, source: str, name: str) -> Value:
        """Return what an import gives: of the repo, or something foreign."""
        path = self.modules.resolve(posixpath.dirname(scope.path), source)
        if path is None:
            return External(source if name in ("*", "default") else f"{source}.{name}")
        module = self.module(path)
        if name == "*":
            return module
        if name == "default":
            return module.exports.get("default", module)
        return self.module_member(module, name)

    def export(self, statement: Export | ExportAll, scope: Scope) -> None:
        """Offer a value under a name, or everything of another module."""
        module = scope.unit
        if not isinstance(module, ModuleValue):
            return
        if isinstance(statement, Export):
            module.exports[statement.name] = self.value(statement.value, scope)
            return
        other = self.imported(scope, statement.source, "*")
        if isinstance(other, ModuleValue):
            for name, value in other.exports.items():
                if name != "default":
                    module.exports.setdefault(name, value)

    def bind(self, pattern: Pattern, value: Value, scope: Scope, *, declare: bool = False) -> None:
        """Let names stand for values; `module.exports = ...` replaces the whole module."""
        module = scope.unit
        if isinstance(pattern, Member) and isinstance(module, ModuleValue):
            of = pattern.of
            if isinstance(of, Name) and of.name == "module" and pattern.name == "exports":
                module.whole = value
                return
            if isinstance(of, Member) and isinstance(of.of, Name) and of.of.name == "module":
                module.exports[pattern.name] = value
                return
        super().bind(pattern, value, scope, declare=declare)

    def free(self, name: str, scope: Scope) -> Value:
        """Return a global: what Node gives every module, and the built-in objects."""
        match name:
            case "__dirname":
                return "/" + posixpath.dirname(scope.path)
            case "__filename":
                return "/" + scope.path
            case "import.meta":
                folder, whole = "/" + posixpath.dirname(scope.path), "/" + scope.path
                return {"url": whole, "dirname": folder, "filename": whole}
            case "exports" if isinstance(scope.unit, ModuleValue):
                return scope.unit
            case "module" if isinstance(scope.unit, ModuleValue):
                instead = scope.unit.whole
                return {"exports": instead if instead is not None else scope.unit}
        return External(name) if name in _GLOBALS else Unknown(name)

    def member(self, of: Value, name: str) -> Value:
        """Return `of.name`; what the environment holds is not known."""
        if isinstance(of, External) and of.name in ("process.env", "Deno.env", "Bun.env"):
            return Unknown(name)
        if isinstance(of, list) and name == "length":
            return str(len(of))
        return super().member(of, name)

    def of_type(self, text: str, scope: Scope) -> Value | None:
        """Return what a type tells: the framework's own, or a class that would be injected."""
        found = super().of_type(text, scope)
        if found is not None or not _CLASS_NAME.fullmatch(text) or scope.owner(text) is None:
            return found
        value = self.value(Name(text), scope)
        return self.injected(value) if isinstance(value, ClassValue) else None

    # -- built-in objects --------------------------------------------------------------------------

    def builtin(self, of: Value, name: str, site: Site) -> Value | None:
        """Return what a method of a built-in object gives; None where it is not known."""
        match of:
            case str():
                return of_text(of, name, site)
            case list():
                return self._of_list(of, name, site)
            case External():
                return self._of_external(of.name, name, site)
            case Unknown() if name in ("then", "catch", "finally", "pipe"):
                self.call_back(site.arguments)
                return of
        return None

    def _of_list(self, items: list[Value], name: str, site: Site) -> Value | None:
        function = site.argument(0)
        match name:
            case "forEach" | "map" | "flatMap" | "filter" | "some" | "every" | "find":
                given = [
                    self.invoke(function, (item, str(n), items))
                    if isinstance(function, Closure)
                    else Unknown()
                    for n, item in enumerate(list(items))
                ]
                if not items and isinstance(function, Closure):
                    self.call_back((function,))
                if name == "find":
                    return items[0] if len(items) == 1 else Unknown()
                if name == "flatMap":
                    return [
                        part
                        for item in given
                        for part in (item if isinstance(item, list) else [item])
                    ]
                return given if name == "map" else items
            case "reduce":
                so_far = site.argument(1)
                for item in items:
                    if isinstance(function, Closure):
                        so_far = self.invoke(function, (so_far, item))
                return so_far
            case "push" | "unshift":
                items.extend(site.arguments)
                return str(len(items))
            case "concat":
                more = [x for v in site.arguments for x in (v if isinstance(v, list) else [v])]
                return items + more
            case "join":
                separator = site.text(0) if site.arguments else ","
                if all(isinstance(item, str) for item in items) and separator is not None:
                    return separator.join(item for item in items if isinstance(item, str))
                return Unknown()
            case "flat":
                return [x for v in items for x in (v if isinstance(v, list) else [v])]
            case "slice" | "sort" | "reverse" | "values":
                return items
        return None

    def _of_external(self, of: str, name: str, site: Site) -> Value | None:
        if of in _PATHS or (of == "" and name in ("fileURLToPath", "dirname")):
            return of_path(name, site)
        if of in ("url", "node:url") and name in ("fileURLToPath", "pathToFileURL"):
            return site.argument(0)
        if of in _FILES and name in ("readdirSync", "readdir"):
            return self._folder(site.text(0))
        if of.partition(".")[0] in _GLOB or name in _GLOB:
            return self._glob(site)
        if name == "require" and of == "":
            return self._required(site)
        if of == "Object":
            return of_object(name, site)
        if of == "Promise" and name in ("all", "resolve", "allSettled"):
            return site.argument(0)
        if of == "Array" and name in ("from", "of"):
            return site.argument(0) if name == "from" else list(site.arguments)
        if of == "process" and name == "cwd":
            return "/"
        first = site.argument(0)
        if name in ("get", "resolve", "inject") and isinstance(first, ClassValue):
            return self.injected(first)
        return None

    def _folder(self, folder: str | None) -> Value | None:
        """Return the names in a folder of the repo, as reading the folder would."""
        if folder is None:
            return None
        inside = posixpath.normpath(folder).strip("/")
        head = f"{inside}/" if inside else ""
        names = {
            path[len(head) :].partition("/")[0]
            for path in self.checkout.files
            if path.startswith(head)
        }
        return [*sorted(names)]

    def _glob(self, site: Site) -> Value | None:
        from fnmatch import translate

        pattern = site.text(0)
        if pattern is None:
            return None
        pattern = posixpath.normpath(pattern).strip("/")
        alternatives = [pattern]
        if braces := re.search(r"\{([^{}]*)\}", pattern):
            alternatives = [
                pattern[: braces.start()] + option + pattern[braces.end() :]
                for option in braces[1].split(",")
            ]
        fits = [re.compile(translate(text.replace("**/", "*"))) for text in alternatives]
        return [f"/{p}" for p in self.checkout.files if any(fit.match(p) for fit in fits)]

    def _required(self, site: Site) -> Value | None:
        source = site.text(0)
        if source is None:
            return None
        path = self.modules.resolve(posixpath.dirname(site.path), source)
        return self.module(path) if path is not None else Unknown(source)


def known_arguments(arguments: Sequence[Value]) -> list[Value]:
    """Return the arguments that are known, lists of them opened."""
    found: list[Value] = []
    for argument in arguments:
        if isinstance(argument, list):
            found += known_arguments(argument)
        elif is_known(argument):
            found.append(argument)
    return found
