"""What a Python expression stands for, across files: names, imports, attributes, factories.

Nothing is run. An expression resolves to what the repo's own text says that it can be: a module, a
class, a function, an instance of a class, a literal, or the dotted name of something outside.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from groundplan.assess.python.checkout import Modules
from groundplan.assess.python.lists import elements, places, rounds
from groundplan.assess.python.targets import (
    MAX_DEPTH,
    MAX_STEPS,
    Bound,
    ClassRef,
    External,
    FunctionRef,
    Instance,
    ModuleRef,
    Target,
    Value,
    Where,
    held,
    is_none,
    mentions_bound,
    names_in,
)
from groundplan.assess.python.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.assess.python.modules import CallSite, Function, Import, Module

__all__ = [
    "Bound",
    "ClassRef",
    "External",
    "FunctionRef",
    "Instance",
    "ModuleRef",
    "Names",
    "Target",
    "Value",
    "Where",
    "argument",
    "names_of",
    "passed",
]
Made = TypeVar("Made", bound=ast.expr)

MAX_CALLERS = 16
MAX_TARGETS = 64
"""What one expression may stand for; a table of a thousand rows is data, not wiring."""


@dataclass(eq=False)
class Names(Modules):
    """Resolves expressions over all Python files of a checkout."""

    _memo: dict[tuple[int, int, str, Bound], list[Target]] = field(default_factory=dict)
    _callers: dict[str, list[tuple[Module, CallSite]]] | None = None
    _calls: dict[
        Function, tuple[list[tuple[Module, CallSite]], Iterator[tuple[Module, CallSite]]]
    ] = field(default_factory=dict)
    """Function -> its calls as far as they were looked for, and where others may be."""
    _asked: set[Function] = field(default_factory=set)
    """Functions whose callers are being looked for."""
    _cuts: int = 0
    """How often a search came back to a function in `_asked`: what was found on the way is not whole."""
    _steps: int = 0
    _texts: Texts = field(init=False)
    _made: list[ast.expr] = field(default_factory=list)
    """Expressions that no tree holds: kept, because the memo knows expressions by their identity."""

    def __post_init__(self) -> None:
        self._texts = Texts(self)

    # -- expressions -------------------------------------------------------------------------------

    def imported(self, importer: str, origin: Import, depth: int = MAX_DEPTH) -> Target:
        """Return what an import statement in the file `importer` binds."""
        found = self.module_of(importer, origin)
        if found is None:
            return External(".".join(part for part in (origin.module, origin.name) if part))
        if not origin.name:
            return found
        inside = self._in_module(found, origin.name, depth - 1)
        return inside[0] if inside else External(f"{origin.module}.{origin.name}")

    def resolve(self, expression: ast.expr, where: Where, depth: int = MAX_DEPTH) -> list[Target]:
        """Return what an expression can stand for, likeliest first; never empty."""
        key = (id(expression), id(where.module), where.scope, where.bound)
        if key in self._memo:
            return self._memo[key]
        if depth == MAX_DEPTH:
            self._steps = 0
        if depth <= 0 or self._steps > MAX_STEPS:
            return [Value(expression, where)]
        self._memo[key] = [Value(expression, where)]  # what a name that is bound to itself finds
        cuts = self._cuts
        found = self._deduplicated(expression, where, depth)
        is_cut = self._steps > MAX_STEPS or (self._cuts > cuts and self._asked)
        if is_cut:  # asked by itself it may be more
            del self._memo[key]
        else:
            self._memo[key] = found
        return found

    def _deduplicated(self, expression: ast.expr, where: Where, depth: int) -> list[Target]:
        self._steps += 1
        found = list(dict.fromkeys(self._resolved(expression, where, depth)))[:MAX_TARGETS]
        return found or [Value(expression, where)]

    def _resolved(self, node: ast.expr, where: Where, depth: int) -> Iterator[Target]:
        if isinstance(node, ast.Name):
            yield from self.lookup(node.id, where, depth)
        elif isinstance(node, ast.Attribute):
            for base in self.resolve(node.value, where, depth - 1):
                yield from self.attribute(base, node.attr, depth - 1)
        elif isinstance(node, ast.Call):
            yield from self._called(node, where, depth)
        elif isinstance(node, ast.IfExp):
            yield from self.resolve(node.body, where, depth - 1)
            yield from self.resolve(node.orelse, where, depth - 1)
        elif isinstance(node, ast.BoolOp):
            for part in node.values:
                yield from self.resolve(part, where, depth - 1)
        elif isinstance(node, ast.Await | ast.Starred | ast.NamedExpr):
            yield from self.resolve(node.value, where, depth - 1)
        elif isinstance(node, ast.Subscript):
            yield from self._subscripted(node, where, depth)
        else:
            yield Value(node, where)

    def lookup(self, name: str, where: Where, depth: int = MAX_DEPTH) -> Iterator[Target]:
        """Yield what a name stands for in a place: innermost scope first."""
        for bound, value in reversed(where.bound):
            if bound == name:
                yield from self._given(name, value, where, depth)
                return
        scope = where.scope
        while True:
            if found := list(self._in_scope(name, where, scope, depth)):
                yield from found
                return
            if not scope:
                break
            scope = scope.rpartition(".")[0]
        for star in where.module.stars:
            package = self.module_of(where.module.path, star)
            if package and (inside := self._in_module(package, name, depth - 1)):
                yield from inside
                return
        yield External(name)

    def _given(self, name: str, value: Value, where: Where, depth: int) -> Iterator[Target]:
        """Yield what a bound name stands for, by what its function makes of it.

        `path = "/x" + path` takes the place of what was given; `path = path or "/x"` and
        `if path is None: path = "/x"` count where nothing was given.
        """
        mark = f"={name}"
        again = where.module.names.get(where.scope, {}).get(name, [])
        if again and not any(bound == mark for bound, _ in where.bound):
            inner = replace(where, bound=(*where.bound, (mark, value)))
            made = [one for one in again if name in names_in(one)]
            for one in reversed(made):
                yield from self.resolve(one, inner, depth - 1)
            if made:
                return
            if not is_none(value.expression):
                yield from self.resolve(value.expression, value.where, depth - 1)
            for one in again:
                yield from self.resolve(one, inner, depth - 1)
            return
        yield from self.resolve(value.expression, value.where, depth - 1)

    def _in_scope(self, name: str, where: Where, scope: str, depth: int) -> Iterator[Target]:
        module = where.module
        here = replace(where, scope=scope) if scope else Where(module)
        for value in module.names.get(scope, {}).get(name, ()):
            yield from self.resolve(value, here, depth - 1)
        full = f"{scope}.{name}" if scope else name
        if full in module.classes:
            yield ClassRef(module, module.classes[full])
        if full in module.functions:
            yield FunctionRef(module, module.functions[full])
        function = module.functions.get(scope)
        if function and name in function.parameters and name not in module.names.get(scope, {}):
            yield from self._argument(module, function, name, depth)
        if not scope and name in module.imports:
            yield self.imported(module.path, module.imports[name], depth - 1)

    def _argument(
        self, module: Module, function: Function, name: str, depth: int
    ) -> Iterator[Target]:
        """Yield what callers pass for a parameter, then its default, then what it is annotated as."""
        owner = module.classes.get(function.owner)
        if owner is not None and name in ("self", "cls"):
            ref = ClassRef(module, owner)
            yield Instance(ref, None, Where(module)) if name == "self" else ref
            return
        found = False
        for caller, site in self.callers(function, depth=depth) if depth > 0 else ():
            if (value := argument(site.call, name, function, owner is not None)) is not None:
                for target in self.resolve(value, Where(caller, site.scope), depth - 1):
                    found = found or not isinstance(target, External)
                    yield target
        if name in function.defaults:
            yield from self.resolve(function.defaults[name], Where(module), depth - 1)
        annotation = function.parameters[name]
        if not found and annotation is not None:
            yield from self._annotated(annotation, Where(module), depth - 1)

    def _annotated(self, annotation: ast.expr, where: Where, depth: int) -> Iterator[Target]:
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            yield from (
                Instance(target, None, where)
                for target in self.lookup(annotation.value, where, depth)
                if isinstance(target, ClassRef)
            )
            return
        for target in self.resolve(annotation, where, depth):
            if isinstance(target, ClassRef | External):
                yield Instance(target, None, where)

    def callers(
        self, function: Function, most: int = MAX_CALLERS, depth: int = MAX_DEPTH
    ) -> list[tuple[Module, CallSite]]:
        """Return the calls of a function that are statements or whose result is kept."""
        if function in self._asked:  # a function that calls itself adds nothing
            self._cuts += 1
            return []
        if function not in self._calls:
            self._calls[function] = ([], iter(self._called_so(function)))
        found, candidates = self._calls[function]
        self._asked.add(function)
        while len(found) < most and (candidate := next(candidates, None)) is not None:
            module, site = candidate
            targets = self.resolve(site.call.func, Where(module, site.scope), depth - 1)
            if any(isinstance(one, FunctionRef) and one.found is function for one in targets):
                found.append(candidate)
        self._asked.remove(function)
        return found[:most]

    def _called_so(self, function: Function) -> list[tuple[Module, CallSite]]:
        """Return the calls of whatever has a function's name."""
        if self._callers is None:
            self._callers = {}
            for module in list(self.modules()):
                for site in module.calls:
                    called = site.call.func
                    last = getattr(called, "attr", None) or getattr(called, "id", None)
                    if isinstance(last, str):
                        self._callers.setdefault(last, []).append((module, site))
        return self._callers.get(function.name.rpartition(".")[2], [])

    def _called(self, node: ast.Call, where: Where, depth: int) -> Iterator[Target]:
        for target in self.resolve(node.func, where, depth - 1):
            if isinstance(target, ClassRef | External):
                yield Instance(target, node, where)
            elif isinstance(target, FunctionRef):
                yield from self._returned(target, node, where, depth)
            else:
                yield Value(node, where)

    def _returned(
        self, target: FunctionRef, node: ast.Call, where: Where, depth: int
    ) -> Iterator[Target]:
        function = target.found
        owner = target.module.classes.get(function.owner)
        again = target.module.names.get(function.name, {})
        handed_on = {
            value.id
            for value in function.returns
            if isinstance(value, ast.Name) and value.id not in again
        }
        # What is clear, is itself given here or comes back: any more would make each call its own case.
        given = tuple(
            (name, held(value, where))
            for name in function.parameters
            if (value := argument(node, name, function, owner is not None)) is not None
            and (
                isinstance(value, ast.Constant) or name in handed_on or mentions_bound(value, where)
            )
        )
        inside = Where(target.module, function.name, given)
        found = False
        for value in function.returns:
            for result in self.resolve(value, inside, depth - 1):
                found = found or isinstance(result, Instance | ClassRef | FunctionRef)
                yield result
        if not found and function.annotated is not None:
            yield from self._annotated(function.annotated, Where(target.module), depth - 1)
        if not function.returns and function.annotated is None:
            yield Value(node, where)

    def _subscripted(self, node: ast.Subscript, where: Where, depth: int) -> Iterator[Target]:
        key = node.slice.value if isinstance(node.slice, ast.Constant) else None
        for base in self.resolve(node.value, where, depth - 1):
            literal = base.expression if isinstance(base, Value) else None
            if isinstance(literal, ast.Dict) and isinstance(base, Value):
                for name, value in zip(literal.keys, literal.values, strict=True):
                    if isinstance(name, ast.Constant) and name.value == key:
                        yield from self.resolve(value, base.where, depth - 1)
            elif (
                isinstance(literal, ast.List | ast.Tuple)
                and isinstance(base, Value)
                and isinstance(key, int)
                and -len(literal.elts) <= key < len(literal.elts)
            ):
                yield from self.resolve(literal.elts[key], base.where, depth - 1)
            elif isinstance(base, ClassRef | External):
                yield base  # Generic[Model] is Generic

    def attribute(self, base: Target, name: str, depth: int = MAX_DEPTH) -> Iterator[Target]:
        """Yield what `base.name` stands for."""
        if isinstance(base, ModuleRef):
            yield from self._in_module(base, name, depth)
        elif isinstance(base, ClassRef):
            yield from self._in_class(base, name, depth)
        elif isinstance(base, External):
            yield External(f"{base.name}.{name}")
        elif isinstance(base, Value) and name == "value":  # a member of an enumeration
            yield base
        elif isinstance(base, Instance):
            if isinstance(base.of, External):
                # A blueprint's name is what it is made with first, in Flask, Quart and Sanic.
                if name == "name" and base.of.name.endswith("Blueprint") and base.call is not None:
                    for given in base.call.args[:1]:
                        yield from self.resolve(given, base.where, depth - 1)
                yield External(f"{base.of.name}().{name}")
            elif found := list(self._in_class(base.of, name, depth)):
                yield from found
            else:  # what an outside base gives to it
                for outside in sorted(self.outside_bases(base.of)):
                    yield External(f"{outside}().{name}")

    def _in_module(self, ref: ModuleRef, name: str, depth: int) -> list[Target]:
        module = ref.module
        if module is not None and depth > 0:
            known = (
                name in module.names.get("", {})
                or name in module.classes
                or name in module.functions
                or name in module.imports
            )
            if known:
                return list(self.lookup(name, Where(module), depth - 1))
        if inner := self.at(f"{ref.folder}/{name}".strip("/")):
            return [inner]
        if module is not None and module.stars and depth > 0:
            found = list(self.lookup(name, Where(module), depth - 1))
            return [target for target in found if target != External(name)]
        return []

    def _in_class(self, ref: ClassRef, name: str, depth: int) -> Iterator[Target]:
        for one in self.line_of_descent(ref):
            if isinstance(one, External):
                continue
            own = one.module.names.get(one.found.name, {}).get(name, ())
            here = Where(one.module, one.found.name)
            for value in own:
                yield from self.resolve(value, here, depth - 1)
            if name in one.found.methods:
                method = FunctionRef(one.module, one.found.methods[name])
                if _is_property(method.found):
                    for value in method.found.returns:
                        yield from self.resolve(
                            value, Where(one.module, method.found.name), depth - 1
                        )
                yield method
            if own or name in one.found.methods:
                return
            full = f"{one.found.name}.{name}"
            if full in one.module.classes:
                yield ClassRef(one.module, one.module.classes[full])
                return

    # -- classes -----------------------------------------------------------------------------------

    def line_of_descent(self, ref: ClassRef) -> list[ClassRef | External]:
        """Return a class and all its bases, nearest first, as far as the repo tells."""
        found: list[ClassRef | External] = []
        pending: list[ClassRef | External] = [ref]
        while pending and len(found) < MAX_TARGETS:
            one = pending.pop(0)
            if one in found:
                continue
            found.append(one)
            if isinstance(one, ClassRef):
                here = Where(one.module, one.found.name.rpartition(".")[0])
                for base in one.found.bases:
                    pending += [
                        target
                        for target in self.resolve(base, here)
                        if isinstance(target, ClassRef | External)
                    ]
                    pending += [
                        External(f"{target.of.name}()")
                        for target in self.resolve(base, here)
                        if isinstance(target, Instance) and isinstance(target.of, External)
                    ]
        return found

    def outside_bases(self, ref: ClassRef) -> set[str]:
        """Return the dotted names of all bases that are not in the repo."""
        return {one.name for one in self.line_of_descent(ref) if isinstance(one, External)}

    def methods(self, ref: ClassRef) -> dict[str, tuple[ClassRef, Function]]:
        """Return the methods of a class and its bases in the repo; a nearer one hides a farther."""
        found: dict[str, tuple[ClassRef, Function]] = {}
        for one in self.line_of_descent(ref):
            if isinstance(one, ClassRef):
                for name, method in one.found.methods.items():
                    found.setdefault(name, (one, method))
        return found

    def kinds(self, target: Target) -> set[str]:
        """Return the outside classes that something is (an instance of), its repo bases followed."""
        of = target.of if isinstance(target, Instance) else target
        if isinstance(of, External):
            return {of.name}
        return self.outside_bases(of) if isinstance(of, ClassRef) else set()

    # -- texts -------------------------------------------------------------------------------------

    def text(self, expression: ast.expr, where: Where, depth: int = MAX_DEPTH) -> str | None:
        """Return the text that an expression makes, defaults of settings included; None if unknown."""
        return self._texts.text(expression, where, depth)

    def texts(self, expression: ast.expr, where: Where) -> list[str] | None:
        """Return the texts of a list, tuple or set of them; None if unknown."""
        return self._texts.texts(expression, where)

    # -- lists and places --------------------------------------------------------------------------

    def elements(self, expression: ast.expr, where: Where) -> Iterator[tuple[ast.expr, Where]]:
        """Yield the elements of a list or tuple, through names, sums, stars and copies of it."""
        return elements(self, expression, where)

    def places(self, site: CallSite, module: Module) -> list[Where]:
        """Return the place of a call, once for each caller and each round of a loop around it."""
        return places(self, site, module)

    def rounds(self, target: ast.expr, iterable: ast.expr, before: Where) -> list[Where]:
        """Return the place inside a loop, once for each element; the place before it if unknown."""
        return rounds(self, target, iterable, before)

    def keep(self, made: Made) -> Made:
        """Keep an expression that no tree holds: the memo knows expressions by their identity."""
        self._made.append(made)
        return made


def names_of(checkout: Checkout) -> Names:
    """Return the one resolver of a checkout, so that all stacks share what it has found out."""
    found = checkout.shared.get(Names)
    if not isinstance(found, Names):
        found = checkout.shared[Names] = Names(checkout)
    return found


def _is_property(function: Function) -> bool:
    return any(
        "property" in str(getattr(mark, "attr", None) or getattr(mark, "id", ""))
        for mark in function.decorators
    )


def argument(
    call: ast.Call, name: str, function: Function | None = None, is_method: bool = False
) -> ast.expr | None:
    """Return what a call passes for a parameter, by keyword or, with the function, by position."""
    for word in call.keywords:
        if word.arg == name:
            return word.value
    if function is None:
        return None
    order = list(function.parameters)
    if is_method and order and order[0] in ("self", "cls"):
        order = order[1:]
    position = order.index(name) if name in order else -1
    if 0 <= position < len(call.args) and not isinstance(call.args[position], ast.Starred):
        return call.args[position]
    return None


def passed(call: ast.Call, position: int, *names: str) -> ast.expr | None:
    """Return an argument by its position from 0 (-1: keyword only) or one of its keyword names."""
    if 0 <= position < len(call.args):
        found = call.args[position]
        return None if isinstance(found, ast.Starred) else found
    return next((word.value for word in call.keywords if word.arg in names), None)
