"""Frameworks whose routes hang on router objects: decorators, `add_...` calls and mounts.

A stack describes its framework as a `Dialect`; the walk over decorators and calls is the same for
all of them. Which object a decorator hangs on is resolved across files (python_names).
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.assess.mounts import Endpoint, Mounts, slashed
from groundplan.assess.python.lists import called_with, contexts, spread
from groundplan.assess.python.names import (
    ClassRef,
    External,
    FunctionRef,
    Instance,
    Names,
    Value,
    Where,
    passed,
)
from groundplan.core.model import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from groundplan.assess.python.modules import CallSite, Module
    from groundplan.core.model import Fact

VERBS = ("get", "post", "put", "delete", "patch")
EVERY_VERB = (*VERBS, "head", "options", "trace")
_FILES = re.compile(r"static|files|\bmedia|admin|spa\b", re.I)
"""What is mounted and serves no routes of its own, by what it is called."""
_SHOWN = 80
_UNLISTED = ("HEAD", "OPTIONS", "TRACE")  # what a framework answers by itself


@dataclass(frozen=True)
class Parameter:
    """An argument of a call: its position from 0, -1 where only its name counts, and its names."""

    position: int
    names: tuple[str, ...]

    def of(self, call: ast.Call) -> ast.expr | None:
        """Return what a call passes for it."""
        return passed(call, self.position, *self.names)


@dataclass(frozen=True)
class Adds:
    """A call that adds a route: `app.add_url_rule("/x", view_func=f, methods=[...])`."""

    path: Parameter
    handler: Parameter
    methods: Parameter = Parameter(-1, ("methods",))
    default: tuple[str, ...] = ("GET",)
    many: bool = False
    """Whether every further positional argument is one more path."""


@dataclass(frozen=True)
class MountCall:
    """A call that mounts a child: `app.include_router(router, prefix="/x")`."""

    child: Parameter
    prefix: Parameter
    replaces: bool = False
    """Whether a prefix given here takes the place of the child's own."""
    turned: bool = False
    """Whether the argument is the parent: `api.init_app(app)`."""


@dataclass(frozen=True)
class Dialect:
    """How one framework spells applications, routers, routes and mounts."""

    applications: tuple[str, ...]
    """Dotted names of the classes of applications."""
    routers: tuple[str, ...]
    prefixes: tuple[tuple[str, Parameter], ...] = (("", Parameter(-1, ("prefix",))),)
    """How a router's own prefix is given, by the end of its class's dotted name; the first fits."""
    named: tuple[str, ...] = ()
    """Ends of dotted names of routers whose prefix is their name where none is given."""
    verbs: tuple[str, ...] = EVERY_VERB
    """Decorators that are named after their method."""
    decorators: tuple[str, ...] = ("route",)
    """Decorators that take methods."""
    methods_first: tuple[str, ...] = ()
    """Decorators that take methods, and take them before the path."""
    adds: tuple[tuple[str, Adds], ...] = ()
    mounts: tuple[tuple[str, MountCall], ...] = ()
    parents: tuple[tuple[str, Parameter], ...] = ()
    """Classes that are given what they are mounted on when they are made."""
    groups: tuple[str, ...] = ()
    """Calls whose positional arguments are children of what they make."""
    path_names: tuple[str, ...] = ("path", "rule", "uri", "url")
    join: Callable[[str, str], str] = slashed
    default_methods: tuple[str, ...] = ("GET",)


class Wiring:
    """One framework's routes of a whole checkout, put into a graph of mounts."""

    def __init__(self, names: Names, dialect: Dialect) -> None:
        self.names = names
        self.dialect = dialect
        self.mounts = Mounts(dialect.join)
        self.nodes: dict[Hashable, Instance] = {}
        self.applications: dict[Hashable, Instance] = {}
        self.mounted: set[Hashable] = set()
        self.adds = dict(dialect.adds)
        self.mount_calls = dict(dialect.mounts)
        self.attempts: dict[tuple[str, int], str] = {}
        """Place of a mount -> its text; empty where what it mounts was found."""

    def routes(self) -> Iterator[Fact]:
        """Yield every route that an application serves."""
        self.collect()
        for key, application in self.applications.items():
            if key not in self.mounted:
                self.mounts.application(key, self.own_prefix(application))
        self.names.checkout.not_followed |= {
            Trouble(path, line, text) for (path, line), text in self.attempts.items() if text
        }
        yield from self.mounts.routes()

    def collect(self) -> None:
        """Put everything that the modules say into the graph."""
        modules = list(self.names.modules())
        made_by = {name.rpartition(".")[2] for name in self.dialect.applications}
        for module in modules:
            for scope, values in module.names.items():
                for value in [one for many in values.values() for one in many]:
                    # What a function gives back is made in that function, and found there.
                    if isinstance(value, ast.Call) and _may_be_class(_last(value.func)):
                        self.node(value, Where(module, scope))
            for site in module.calls:  # an application that is only given back has no name
                if _last(site.call.func) in made_by:
                    self.node(site.call, Where(module, site.scope))
        for module in modules:
            for site in module.calls:
                self.called(module, site)
            for function in module.functions.values():
                for decorator in function.decorators:
                    for where in contexts(self.names, module, function.owner, [decorator]):
                        self.decorator(decorator, where, function.name, ())
            for found in module.classes.values():
                scope = found.name.rpartition(".")[0]
                for decorator in found.decorators:
                    methods = class_methods(self.names, ClassRef(module, found))
                    self.decorator(decorator, Where(module, scope), found.name, methods)

    # -- objects -----------------------------------------------------------------------------------

    def node(self, expression: ast.expr, where: Where) -> Instance | None:
        """Return the application or router that an expression stands for."""
        for target in self.names.resolve(expression, where):
            if isinstance(target, Instance) and (found := self._known(target)) is not None:
                return found
            if (
                isinstance(target, External)
                and target.name.endswith("().router")
                and isinstance(expression, ast.Attribute)
            ):
                return self.node(expression.value, where)  # an application's own router is itself
        return None

    def _known(self, target: Instance) -> Instance | None:
        if target.key in self.nodes:
            return self.nodes[target.key]
        kinds = self.names.kinds(target)
        is_application = not kinds.isdisjoint(self.dialect.applications)
        if not is_application and kinds.isdisjoint(self.dialect.routers):
            return None
        if target.call is None:  # an annotation alone: clear where there is one application
            alone = is_application and len(self.applications) == 1
            return next(iter(self.applications.values())) if alone else None
        self.nodes[target.key] = target
        if is_application:
            self.applications[target.key] = target
        self._born(target, kinds)
        return target

    def _born(self, made: Instance, kinds: set[str]) -> None:
        """Take the mounts that the making of an object states."""
        call = made.call
        if call is None:
            return
        for name, parameter in self.dialect.parents:
            if name in kinds:
                given = parameter.of(call)
                if (
                    given is None
                    and isinstance(call.func, ast.Attribute)
                    and parameter.position < 0
                ):
                    given = call.func.value
                parent = self.node(given, made.where) if given is not None else None
                if parent is not None:
                    self._edge(parent, made, self.own_prefix(made))
        if not kinds.isdisjoint(self.dialect.groups):
            for given in call.args:
                for item, where in [*self.names.elements(given, made.where), (given, made.where)]:
                    if (child := self.node(item, where)) is not None:
                        self._edge(made, child, self.own_prefix(child))

    def _edge(self, parent: Instance, child: Instance, prefix: str) -> None:
        self.mounts.mount(parent.key, child.key, prefix)
        self.mounted.add(child.key)

    def own_prefix(self, node: Instance) -> str:
        """Return the prefix that a router is made with."""
        kinds = self.names.kinds(node)
        parameter = next(
            (
                one
                for end, one in self.dialect.prefixes
                if any(kind.endswith(end) for kind in kinds)
            ),
            None,
        )
        if parameter is None or node.call is None:
            return ""
        given = parameter.of(node.call)
        if given is None and (made := self._made_with(node, parameter)) is not None:
            return self.prefix(*made)
        if given is None:
            given = self._inherited(node, parameter)
        if given is None and any(
            kind.endswith(end) for end in self.dialect.named for kind in kinds
        ):
            name = self.names.text(node.call.args[0], node.where) if node.call.args else None
            return f"/{name}" if name else ""
        return self.prefix(given, node.where)

    def _made_with(self, node: Instance, parameter: Parameter) -> tuple[ast.expr, Where] | None:
        """Return the prefix that a subclass's own `__init__` hands to the router, and its place."""
        if not isinstance(node.of, ClassRef) or node.call is None:
            return None
        for one in self.names.line_of_descent(node.of):
            method = one.found.methods.get("__init__") if isinstance(one, ClassRef) else None
            if method is None or not isinstance(one, ClassRef):
                continue
            for site in one.module.calls:
                if site.scope == method.name and (given := _handed_up(site.call, parameter)):
                    ref = FunctionRef(one.module, method)
                    return given, called_with(self.names, ref, node.call, node.where)
            return None
        return None

    def _inherited(self, node: Instance, parameter: Parameter) -> ast.expr | None:
        """Return a prefix that a subclass of the router sets for all of its instances."""
        if not isinstance(node.of, ClassRef):
            return None
        values = node.of.module.names.get(node.of.found.name, {})
        return next((values[name][0] for name in parameter.names if name in values), None)

    def prefix(self, given: ast.expr | None, where: Where) -> str:
        """Return a prefix's text; one that can't be known stands in braces."""
        if given is None:
            return ""
        if (text := self.names.text(given, where)) is not None:
            return text
        return "" if self._is_none(given, where) else f"/{{{ast.unparse(given)}}}"

    def _is_none(self, given: ast.expr, where: Where) -> bool:
        return any(
            isinstance(target, Value)
            and isinstance(target.expression, ast.Constant)
            and target.expression.value is None
            for target in self.names.resolve(given, where)
        )

    # -- decorators --------------------------------------------------------------------------------

    def decorator(
        self, decorator: ast.expr, where: Where, handler: str, methods: tuple[str, ...]
    ) -> None:
        """Take the route that a decorator, or a call of one, states above a function or a class."""
        if not isinstance(decorator, ast.Call):
            return
        marked = self.marked(decorator.func, where, [])
        if marked is None:
            return
        base, name, words = marked
        if (node := self.node(base, where)) is None:
            return
        call = ast.Call(decorator.func, decorator.args, [*decorator.keywords, *words])
        if name in self.dialect.methods_first and call.args:
            given = ast.keyword("methods", call.args[0])
            call = ast.Call(call.func, call.args[1:], [*call.keywords, given])
        if name in self.dialect.verbs:
            methods = (name.upper(),)
        elif not methods or passed(call, -1, "methods", "method") is not None:
            methods = self.methods(call, where)
        for path in self.paths(call, where):
            self.serve(node, methods, path, where.module.path, decorator.lineno, handler)

    def marked(
        self, called: ast.expr, where: Where, words: list[ast.keyword]
    ) -> tuple[ast.expr, str, list[ast.keyword]] | None:
        """Return the object, the name and the further keywords of a route decorator.

        An alias (`get = router.get`) and a partial (`post = partial(app.route, methods=["POST"])`)
        are looked through.
        """
        if isinstance(called, ast.Attribute):
            is_route = called.attr in (
                *self.dialect.verbs,
                *self.dialect.decorators,
                *self.dialect.methods_first,
            )
            return (called.value, called.attr, words) if is_route else None
        if isinstance(called, ast.Name):
            for value in self._bindings(called.id, where):
                if isinstance(value, ast.Attribute):
                    return self.marked(value, where, words)
                if isinstance(value, ast.Call) and _last(value.func) == "partial" and value.args:
                    return self.marked(value.args[0], where, [*words, *value.keywords])
        return None

    def _bindings(self, name: str, where: Where) -> list[ast.expr]:
        scope = where.scope
        while True:
            if found := where.module.names.get(scope, {}).get(name):
                return found
            if not scope:
                return []
            scope = scope.rpartition(".")[0]

    def paths(self, call: ast.Call, where: Where) -> list[str]:
        """Return the paths that a decorator names: usually one."""
        given = passed(call, 0, *self.dialect.path_names)
        if given is None:
            return [] if call.args else [""]
        if isinstance(given, ast.List | ast.Tuple):
            return self.names.texts(given, where) or []
        more = [one for one in call.args[1:] if _is_path(one)]
        # A path of its own that nobody can know makes no fact; an unknown prefix stays visible.
        found = [self.names.text(one, where) for one in (given, *more)]
        return [text for text in found if text is not None]

    def methods(
        self, call: ast.Call, where: Where, given: ast.expr | None = None
    ) -> tuple[str, ...]:
        """Return the methods that a call names, or the framework's default."""
        given = given or passed(call, -1, "methods", "method", "http_method")
        if given is None:
            return self.dialect.default_methods
        found = self.names.texts(given, where)
        return tuple(method.upper() for method in found) if found else ("ANY",)

    def serve(
        self,
        node: Instance,
        methods: tuple[str, ...],
        path: str,
        file: str,
        line: int,
        handler: str,
    ) -> None:
        """Put an endpoint on a node, once for each method."""
        for method in methods:
            if method.upper() not in _UNLISTED:
                method = "ANY" if method == "*" else method
                self.mounts.endpoint(node.key, Endpoint(method.upper(), path, file, line, handler))

    # -- calls -------------------------------------------------------------------------------------

    def called(self, module: Module, site: CallSite) -> None:
        """Take the route or the mount that a call makes."""
        call = site.call
        if isinstance(call.func, ast.Call):  # app.get("/x")(handler)
            handler = ast.unparse(call.args[0]) if call.args else ""
            self.decorator(call.func, Where(module, site.scope), handler, ())
        if not isinstance(call.func, ast.Attribute):
            return
        name = call.func.attr
        if name not in self.mount_calls and name not in self.adds:
            return
        for where in self.names.places(site, module):
            node = self.node(call.func.value, where)
            if node is None:
                continue
            stated, there = spread(self.names, call, where)
            if name in self.mount_calls:
                self.mount(node, stated, there, self.mount_calls[name])
            else:
                self.add(node, stated, there, self.adds[name])

    def mount(self, node: Instance, call: ast.Call, where: Where, how: MountCall) -> None:
        """Put the mounts that one call states into the graph."""
        given = how.child.of(call)
        if given is None:
            return
        stated = how.prefix.of(call)
        prefix = self.prefix(stated, where)
        followed = False
        for item, there in [(given, where), *self.names.elements(given, where)]:
            other = self.node(item, there)
            if other is None:
                continue
            followed = True
            parent, child = (other, node) if how.turned else (node, other)
            own = self.own_prefix(child)
            if how.replaces and stated is not None:
                own = ""
            self._edge(parent, child, self.dialect.join(prefix, own) if own else prefix)
        place = (where.module.path, call.lineno)
        if followed or self._is_of_another(given, where):
            self.attempts[place] = ""
        else:
            target = ast.unparse(given)[:_SHOWN]
            self.attempts.setdefault(place, f"{ast.unparse(call.func)}({target})")

    def _is_of_another(self, given: ast.expr, where: Where) -> bool:
        """Say whether what is mounted serves files, or is another framework's application."""
        if _FILES.search(ast.unparse(given)):
            return True
        return any(
            isinstance(target, Instance) and not isinstance(target.of, External)
            for target in self.names.resolve(given, where)
        )

    def add(self, node: Instance, call: ast.Call, where: Where, how: Adds) -> None:
        """Take the routes that a call adds."""
        given = how.methods.of(call)
        methods = self.methods(call, where, given) if given is not None else ()
        methods = methods or self.handled(how.handler.of(call), where) or how.default
        first = how.path.of(call)
        rest = call.args[how.path.position + 1 :] if how.many else []
        for path in [first, *rest] if first is not None else []:
            if (text := self.names.text(path, where)) is not None:
                self.serve(node, methods, text, where.module.path, call.lineno, "")

    def handled(self, handler: ast.expr | None, where: Where) -> tuple[str, ...]:
        """Return the methods that a class-based handler defines; none for a function."""
        if handler is None:
            return ()
        if (viewed := _viewed(handler)) is not None:
            handler = viewed
        for target in self.names.resolve(handler, where):
            if isinstance(target, Value) and (viewed := _viewed(target.expression)) is not None:
                return self.handled(viewed, target.where)  # view = Item.as_view("item")
            of = target.of if isinstance(target, Instance) else target
            if isinstance(of, ClassRef):
                return class_methods(self.names, of)
        return ()


def _handed_up(call: ast.Call, parameter: Parameter) -> ast.expr | None:
    """Return what `super().__init__(prefix=x)` or `kwargs.setdefault("prefix", x)` says."""
    if not isinstance(call.func, ast.Attribute):
        return None
    if call.func.attr == "setdefault" and len(call.args) == 2:
        key = call.args[0]
        is_prefix = isinstance(key, ast.Constant) and key.value in parameter.names
        return call.args[1] if is_prefix else None
    return parameter.of(call) if call.func.attr == "__init__" else None


def _viewed(handler: ast.expr) -> ast.expr | None:
    """Return the class of `Class.as_view(...)`."""
    called = handler.func if isinstance(handler, ast.Call) else None
    is_view = isinstance(called, ast.Attribute) and called.attr == "as_view"
    return called.value if is_view and isinstance(called, ast.Attribute) else None


def class_methods(names: Names, ref: ClassRef) -> tuple[str, ...]:
    """Return the HTTP methods that a class-based view answers: `get`, `post`, ... or `on_get`."""
    own = names.methods(ref)
    found = tuple(verb.upper() for verb in VERBS if verb in own or f"on_{verb}" in own)
    for one in names.line_of_descent(ref):
        if isinstance(one, ClassRef):
            for value in one.module.names.get(one.found.name, {}).get("methods", ()):
                stated = names.texts(value, Where(one.module, one.found.name)) or []
                return tuple(method.upper() for method in stated) or found
    return found


def _may_be_class(name: str) -> bool:
    """Say whether something with this name may be a class, by how classes are named."""
    return name[:1].isupper() or "cls" in name or "class" in name


def _is_path(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value[:1] == "/"


def _last(node: ast.expr) -> str:
    return getattr(node, "attr", None) or getattr(node, "id", None) or ""
