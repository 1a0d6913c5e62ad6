"""Following Go across packages: names of a package, methods, embedded structs, interfaces."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.code import Function, Import, Let, Literal, Member, Name
from groundplan.assess.evaluation import Evaluation, Exhausted, Site
from groundplan.assess.go.syntax import ELEMENT, read_go
from groundplan.assess.manifests import MANIFESTS
from groundplan.assess.places import Place
from groundplan.assess.values import (
    ClassValue,
    Closure,
    External,
    Instance,
    Lazy,
    ModuleValue,
    Router,
    Scope,
    Unknown,
    is_known,
    prefix_of,
)
from groundplan.core.model import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.assess.checkout import Checkout
    from groundplan.assess.code import Class, Code, Expression
    from groundplan.assess.evaluation import Dialect
    from groundplan.assess.mounts import Mounts
    from groundplan.assess.values import Value

_BUILT_IN = frozenset(["append", "new", "make", "len", "string", "any", "nil", "panic", "print"])
_MAJOR = re.compile(r"/v\d+(?=$|/)")


def go_with(*needles: bytes) -> Want[Code]:
    """Return the want for Go files of the product in which one of the needles stands."""
    return Want(read_go, suffixes=(".go",), needles=needles)


class GoEvaluation(Evaluation):
    """One framework's routers in the Go packages of a checkout."""

    def __init__(self, checkout: Checkout, dialect: Dialect, mounts: Mounts) -> None:
        super().__init__(dialect, mounts)
        self.checkout = checkout
        self.is_left_over = False
        """Whether what is followed now is what no main function reaches."""
        self._modules = [  # (module's path, its folder)
            (manifest.name, file.folder)
            for file, manifest in checkout.read(MANIFESTS)
            if manifest.format == "go.mod" and manifest.name
        ]
        self._packages: dict[str, ModuleValue] = {}
        self._scopes: dict[str, Scope] = {}
        self._methods: dict[tuple[str, str], dict[str, tuple[Function, Scope]]] = defaultdict(dict)
        self._owners: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        """Method's name -> the (folder, type) pairs that have one, in order."""
        self._files: dict[str, list[str]] = defaultdict(list)
        for file in checkout.files.values():
            if file.suffix == ".go" and file.place is Place.PRODUCT:
                self._files[file.folder].append(file.path)

    def follow(self, want: Want[Code]) -> None:
        """Follow the main functions of the packages that `want` is for, then what nobody called."""
        found = [(file, code) for file, code in self.checkout.read(want)]
        folders = list(dict.fromkeys(file.folder for file, _ in found))
        mains = [
            folder
            for folder, paths in self._files.items()
            if any(path.endswith("main.go") for path in paths)
        ]
        try:
            for folder in dict.fromkeys([*mains, *folders]):
                self._started(folder)
            self.is_left_over = True
            for file, code in found:
                self._left_over(file.folder, code)
        except (Exhausted, RecursionError):
            self.is_cut_short = True
        if self.is_cut_short:
            path = found[0][0].path if found else "."
            sentence = "routes: too many or too deep calls to follow them all"
            self.checkout.not_looked.add(Trouble(path, 0, sentence))

    def _started(self, folder: str) -> None:
        scope = self._scope(folder)
        if "main" in scope.names:
            started = self.value(Name("main"), scope)
            if isinstance(started, Closure):
                self.invoke(started, ())

    def _left_over(self, folder: str, code: Code) -> None:
        """Follow functions and methods that nobody called: a framework or another repo does."""
        scope = self._scope(folder)
        for statement in code.body:
            if isinstance(statement, Let) and isinstance(statement.pattern, Name):
                value = self.value(statement.pattern, scope)
                if isinstance(value, Closure) and id(value.function) not in self.ran:
                    self.invoke(value, ())
        for owner, function in code.methods:
            if id(function) not in self.ran:
                of = self.value(Name(owner), scope)
                _, inside = self._methods[folder, owner].get(function.name, (function, scope))
                given = (Instance(of),) if isinstance(of, ClassValue) else ()
                self.invoke(Closure(function, inside, None, given), ())

    # -- packages ----------------------------------------------------------------------------------

    def _scope(self, folder: str) -> Scope:
        """Return the names of a package: all its files', each made when first asked for."""
        if folder in self._scopes:
            return self._scopes[folder]
        package = self._packages[folder] = ModuleValue(folder)
        scope = self._scopes[folder] = Scope(None, folder, package)
        inits: list[tuple[Expression, Scope]] = []
        started: list[tuple[Scope, str]] = []  # packages imported for what their start does
        for path in self._files.get(folder, ()):
            code = self.checkout.files[path].digest(read_go)
            if code is None or (code.package.endswith("_test")):
                continue
            inside = Scope(scope, path, package)
            for name, source in code.imports.items():
                inside.names[name] = Lazy(Import(source, "*"), inside)
            for statement in code.body:
                if not isinstance(statement, Let) or not isinstance(statement.pattern, Name):
                    continue
                if statement.pattern.name == "init":  # a package may have many
                    inits.append((statement.value, inside))
                else:
                    scope.names.setdefault(statement.pattern.name, Lazy(statement.value, inside))
            for owner, method in code.methods:
                self._methods[folder, owner].setdefault(method.name, (method, inside))
                self._owners[method.name].setdefault((folder, owner))
            started += [
                (inside, source) for name, source in code.imports.items() if name.startswith("_ ")
            ]
        for inside, source in started:
            self.imported(inside, source, "*")
        for function, inside in inits:
            if isinstance(function, Function):
                self.invoke(Closure(function, inside), ())
        return scope

    def imported(self, scope: Scope, source: str, name: str) -> Value:
        """Return a package of the repo, or something foreign."""
        for module, folder in self._modules:
            if source == module or source.startswith(module + "/"):
                inside = posixpath.join(folder, source[len(module) :].lstrip("/")).rstrip("/")
                if inside in self._files:
                    self._scope(inside)
                    return self._packages[inside]
        return External(_MAJOR.sub("", source))

    def module_member(self, module: ModuleValue, name: str) -> Value:
        """Return a package's name."""
        scope = self._scope(module.path)
        return self.value(Name(name), scope) if name in scope.names else Unknown(name)

    def plain(self, value: Value) -> Value:
        """Return the value: a package stands for nothing else."""
        return value

    def free(self, name: str, scope: Scope) -> Value:
        """Return what the language gives by itself; a package may have another name than its folder."""
        if name in _BUILT_IN:
            return External(name)
        file = scope
        while file.parent is not None and file.parent.parent is not None:
            file = file.parent
        for value in list(file.names.values()):
            if isinstance(value, Lazy) and isinstance(value.expression, Import):
                found = self.imported(file, value.expression.source, "*")
                if isinstance(found, ModuleValue) and self._name_of(found.path) == name:
                    file.names[name] = found
                    return found
                if isinstance(found, External) and name in re.split(r"[/.-]", found.name):
                    file.names[name] = found
                    return found
        return Unknown(name)

    def _name_of(self, folder: str) -> str:
        for path in self._files.get(folder, ()):
            code = self.checkout.files[path].digest(read_go)
            if code is not None:
                return code.package
        return ""

    # -- types -------------------------------------------------------------------------------------

    def of_type(self, text: str, scope: Scope) -> Value | None:
        """Return what a type tells: the framework's own, or an instance whose fields are typed too."""
        bare = re.sub(r"\[.*", "", text.lstrip("*"))
        package, _, name = bare.rpartition(".")
        if package:
            of = self.value(Name(package), scope)
            if isinstance(of, External):
                return self.dialect.typed(self, f"{of.name}.{name}", scope)
            value = self.member(of, name)
        else:
            value = self.value(Name(name), scope) if name and scope.owner(name) else Unknown()
        if isinstance(value, External):  # an alias of a framework's type
            return self.dialect.typed(self, value.name, scope)
        if not isinstance(value, ClassValue):
            return None
        if value.code.abstract:
            return self._only_one(value.code)
        return Instance(value)

    def of_result(self, text: str, scope: Scope) -> Value | None:
        """Return what the type of a result tells."""
        return self.of_type(text, scope)

    def _only_one(self, interface: Class) -> Value | None:
        """Return an instance of the one type of the repo that has an interface's methods."""
        wanted = {part.name for part in interface.parts}
        fits = [
            pair
            for pair in self._owners.get(min(wanted, default=""), ())
            if wanted <= self._methods[pair].keys()
        ]
        if len(fits) != 1:
            return None
        folder, owner = fits[0]
        of = self.value(Name(owner), self._scope(folder))
        return Instance(of) if isinstance(of, ClassValue) else None

    def instance_member(self, instance: Instance, name: str) -> Value:
        """Return a field, a method, or what an embedded type has."""
        if name in instance.fields:
            return instance.fields[name]
        of = instance.of
        folder = posixpath.dirname(of.scope.path)
        if method := self._methods.get((folder, of.code.name), {}).get(name):
            return Closure(method[0], method[1], None, (instance,))
        for part in of.code.parts:
            if part.name == name:
                value = self.of_type(part.type, of.scope)
                instance.fields[name] = value if value is not None else Unknown(name)
                return instance.fields[name]
        for part in of.code.parts:
            if part.static:
                inner = self.instance_member(instance, part.name)
                if is_known(inner) and inner is not instance:
                    found = self.member(inner, name)
                    if is_known(found):
                        return found
        return Unknown(name)

    def call_member(self, of: Value, name: str, site: Site, scope: Scope) -> Value:
        """Return what a method gives; of an embedded router, that router's."""
        if isinstance(of, Instance) and not is_known(self.member(of, name)):
            for part in of.of.code.parts:
                inner = self.instance_member(of, part.name) if part.static else Unknown()
                if isinstance(inner, Router):
                    return self.dialect.method(self, inner, name, site)
        return super().call_member(of, name, site, scope)

    def unknown_method(self, of: Unknown, name: str, site: Site, scope: Scope) -> Value:
        """Follow the only method of this name in the repo when it is given a router."""
        if any(isinstance(argument, Router) for argument in site.arguments):
            fits = list(self._owners.get(name, ()))
            if len(fits) == 1:
                owner = self.value(Name(fits[0][1]), self._scope(fits[0][0]))
                if isinstance(owner, ClassValue):
                    return super().call_member(Instance(owner), name, site, scope)
        return super().unknown_method(of, name, site, scope)

    def literal(self, literal: Literal, scope: Scope) -> Value:
        """Return an instance of a struct, or the list that a named type stands for."""
        return self._literal(literal, scope, literal.type)

    def _literal(self, literal: Literal, scope: Scope, text: str) -> Value:
        of: Value = Unknown()
        if literal.of is not None:
            of = ClassValue(literal.of, scope)
        elif text:
            package, _, name = re.sub(r"\[.*", "", text.lstrip("*&")).rpartition(".")
            of = self.value(Member(Name(package), name) if package else Name(name), scope)
        parts = of.code.parts if isinstance(of, ClassValue) else ()
        if parts and parts[0].name == ELEMENT:
            return [
                self._literal(item, scope, parts[0].type)
                if isinstance(item, Literal) and not item.type and item.of is None
                else self.value(item, scope)
                for _, item in literal.record.entries
            ]
        fields = {
            key if isinstance(key, str) else "": self.value(item, scope)
            for key, item in literal.record.entries
        }
        if not isinstance(of, ClassValue):
            if isinstance(of, External):
                site = Site(scope.path, 0, list(fields.values()))
                found = self.dialect.external(self, of.name, site)
                if found is None:  # what a command line, a server or a test is given to run
                    self.call_back(fields.values())
                return found if found is not None else fields
            return fields
        named = {
            (parts[int(key)].name if key.isdigit() and int(key) < len(parts) else key): value
            for key, value in fields.items()
        }
        self.made.add(id(of.code))
        return Instance(of, named)

    def instantiate(self, of: ClassValue, arguments: Sequence[Value]) -> Instance:
        """Return a conversion's value: calling a type converts."""
        first = arguments[0] if arguments else None
        return first if isinstance(first, Instance) else Instance(of)

    def _part(self, part: Expression, scope: Scope) -> str:
        """Return a part of a joined text: net/http's constants are the methods' names."""
        value = self.value(part, scope)
        if isinstance(value, External) and value.name.startswith("net/http.Method"):
            return value.name.removeprefix("net/http.Method").upper()
        return super()._part(part, scope)

    # -- built-in functions ------------------------------------------------------------------------

    def builtin(self, of: Value, name: str, site: Site) -> Value | None:
        """Return what a function of the standard library gives, where a path may come of it."""
        if not isinstance(of, External):
            return None
        texts = [argument for argument in site.arguments if isinstance(argument, str)]
        whole = len(texts) == len(site.arguments) and bool(texts)
        match of.name, name:
            case "", "append":
                first = site.argument(0)
                return [*(first if isinstance(first, list) else []), *site.arguments[1:]]
            case "", "new" if isinstance(site.argument(0), ClassValue):
                made = site.argument(0)
                return Instance(made) if isinstance(made, ClassValue) else None
            case "", "string":
                return site.argument(0)
            case "fmt", "Sprintf" if texts and texts[0] == site.argument(0):
                return _formatted(texts[0], site.arguments[1:])
            case "path", "Join":
                parts = [prefix_of(argument) for argument in site.arguments]
                known = [part for part in parts if part]
                return None if None in parts else posixpath.normpath("/".join(known) or "/")
            case ("strings", "TrimSuffix") if whole and len(texts) == 2:
                return texts[0].removesuffix(texts[1])
            case ("strings", "TrimPrefix") if whole and len(texts) == 2:
                return texts[0].removeprefix(texts[1])
            case ("strings", "TrimRight") if whole and len(texts) == 2:
                return texts[0].rstrip(texts[1])
            case ("strings", "ToLower") if whole:
                return texts[0].lower()
            case ("net/url", "JoinPath") if whole:
                return "/".join(text.strip("/") for text in texts)
        return None


def _formatted(text: str, arguments: Sequence[Value]) -> str:
    given = iter(arguments)

    def part(_: re.Match[str]) -> str:
        value = next(given, Unknown())
        return value if isinstance(value, str) else "{" + getattr(value, "text", "") + "}"

    return re.sub(r"%[+#]?[svdq]", part, text)
