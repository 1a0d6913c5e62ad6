"""Following code whose names are found by where they are defined: Java, Kotlin, C#, PHP and Rust.

A name is looked up in its file, then among what the file imports, then in the whole project: of
several definitions the one counts whose place agrees most with what the import, the namespace or
the path says.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from groundplan.assess.checkout import Want
from groundplan.assess.code import Call, Class, Function, Let, Name
from groundplan.assess.evaluation import Dialect, Evaluation, Exhausted
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
)
from groundplan.core.model import Trouble

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Sequence

    from groundplan.assess.checkout import Checkout, File
    from groundplan.assess.code import Code, Expression
    from groundplan.assess.evaluation import Site
    from groundplan.assess.mounts import Mounts
    from groundplan.assess.values import Value
    from groundplan.core.model import Fact


class ProjectDialect(Dialect, Protocol):
    """A dialect of these languages, in which functions of the repo may extend a framework's objects."""

    @property
    def names(self) -> frozenset[str]:
        """Return the methods of its routers that no function of the repo stands for."""


@dataclass(frozen=True, eq=False)
class Language:
    """What tells one language from another for the lookup of names."""

    suffixes: tuple[str, ...]
    read: Callable[[File], Code | None]
    defines: re.Pattern[str]
    """Finds what a file defines; one group is the name."""
    separator: str = "."
    """What stands between the parts of a qualified name."""
    strict: bool = False
    """Whether the places of files agree with the names that imports are given by."""
    bare_members: bool = False
    """Whether a class's own parts are named without the class or the object before them."""
    implicit: bool = False
    """Whether a call without an object may mean the object that a block is run with."""

    def index(self, *needles: bytes) -> Want[frozenset[str]]:
        """Return the want for the names that files define, where one of the needles is used at all."""
        return Want(_index_of(self), suffixes=self.suffixes, gate=needles)

    def want(self, *needles: bytes) -> Want[Code]:
        """Return the want for the files of the product in which one of the needles stands."""
        return Want(self.read, suffixes=self.suffixes, needles=needles)


_INDEXES: dict[Language, Callable[[File], frozenset[str]]] = {}


def _index_of(language: Language) -> Callable[[File], frozenset[str]]:
    if language not in _INDEXES:

        def read(file: File) -> frozenset[str]:
            found = language.defines.finditer(file.text)
            return frozenset(name for match in found for name in match.groups() if name)

        _INDEXES[language] = read
    return _INDEXES[language]


class Project(Evaluation):
    """One framework's routers in a project of one of these languages."""

    def __init__(
        self,
        checkout: Checkout,
        dialect: ProjectDialect,
        mounts: Mounts,
        language: Language,
        index: Want[frozenset[str]],
    ) -> None:
        super().__init__(dialect, mounts)
        self.checkout = checkout
        self.language = language
        self._own = dialect.names
        self._defined: dict[str, list[str]] = defaultdict(list)
        for file, names in checkout.read(index):
            for name in names:
                self._defined[name].append(file.path)
        self._scopes: dict[str, Scope] = {}
        self._codes: dict[str, Code] = {}
        self._stems: set[str] | None = None
        self._made_at: list[tuple[Router, tuple[str, int]]] = []
        self._mounted_places: set[tuple[str, int]] = set()

    # -- routers -----------------------------------------------------------------------------------

    def router(self, kind: str, site: Site) -> Router:
        """Return a new router: an application, unless something mounts it or one made there."""
        made = Router(kind, site.path, site.line)
        self._made_at.append((made, (site.path, site.line)))
        return made

    def mount(self, parent: Router, child: Router, prefix: str = "") -> None:
        """Serve `child` below `prefix` of `parent`."""
        super().mount(parent, child, prefix)
        self._mounted_places.add((child.path, child.line))

    def routes(self) -> Iterator[Fact]:
        """Yield what is served by routers that nothing mounts."""
        for made, place in self._made_at:
            if id(made) not in self._mounted and place not in self._mounted_places:
                self.mounts.application(made)
        self.checkout.not_followed |= self.mounts.not_followed
        yield from super().routes()

    # -- what runs ---------------------------------------------------------------------------------

    def follow(self, want: Want[Code], first: Sequence[str] = ("main",)) -> None:
        """Follow the functions named in `first`, then every other one of the files of `want`."""
        files = [file.path for file, _ in self.checkout.read(want)]
        try:
            for started in (True, False):
                for path in files:
                    self._start(path, first if started else None)
        except (Exhausted, RecursionError):
            self.is_cut_short = True
        if self.is_cut_short and files:
            sentence = "routes: too many or too deep calls to follow them all"
            self.checkout.not_looked.add(Trouble(files[0], 0, sentence))

    def _start(self, path: str, names: Sequence[str] | None) -> None:
        scope = self.scope(path)
        code = self._codes.get(path)
        if names is None and code is not None:
            self.run([one for one in code.body if not isinstance(one, Let)], scope)
        for name in list(scope.names):
            if names is None or name in names:
                value = self.value(Name(name), scope)
                if isinstance(value, Closure) and id(value.function) not in self.ran:
                    self._start_function(value)
                elif isinstance(value, ClassValue) and value.scope.path == path:
                    self._start_class(value, names)

    def _start_function(self, value: Closure) -> None:
        """Follow a function that nobody called; one that extends a type needs an object of it."""
        if not value.function.receiver or not self.language.implicit:
            self.invoke(value, ())
            return
        this = self.dialect.typed(self, value.function.receiver, value.scope)
        if this is not None:
            self.invoke(Closure(value.function, value.scope, this), ())

    def _start_class(self, of: ClassValue, names: Sequence[str] | None) -> None:
        for part in of.code.parts:
            if isinstance(part.value, Class):
                inner = self.static_member(of, part.name)
                if isinstance(inner, ClassValue):
                    self._start_class(inner, names)
            if not isinstance(part.value, Function) or id(part.value) in self.ran:
                continue
            if names is None or part.name in names:
                scope = self.this_scope(of, Instance(of))
                self.invoke(Closure(part.value, scope, Instance(of)), ())

    # -- calls that mean the object around -----------------------------------------------------------

    def _call(self, call: Call, scope: Scope) -> Value:
        if not self.language.implicit or type(call.function) is not Name:
            return super()._call(call, scope)
        name = call.function.name
        this = self._this(scope)
        if isinstance(this, Router) and name in self._own:
            return self.dialect.method(self, this, name, self._site(call, scope))
        callee = self.value(call.function, scope)
        if isinstance(callee, Closure) and callee.function.receiver and this is not None:
            callee = Closure(callee.function, callee.scope, this)
        elif isinstance(this, Router) and not isinstance(callee, Closure | ClassValue):
            return self.dialect.method(self, this, name, self._site(call, scope))
        return self.call(callee, self._site(call, scope), scope)

    @staticmethod
    def _this(scope: Scope) -> Value | None:
        owner = scope.owner("this")
        return owner.names["this"] if owner is not None else None

    def with_block(self, site: Site, this: Value) -> None:
        """Run the blocks that a call is given, with an object that calls inside them mean."""
        for given in (*site.arguments, *site.named.values()):
            if isinstance(given, Closure):
                self.invoke(Closure(given.function, given.scope, this, given.given), (this,))

    def call_member(self, of: Value, name: str, site: Site, scope: Scope) -> Value:
        """Return what a method gives; of a router also what an extension of the repo does with it."""
        if isinstance(of, Router) and name not in self._own:
            extension = self.extension(name, scope)
            if extension is not None:
                if self.language.implicit:
                    bound = Closure(extension.function, extension.scope, of)
                    return self.invoke(bound, site.arguments)
                return self.invoke(extension, (of, *site.arguments))
        return super().call_member(of, name, site, scope)

    def extension(self, name: str, scope: Scope) -> Closure | None:
        """Return the function of the repo that extends a type by this name."""
        found = self.defined(name, (), scope.path, strict=False)
        is_extension = isinstance(found, Closure) and found.function.receiver
        return found if is_extension and isinstance(found, Closure) else None

    # -- names -------------------------------------------------------------------------------------

    def scope(self, path: str) -> Scope:
        """Return the names that a file defines, each made when first asked for."""
        if path not in self._scopes:
            module = ModuleValue(path)
            scope = self._scopes[path] = Scope(None, path, module)
            code = self.checkout.files[path].digest(self.language.read)
            if code is not None:
                self._codes[path] = code
                for statement in code.body:
                    if isinstance(statement, Let) and isinstance(statement.pattern, Name):
                        lazy = Lazy(statement.value, scope)
                        scope.names.setdefault(statement.pattern.name, lazy)
        return self._scopes[path]

    def free(self, name: str, scope: Scope) -> Value:
        """Return what a name means that its file does not define."""
        if self.language.bare_members and (found := self._member_of_this(name, scope)) is not None:
            return found
        code = self._codes.get(scope.path)
        imports = code.imports if code is not None else {}
        qualified = imports.get(name, "")
        if qualified:
            parts = qualified.split(self.language.separator)
            strict = self.language.strict and len(parts) > 1
            found = self.defined(parts[-1], parts[:-1], scope.path, strict=strict)
            if found is not None:
                return found
            if self._is_module(parts[-1]):
                return ModuleValue(".".join(parts))
            return External(".".join(parts))
        around = code.package.split(self.language.separator) if code and code.package else []
        if (found := self.defined(name, around, scope.path, strict=False)) is not None:
            return found
        if self._is_module(name):
            return ModuleValue(name)
        stars = [source for key, source in imports.items() if key.startswith("*")]
        return self.unbound(name, stars)

    def _member_of_this(self, name: str, scope: Scope) -> Value | None:
        this = self._this(scope)
        of = this.of if isinstance(this, Instance) else this
        if not isinstance(of, ClassValue):
            return None
        found = self.static_member(of, name)
        if not is_known(found) and isinstance(this, Instance):
            found = self.instance_member(this, name)
        return found if is_known(found) else None

    def unbound(self, name: str, stars: Sequence[str]) -> Value:
        """Return what a name is that nobody in the repo defines: of what is imported whole, or global."""
        foreign = [source for source in stars if not source.startswith(("crate", "super", "self"))]
        if len(foreign) == 1:
            return External(f"{foreign[0].replace(self.language.separator, '.')}.{name}")
        return External(name)

    def defined(
        self, name: str, qualifier: Sequence[str], importer: str, *, strict: bool
    ) -> Value | None:
        """Return what the project defines under a name, by the place that agrees best.

        Args:
            name: the simple name.
            qualifier: what stands before it: a package, a namespace, a path.
            importer: the file that asks.
            strict: whether something of the qualifier must agree.
        """
        best_path, best_score = "", -1
        for path in self._defined.get(name, ()):
            score = _agreement(path, qualifier, importer)
            if score > best_score and (not strict or score >= 10):
                best_path, best_score = path, score
        if not best_path:
            return None
        scope = self.scope(best_path)
        if name in scope.names:
            return self.value(Name(name), scope)
        return self._inside(scope, name)

    def _inside(self, scope: Scope, name: str) -> Value | None:
        """Return a class or a constant that is defined inside a class of a file."""
        for outer in list(scope.names):
            value = self.value(Name(outer), scope)
            if isinstance(value, ClassValue):
                for part in value.code.parts:
                    if part.name == name and part.static:
                        return self.static_member(value, name)
        return None

    def code_of(self, path: str) -> Code | None:
        """Return a file's code once its names were asked for."""
        self.scope(path)
        return self._codes.get(path)

    def value_in(self, path: str, name: str) -> Value:
        """Return the value of a name that a file defines."""
        return self.value(Name(name), self.scope(path))

    def _is_module(self, name: str) -> bool:
        if self._stems is None:
            self._stems = set()
            for file in self.checkout.files.values():
                if file.suffix in self.language.suffixes and file.place is Place.PRODUCT:
                    self._stems.update((file.name.rpartition(".")[0], *file.folder.split("/")))
        return name in self._stems or name in ("crate", "super", "self")

    def module_member(self, module: ModuleValue, name: str) -> Value:
        """Return what a module, a package or a namespace has under a name."""
        qualifier = module.path.split(".")
        found = self.defined(name, qualifier, "", strict=True)
        if found is not None:
            return found
        if self._is_module(name):
            return ModuleValue(f"{module.path}.{name}")
        return self.defined(name, qualifier, "", strict=False) or Unknown(name)

    def plain(self, value: Value) -> Value:
        """Return the value: a module stands for nothing else."""
        return value

    def imported(self, scope: Scope, source: str, name: str) -> Value:
        """Return what an import gives."""
        return self.free(name, scope)

    def builtin(self, of: Value, name: str, site: Site) -> Value | None:
        """Return nothing: a dialect knows what its language's own functions give."""
        return None

    def classes(self, want: Want[Code]) -> Iterator[tuple[ClassValue, tuple[ClassValue, ...]]]:
        """Yield the classes of the files of `want`, those inside others too, each with its outer ones."""
        for file, _ in self.checkout.read(want):
            yield from self.classes_of(file.path)

    def classes_of(self, path: str) -> Iterator[tuple[ClassValue, tuple[ClassValue, ...]]]:
        """Yield the classes of one file."""
        scope = self.scope(path)
        code = self._codes.get(path)
        for statement in code.body if code is not None else ():
            if isinstance(statement, Let) and isinstance(statement.value, Class):
                yield from self._nested(ClassValue(statement.value, scope), ())

    def _nested(
        self, of: ClassValue, above: tuple[ClassValue, ...]
    ) -> Iterator[tuple[ClassValue, tuple[ClassValue, ...]]]:
        yield of, above
        for part in of.code.parts:
            if isinstance(part.value, Class):
                yield from self._nested(ClassValue(part.value, of.scope), (*above, of))

    def constant(self, expression: Expression, of: ClassValue) -> Value:
        """Return the value of an expression in a class: its own constants and its bases' are at hand."""
        scope = of.scope.inner()
        for base in reversed(self.bases(of)):
            for part in base.code.parts:
                if part.static and not isinstance(part.value, Function):
                    scope.names[part.name] = Lazy(
                        part.value, base.scope if base is not of else scope
                    )
        return self.value(expression, scope)

    def static_member(self, of: ClassValue, name: str) -> Value:
        """Return a static part of a class, also where another file adds it."""
        found = super().static_member(of, name)
        if is_known(found):
            return found
        for path in self._defined.get(of.code.name, ()):
            scope = self.scope(path)
            other = scope.names.get(of.code.name)
            value = self.value(Name(of.code.name), scope) if other is not None else None
            if isinstance(value, ClassValue) and value.code is not of.code:
                found = super().static_member(value, name)
                if is_known(found):
                    return found
        return found


def _agreement(path: str, qualifier: Sequence[str], importer: str) -> int:
    """Return how well a file's place agrees with a qualified name and with who asks."""
    parts = [*path.rpartition("/")[0].split("/"), path.rpartition("/")[2].partition(".")[0]]
    if parts[-1] in ("mod", "lib", "main"):
        parts.pop()
    lower = {part.lower().replace("-", "_") for part in parts}
    wanted = [
        part.lower().replace("-", "_")
        for part in qualifier
        if part not in ("crate", "super", "self")
    ]
    score = sum(10 for part in wanted if part in lower)
    if wanted and parts and wanted[-1] == parts[-1].lower():
        score += 10
    mine = importer.split("/")
    for own, other in zip(mine, path.split("/"), strict=False):
        if own != other:
            break
        score += 1
    return score + (50 if path == importer else 0)
