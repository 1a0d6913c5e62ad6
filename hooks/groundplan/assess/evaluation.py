"""Following code from its entry points, as far as routers and their prefixes are concerned.

Nothing of the repo runs: this walks `Code`. Every branch of a condition is taken, a loop over
something known goes round for each item, a call of a function of the repo is followed, and what a
framework's own objects do is asked of its `Dialect`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from groundplan.assess.code import (
    Assign,
    Block,
    Call,
    Class,
    Do,
    Either,
    Export,
    ExportAll,
    Function,
    Import,
    Item,
    Join,
    Let,
    Listing,
    ListPattern,
    Literal,
    Loop,
    Member,
    Name,
    Named,
    Record,
    RecordPattern,
    Return,
    Spread,
    Text,
    Unresolved,
)
from groundplan.assess.mounts import Endpoint, Mounts
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
    best,
    is_known,
    is_mount_point,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from groundplan.assess.code import Expression, Pattern, Statement
    from groundplan.assess.values import Value
    from groundplan.core.model import Fact

MAX_STEPS = 600_000
"""Expressions that one evaluation looks at; a repo that needs more is named as cut short."""
MAX_DEPTH = 50
"""Calls inside calls."""
_MAX_SAME = 3  # how often one function may be under way at once: recursion over a tree of routes
_MAX_ITEMS = 500
_ITSELF = ("default", "app", "RouterGroup", "instance", "server")
"""Fields by which a router gives itself, in one framework or wrapper or another."""


class Exhausted(Exception):
    """The evaluation came to its limit of steps."""


@dataclass(slots=True, eq=False)
class Site:
    """A call as a dialect sees it: where it stands, and its arguments."""

    path: str
    line: int
    arguments: Sequence[Value]
    new: bool = False
    named: Mapping[str, Value] = field(default_factory=dict)
    """Arguments by name; they are not among `arguments`."""

    def text(self, position: int) -> str | None:
        """Return an argument that is a known text."""
        value = self.argument(position)
        return value if isinstance(value, str) else None

    def argument(self, position: int) -> Value:
        """Return an argument; unknown where the call has fewer."""
        return self.arguments[position] if position < len(self.arguments) else Unknown()

    def texts(self, position: int) -> list[str]:
        """Return the texts of an argument that is a text or a list of them."""
        value = self.argument(position)
        found = value if isinstance(value, list) else [value]
        return [item for item in found if isinstance(item, str)]


class Dialect(Protocol):
    """What one framework's own objects do."""

    def external(self, run: Evaluation, name: str, site: Site) -> Value | None:
        """Return what a call of something foreign gives; None where it is not this framework's."""

    def method(self, run: Evaluation, router: Router, name: str, site: Site) -> Value:
        """Do what a router's method does and return what it gives."""

    def typed(self, run: Evaluation, text: str, scope: Scope) -> Value | None:
        """Return what a parameter of this type is, when nobody in the repo passes it."""


class Evaluation(ABC):
    """One framework's routers of one checkout."""

    def __init__(self, dialect: Dialect, mounts: Mounts) -> None:
        self.dialect = dialect
        self.mounts = mounts
        self.ran: set[int] = set()
        """Identities of the functions that were followed."""
        self.made: set[int] = set()
        """Identities of the classes of which an instance was made."""
        self.is_cut_short = False
        """Whether something was nested too deeply, or was too much, to be followed to its end."""
        self._applications: list[Router] = []
        self._mounted: set[int] = set()
        self._steps = 0
        # The same call again does nothing new, unless it gives back something that can be added to.
        # What the keys name by identity is kept with the result, so that no identity is used twice.
        self._plain_results: dict[object, tuple[Value, object]] = {}
        self._under_way: list[int] = []

    # -- what a language must say ------------------------------------------------------------------

    @abstractmethod
    def imported(self, scope: Scope, source: str, name: str) -> Value:
        """Return what an import gives."""

    @abstractmethod
    def free(self, name: str, scope: Scope) -> Value:
        """Return what a name means that no scope has."""

    @abstractmethod
    def builtin(self, of: Value, name: str, site: Site) -> Value | None:
        """Return what a method of a text, list, table or foreign thing gives; None: unknown."""

    # -- what dialects use -------------------------------------------------------------------------

    def application(self, site: Site, kind: str = "application") -> Router:
        """Return a new application made at this site: served as it is, unless another mounts it."""
        made = Router(kind, site.path, site.line)
        self._applications.append(made)
        return made

    def routes(self) -> Iterator[Fact]:
        """Yield everything that the applications serve which nothing mounts."""
        for made in self._applications:
            if id(made) not in self._mounted:
                self.mounts.application(made)
        yield from self.mounts.routes()

    def mount(self, parent: Router, child: Router, prefix: str = "") -> None:
        """Serve `child` below `prefix` of `parent`."""
        self._mounted.add(id(child))
        self.mounts.mount(parent, child, prefix)

    def is_part(self, router: Router) -> None:
        """Note that a router is no application of its own."""
        self._mounted.add(id(router))

    def endpoint(self, router: Router, method: str, path: str, site: Site) -> None:
        """Serve one route."""
        self.mounts.endpoint(router, Endpoint(method.upper(), path, site.path, site.line))

    # -- statements --------------------------------------------------------------------------------

    def run(self, statements: Iterable[Statement], scope: Scope) -> list[Value]:
        """Follow statements and return what they give back."""
        given: list[Value] = []
        for statement in statements:
            if type(statement) is Let:
                self.let(statement, scope)
            elif type(statement) is Do:
                self.value(statement.value, scope)
            elif type(statement) is Return:
                given.append(self.value(statement.value, scope))
            elif type(statement) is Block:
                given += self.run(statement.statements, self.block_scope(scope))
            elif type(statement) is Loop:
                given += self._loop(statement, scope)
            elif isinstance(statement, Export | ExportAll):
                self.export(statement, scope)
        return given

    def block_scope(self, scope: Scope) -> Scope:
        """Return the scope of a block."""
        return scope.inner()

    def export(self, statement: Export | ExportAll, scope: Scope) -> None:
        """Offer a value to other modules; in a language without exports there is no such statement."""
        raise NotImplementedError

    def let(self, statement: Let, scope: Scope) -> None:
        """Declare what a statement declares."""
        value = self.value(statement.value, scope)
        if not is_known(value) and statement.type:
            value = self.of_type(statement.type, scope) or value
        self.bind(statement.pattern, value, scope, declare=True)

    def of_type(self, text: str, scope: Scope) -> Value | None:
        """Return what a type's text tells of a value that nothing else tells."""
        return self.dialect.typed(self, text, scope)

    def _loop(self, loop: Loop, scope: Scope) -> list[Value]:
        over = self.plain(self.value(loop.over, scope))
        rounds: list[Value] = []
        if isinstance(over, list):
            rounds = [(str(n), item) for n, item in enumerate(over)] if loop.keyed else list(over)
        elif isinstance(over, dict) and loop.keyed:
            rounds = [(key, value) for key, value in over.items()]
        given: list[Value] = []
        for item in rounds[:_MAX_ITEMS] or [Unknown()]:
            inner = scope.inner()
            self.bind(loop.pattern, item, inner, declare=True)
            given += self.run(loop.body, inner)
        return given

    def bind(self, pattern: Pattern, value: Value, scope: Scope, *, declare: bool = False) -> None:
        """Let a pattern's names stand for the parts of a value."""
        if type(pattern) is Name:
            self._bind_name(pattern.name, value, scope, declare)
        elif type(pattern) is RecordPattern:
            for key, inner, default in pattern.entries:
                own = self.member(value, key)
                if default is not None and not is_known(own):
                    own = self.value(default, scope)
                self.bind(inner, own, scope, declare=declare)
            if pattern.rest:
                self._bind_name(pattern.rest, value, scope, declare)
        elif type(pattern) is ListPattern:
            self._bind_list(pattern, value, scope, declare)
        elif type(pattern) is Member:
            self.set_member(self.value(pattern.of, scope), pattern.name, value)
        elif type(pattern) is Item:
            of, at = self.value(pattern.of, scope), self.value(pattern.key, scope)
            if isinstance(of, dict) and isinstance(at, str):
                of[at] = value

    def _bind_list(self, pattern: ListPattern, value: Value, scope: Scope, declare: bool) -> None:
        whole = self.plain(value)
        # `app, err := something()`: what is known of one value is the first of them.
        items = list(whole) if isinstance(whole, (list, tuple)) else [value]
        items += [Unknown()] * (len(pattern.items) - len(items))
        for inner, item in zip(pattern.items, items, strict=False):
            self.bind(inner, item, scope, declare=declare)

    def _bind_name(self, name: str, value: Value, scope: Scope, declare: bool) -> None:
        owner = (scope if declare else scope.owner(name)) or scope
        # A branch that tells nothing does not take away what another branch has told.
        if is_known(value) or name not in owner.names or not is_known(owner.names[name]):
            owner.names[name] = value

    def set_member(self, of: Value, name: str, value: Value) -> None:
        """Give a part of a value a new value."""
        if not is_known(value) and is_mount_point(name):
            value = Unknown(name)  # the setting's own name says what it is for
        if isinstance(of, Instance):
            if is_known(value) or name not in of.fields:
                of.fields[name] = value
        elif isinstance(of, dict):
            of[name] = value
        elif isinstance(of, ClassValue):
            of.statics[name] = value
        elif isinstance(of, Router):
            of.data[name] = value
        elif isinstance(of, ModuleValue):
            of.exports[name] = value

    # -- expressions -------------------------------------------------------------------------------

    def value(self, expression: Expression, scope: Scope) -> Value:
        """Return the value of an expression."""
        self._steps += 1
        if self._steps > MAX_STEPS:
            raise Exhausted
        # The commonest first, and no more calls inside calls than there must be.
        if type(expression) is Name:
            owner = scope.owner(expression.name)
            if owner is not None:
                return self._named(owner, expression.name)
            return self.free(expression.name, scope)
        if type(expression) is Member:
            return self.member(self.value(expression.of, scope), expression.name)
        if type(expression) is Call:
            return self._call(expression, scope)
        if type(expression) is Text:
            return expression.value
        if expression is None:
            return Unknown()
        return _VALUES[type(expression)](self, expression, scope)

    def _listed(self, listing: Listing, scope: Scope) -> Value:
        items = self._spread(listing.items, scope)
        return tuple(items) if listing.several else items

    def _one_of(self, either: Either, scope: Scope) -> Value:
        return best([self.value(option, scope) for option in either.options])

    def _assigned(self, assign: Assign, scope: Scope) -> Value:
        value = self.value(assign.value, scope)
        self.bind(assign.target, value, scope)
        return value

    def _item(self, item: Item, scope: Scope) -> Value:
        of, key = self.value(item.of, scope), self.value(item.key, scope)
        return self.item(of, key)

    def _named(self, owner: Scope, name: str) -> Value:
        value = owner.names[name]
        if type(value) is Lazy:
            owner.names[name] = Unknown(name)  # whoever asks for itself on the way gets nothing
            value = owner.names[name] = self.value(value.expression, value.scope)
        return value

    def literal(self, literal: Literal, scope: Scope) -> Value:
        """Return an instance of a type's literal."""
        return self._record(literal.record, scope)

    def _joined(self, join: Join, scope: Scope) -> Value:
        texts = [self._part(part, scope) for part in join.parts]
        rest = "".join(texts[1:])
        # `${basePath}/users`: what is not known of a mount point is nothing, not a folder.
        if rest.startswith("/") and texts[0].startswith("{") and is_mount_point(texts[0]):
            return rest
        return "".join(texts)

    def _part(self, part: Expression, scope: Scope) -> str:
        value = self.plain(self.value(part, scope))
        if isinstance(value, str):
            return value
        name = value.text if isinstance(value, Unknown) and value.text else _spelled(part)
        return "{" + name + "}"

    def _spread(self, items: Iterable[Expression], scope: Scope) -> list[Value]:
        found: list[Value] = []
        for item in items:
            value = self.value(item, scope)
            if isinstance(item, Spread):
                value = self.plain(value)
                found += value if isinstance(value, list) else [Unknown()]
            else:
                found.append(value)
        return found

    def _record(self, record: Record, scope: Scope) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for key, expression in record.entries:
            value = self.value(expression, scope)
            if key is None:
                spread = self.plain(value)
                found.update(spread if isinstance(spread, dict) else {})
                continue
            name = key if isinstance(key, str) else self.value(key, scope)
            if isinstance(name, str):
                found[name] = value
        for value in found.values():
            if isinstance(value, Closure) and value.this is None and not value.function.arrow:
                value.this = found
        return found

    def item(self, of: Value, key: Value) -> Value:
        """Return `of[key]`."""
        if isinstance(of, (list, tuple)) and isinstance(key, str) and key.isdigit():
            return of[int(key)] if int(key) < len(of) else Unknown()
        return self.member(of, key) if isinstance(key, str) else Unknown()

    def member(self, of: Value, name: str) -> Value:
        """Return `of.name`."""
        if type(of) is Instance:
            return self.instance_member(of, name)
        if type(of) is Unknown:
            return Unknown(name)
        if type(of) is External:
            return External(f"{of.name}.{name}")
        if type(of) is dict:
            return of[name] if name in of else Unknown(name)
        if type(of) is ClassValue:
            return self.static_member(of, name)
        if type(of) is Router:
            return of.data.get(name, of if name in _ITSELF else Unknown(name))
        if type(of) is ModuleValue:
            return self.module_member(of, name)
        return Unknown(name)

    def module_member(self, module: ModuleValue, name: str) -> Value:
        """Return what a module offers under a name."""
        if name in module.exports:
            return module.exports[name]
        if module.whole is not None:
            return module.whole if name == "default" else self.member(module.whole, name)
        return Unknown(name)

    def plain(self, value: Value) -> Value:
        """Return what stands for a module where a value is used: its whole, or its default."""
        if isinstance(value, ModuleValue):
            if value.whole is not None:
                return value.whole
            return value.exports.get("default", value)
        return value

    # -- classes -----------------------------------------------------------------------------------

    def bases(self, of: ClassValue) -> list[ClassValue]:
        """Return the classes that a class is made of, itself first."""
        found: list[ClassValue] = []
        pending = [of]
        while pending and len(found) < MAX_DEPTH:
            current = pending.pop(0)
            found.append(current)
            for base in current.code.bases:
                value = self.plain(self.value(base, current.scope))
                if isinstance(value, ClassValue) and value not in found:
                    pending.append(value)
        return found

    def instance_member(self, instance: Instance, name: str) -> Value:
        """Return a field or a bound method of an instance."""
        if name in instance.fields:
            return instance.fields[name]
        for of in self.bases(instance.of):
            for part in of.code.parts:
                if part.name != name or part.static:
                    continue
                if isinstance(part.value, Function):
                    return Closure(part.value, self.this_scope(of, instance), instance)
                value = self.value(part.value, self.this_scope(of, instance))
                if not is_known(value) and part.type:
                    value = self.of_type(part.type, of.scope) or value
                instance.fields[name] = value
                return value
        return Unknown(name)

    def static_member(self, of: ClassValue, name: str) -> Value:
        """Return a static field or method of a class."""
        for owner in self.bases(of):
            if name in owner.statics:
                return owner.statics[name]
            for part in owner.code.parts:
                if part.name == name and part.static:
                    scope = owner.scope.inner()
                    scope.names["this"] = of
                    value = self.value(part.value, scope)
                    if isinstance(value, Closure):
                        value.this = of
                    owner.statics[name] = value
                    return value
        return Unknown(name)

    def this_scope(self, of: ClassValue, instance: Instance) -> Scope:
        """Return the scope in which a class's parts are evaluated for one instance."""
        scope = of.scope.inner()
        scope.names["this"] = instance
        scope.names["super"] = Unknown("super")
        bases = self.bases(of)
        if len(bases) > 1:
            scope.names["super"] = Instance(bases[1], instance.fields)
        return scope

    def instantiate(self, of: ClassValue, arguments: Sequence[Value]) -> Instance:
        """Return a new instance: fields in order, then the constructor."""
        instance = Instance(of)
        self.construct(of, instance, arguments)
        return instance

    def construct(self, of: ClassValue, instance: Instance, arguments: Sequence[Value]) -> None:
        """Run a class's own part of making an instance; the base's where it has no constructor."""
        self.made.add(id(of.code))
        constructor = next(
            (part.value for part in of.code.parts if part.name == "constructor"), None
        )
        bases = self.bases(of)
        if not isinstance(constructor, Function) and len(bases) > 1:
            self.construct(bases[1], instance, arguments)
        scope = self.this_scope(of, instance)
        for part in of.code.parts:
            if not part.static and part.value is not None and not isinstance(part.value, Function):
                instance.fields[part.name] = self.value(part.value, scope)
        if isinstance(constructor, Function):
            self.invoke(Closure(constructor, scope, instance), arguments)

    # -- calls -------------------------------------------------------------------------------------

    def _call(self, call: Call, scope: Scope) -> Value:
        if type(call.function) is Member:
            of = self.value(call.function.of, scope)
            site = self._site(call, scope)
            return self.call_member(of, call.function.name, site, scope)
        if type(call.function) is Item:  # `app[method](...)`
            of, key = self.value(call.function.of, scope), self.value(call.function.key, scope)
            site = self._site(call, scope)
            if isinstance(key, str) and not isinstance(of, (list, tuple)):
                return self.call_member(of, key, site, scope)
            return self.call(self.item(of, key), site, scope)
        if type(call.function) is Name and call.function.name == "super":
            return self._super(call, scope)
        callee = self.value(call.function, scope)
        return self.call(callee, self._site(call, scope), scope)

    def _site(self, call: Call, scope: Scope) -> Site:
        named = [one for one in call.arguments if type(one) is Named]
        given = (
            [one for one in call.arguments if type(one) is not Named] if named else call.arguments
        )
        arguments = self._spread(given, scope)
        by_name = {one.name: self.value(one.value, scope) for one in named}
        return Site(scope.path, call.path_line or call.line, arguments, call.new, by_name)

    def _super(self, call: Call, scope: Scope) -> Value:
        this, base = self.value(Name("this"), scope), self.value(Name("super"), scope)
        if isinstance(this, Instance) and isinstance(base, Instance):
            self.construct(base.of, this, self._spread(call.arguments, scope))
        return Unknown()

    def call_member(self, of: Value, name: str, site: Site, scope: Scope) -> Value:
        """Return what `of.name(...)` gives."""
        if isinstance(of, ModuleValue) and name not in of.exports:
            of = self.plain(of)
        if isinstance(of, Router):
            own = of.data.get(name)
            if isinstance(own, Closure):
                return self.call(own, site, scope)
            return self.dialect.method(self, of, name, site)
        if isinstance(of, Closure):
            return self._of_function(of, name, site, scope)
        if isinstance(of, (str, list, dict, External, Unknown)):
            if isinstance(of, dict) and name in of:
                return self.call(of[name], site, scope)
            if (found := self.builtin(of, name, site)) is not None:
                return found
        callee = self.member(of, name)
        if isinstance(of, Unknown) and isinstance(callee, Unknown):
            return self.unknown_method(of, name, site, scope)
        return self.call(callee, site, scope)

    def unknown_method(self, of: Unknown, name: str, site: Site, scope: Scope) -> Value:
        """Return what a method of something unknown gives."""
        return self.call(Unknown(name), site, scope)

    def _of_function(self, of: Closure, name: str, site: Site, scope: Scope) -> Value:
        if name == "bind":
            this = site.argument(0)
            return Closure(
                of.function,
                of.scope,
                this if is_known(this) else of.this,
                of.given + tuple(site.arguments[1:]),
            )
        if name == "call":
            return self.invoke(of, site.arguments[1:])
        if name == "apply":
            given = site.argument(1)
            return self.invoke(of, given if isinstance(given, list) else ())
        return self.call(Unknown(name), site, scope)

    def call(self, callee: Value, site: Site, scope: Scope) -> Value:
        """Return what a call gives."""
        callee = self.plain(callee)
        if type(callee) is Closure:
            if site.new and not callee.function.arrow:
                return self._made_by_function(callee, site)
            return self.invoke(callee, site.arguments)
        if type(callee) is ClassValue:
            return self.instantiate(callee, site.arguments)
        if type(callee) is External:
            return self.call_external(callee, site, scope)
        if type(callee) is Router:
            return callee
        self.call_back(site.arguments)
        return Unknown(callee.text if isinstance(callee, Unknown) else "")

    def _made_by_function(self, callee: Closure, site: Site) -> Value:
        """`new F()` of a function: what it gives back, or an object with what it put on `this`."""
        this: dict[str, Value] = {}
        given = self.invoke(Closure(callee.function, callee.scope, this), site.arguments)
        return given if is_known(given) else this

    def call_external(self, callee: External, site: Site, scope: Scope) -> Value:
        """Return what a call of something foreign gives."""
        found = self.dialect.external(self, callee.name, site)
        if found is None:
            head, _, name = callee.name.rpartition(".")
            found = self.builtin(External(head), name, site)
        if found is not None:
            return found
        self.call_back(site.arguments)
        # A wrapper (for promises, for logs, for a server) gives back what it wraps.
        for argument in site.arguments:
            if isinstance(self.plain(argument), Router):
                return self.plain(argument)
        return Unknown(callee.name.rpartition(".")[2])

    def call_back(self, arguments: Iterable[Value]) -> None:
        """Follow the functions that something unknown is given: it may well call them."""
        for argument in arguments:
            if isinstance(argument, Closure) and id(argument.function) not in self.ran:
                self.invoke(argument, ())

    def invoke(self, closure: Closure, arguments: Sequence[Value]) -> Value:
        """Follow a function of the repo and return what it gives back."""
        function = closure.function
        key = id(function)
        before = _call_key(closure, arguments)
        if before in self._plain_results:
            return self._plain_results[before][0]
        if len(self._under_way) >= MAX_DEPTH or self._under_way.count(key) >= _MAX_SAME:
            return Unknown()
        self.ran.add(key)
        scope = closure.scope.inner()
        if not function.arrow:
            if closure.this is not None:
                scope.names["this"] = closure.this
            elif function.name:
                scope.names.setdefault("this", {})
        self._under_way.append(key)
        try:
            self._bind_parameters(function, (*closure.given, *arguments), scope)
            given = best(self.run(function.body, scope))
        except RecursionError:
            self.is_cut_short = True
            return Unknown()
        finally:
            self._under_way.pop()
        if not is_known(given):
            for text in function.results[:1]:
                given = self.of_result(text, closure.scope) or given
        if isinstance(given, (str, Unknown, External)):
            self._plain_results[before] = (given, (closure, *arguments))
        return given

    def of_result(self, text: str, scope: Scope) -> Value | None:
        """Return what the type of a result tells; nothing, where a language does not say."""
        return None

    def _bind_parameters(self, function: Function, given: tuple[Value, ...], scope: Scope) -> None:
        for position, parameter in enumerate(function.parameters):
            if parameter.rest:
                self.bind(parameter.pattern, list(given[position:]), scope, declare=True)
                continue
            value: Value = given[position] if position < len(given) else Unknown()
            if not is_known(value) and parameter.default is not None:
                value = self.value(parameter.default, scope)
            if not is_known(value) and parameter.type:
                value = self.of_type(parameter.type, scope) or value
            self.bind(parameter.pattern, value, scope, declare=True)
            if parameter.keeps and isinstance(parameter.pattern, Name):
                self.set_member(self.value(Name("this"), scope), parameter.pattern.name, value)


def _call_key(closure: Closure, arguments: Sequence[Value]) -> object:
    """Return what tells one call from another: the function, where it was made, what it is given."""
    given = tuple(
        value
        if isinstance(value, str)
        else (value.text if isinstance(value, Unknown) else id(value), type(value))
        for value in (*closure.given, *arguments)
    )
    return (id(closure.function), id(closure.scope), id(closure.this), given)


def _spelled(expression: Expression) -> str:
    match expression:
        case Name():
            return expression.name
        case Member():
            return expression.name
        case Call():
            return _spelled(expression.function)
        case Either():
            return _spelled(expression.options[0])
    return "…"


_VALUES: dict[type, Callable[[Evaluation, Any, Scope], Value]] = {
    Join: Evaluation._joined,
    Listing: Evaluation._listed,
    Record: Evaluation._record,
    Literal: lambda run, literal, scope: run.literal(literal, scope),
    Function: lambda _, function, scope: Closure(function, scope),
    Class: lambda _, of, scope: ClassValue(of, scope),
    Either: Evaluation._one_of,
    Assign: Evaluation._assigned,
    Import: lambda run, found, scope: run.imported(scope, found.source, found.name),
    Item: Evaluation._item,
    Named: lambda run, named, scope: run.value(named.value, scope),
    Spread: lambda run, spread, scope: run.value(spread.of, scope),
    Unresolved: lambda _, found, __: Unknown(found.text),
}
"""What makes the value of each kind of expression that `value` does not know itself."""
