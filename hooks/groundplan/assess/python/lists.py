"""Lists of wiring, and the places that code is read in: once a round of a loop, once for each caller."""

from __future__ import annotations

import ast
from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from groundplan.assess.python.targets import (
    External,
    FunctionRef,
    Instance,
    Value,
    Where,
    held,
    names_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from groundplan.assess.python.modules import CallSite, Function, Loop, Module
    from groundplan.assess.python.names import Names

MAX_NESTING = 30
MAX_PLACES = 2_000
"""How often the same call is read; a function that is called more often is not wiring."""
MAX_CALLS_DEEP = 4
MAX_ROUNDS = 64
_COPIES = ("list", "tuple", "set", "sorted", "reversed", "frozenset")
Element = tuple[ast.expr, Where]


# -- lists -----------------------------------------------------------------------------------------


def elements(
    names: Names, expression: ast.expr, where: Where, depth: int = MAX_NESTING
) -> Iterator[Element]:
    """Yield the elements of a list or tuple, through names, sums, stars and copies of it."""
    for target in names.resolve(expression, where) if depth > 0 else ():
        if isinstance(target, Value):
            yield from _listed(names, target.expression, target.where, depth)
        elif isinstance(target, Instance) and _is_copy(target) and target.call is not None:
            yield from elements(names, target.call.args[0], target.where, depth - 1)


def _is_copy(made: Instance) -> bool:
    is_builtin = isinstance(made.of, External) and made.of.name in _COPIES
    return is_builtin and made.call is not None and bool(made.call.args)


def _listed(names: Names, node: ast.expr, where: Where, depth: int) -> Iterator[Element]:
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        for item in node.elts:
            if isinstance(item, ast.Starred):
                yield from elements(names, item.value, where, depth - 1)
            else:
                yield item, where
        if isinstance(node, ast.List):
            yield from _appended(names, node, where, depth)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from elements(names, node.left, where, depth - 1)
        yield from elements(names, node.right, where, depth - 1)
    elif isinstance(node, ast.ListComp | ast.GeneratorExp | ast.SetComp):
        loops = tuple((one.target, one.iter) for one in node.generators)
        yield from ((node.elt, one) for one in looped(names, loops, where, depth - 1))


def _appended(names: Names, node: ast.List, where: Where, depth: int) -> Iterator[Element]:
    """Yield what `name.append(...)` and `name.extend(...)` add to a list that has a name."""
    bindings = where.module.names.get(where.scope, {})
    name = next((one for one, values in bindings.items() if node in values), None)
    for site in where.module.calls if name is not None else ():
        called = site.call.func
        if (
            site.scope == where.scope
            and isinstance(called, ast.Attribute)
            and called.attr in ("append", "extend", "insert")
            and isinstance(called.value, ast.Name)
            and called.value.id == name
            and site.call.args
        ):
            for place in looped(names, site.loops, where):
                if called.attr == "extend":
                    yield from elements(names, site.call.args[0], place, depth - 1)
                else:
                    yield site.call.args[-1], place


# -- places ----------------------------------------------------------------------------------------


def places(names: Names, site: CallSite, module: Module, deep: int = MAX_CALLS_DEEP) -> list[Where]:
    """Return the place of a call, once for each caller and each round of a loop around it."""
    mentioned = [site.call, *(iterable for _, iterable in site.loops)]
    inside = chain.from_iterable(
        looped(names, site.loops, before)
        for before in contexts(names, module, site.scope, mentioned, deep)
    )
    return list(islice(inside, MAX_PLACES))


def looped(
    names: Names, loops: tuple[Loop, ...], before: Where, depth: int = MAX_NESTING
) -> list[Where]:
    """Return a place once for each round of the loops that are around it."""
    found = [before]
    for target, iterable in loops:
        inside = chain.from_iterable(rounds(names, target, iterable, one, depth) for one in found)
        found = list(islice(inside, MAX_PLACES))  # loops in loops in loops multiply
    return found


def rounds(
    names: Names,
    target: ast.expr,
    iterable: ast.expr,
    before: Where,
    depth: int = MAX_NESTING,
) -> list[Where]:
    """Return the place inside a loop, once for each element; the place before it if unknown."""
    found = []
    bound: tuple[tuple[str, Value], ...]
    for item, where in _gone_through(names, iterable, before, depth):
        if isinstance(target, ast.Name):
            bound = ((target.id, held(item, where)),)
        elif isinstance(target, ast.Tuple) and isinstance(item, ast.Tuple | ast.List):
            bound = tuple(
                (one.id, held(part, where))
                for one, part in zip(target.elts, item.elts, strict=False)
                if isinstance(one, ast.Name)
            )
        else:
            continue
        found.append(replace(before, bound=before.bound + bound))
        if len(found) == MAX_ROUNDS:
            break
    return found or [before]


def _gone_through(names: Names, iterable: ast.expr, where: Where, depth: int) -> Iterator[Element]:
    """Yield what a `for` goes through: elements of a list, or the pairs of a table's `items()`."""
    if not (isinstance(iterable, ast.Call) and isinstance(iterable.func, ast.Attribute)):
        yield from elements(names, iterable, where, depth)
        return
    part = iterable.func.attr
    for target in names.resolve(iterable.func.value, where):
        if isinstance(target, Value) and isinstance(target.expression, ast.Dict):
            table = target.expression
            for key, value in zip(table.keys, table.values, strict=True):
                if key is not None and part == "items":
                    yield names.keep(ast.Tuple([key, value], ast.Load())), target.where
                elif part == "values":
                    yield value, target.where


def contexts(
    names: Names,
    module: Module,
    scope: str,
    mentioned: Iterable[ast.expr],
    deep: int = MAX_CALLS_DEEP,
) -> list[Where]:
    """Return a place inside a function, once for each call of it, with what that call hands over.

    Only where what is read there depends on what is handed over.
    """
    here = Where(module, scope)
    function = module.functions.get(scope)
    if function is None or deep == 0:
        return [here]
    wanted = _wanted(module, function, mentioned)
    found = (
        replace(here, bound=_handed_over(names, module, function, site.call, where, wanted))
        for caller, site in (names.callers(function, MAX_PLACES) if wanted else ())
        for where in places(names, site, caller, deep - 1)
    )
    return list(islice(found, MAX_PLACES)) or [here]


def called_with(names: Names, ref: FunctionRef, call: ast.Call, where: Where) -> Where:
    """Return the place inside a function, with all that one call of it hands over."""
    function = ref.found
    every = [*function.parameters, *filter(None, (function.rest, function.options))]
    bound = _handed_over(names, ref.module, function, call, where, every)
    return Where(ref.module, function.name, bound)


def _wanted(module: Module, function: Function, mentioned: Iterable[ast.expr]) -> list[str]:
    """Return the parameters that expressions depend on, by themselves or through local names."""
    local = module.names.get(function.name, {})
    seen: set[str] = set()
    pending = set().union(*(names_in(one) for one in mentioned))
    while pending:
        name = pending.pop()
        seen.add(name)
        for value in local.get(name, ()):
            pending |= names_in(value) - seen
    every = (*function.parameters, function.rest, function.options)
    wanted = [name for name in every if name in seen]
    own = next(iter(function.parameters), "")
    is_method = function.owner in module.classes and own in ("self", "cls")
    # Another instance of the same class has the same attributes, but is another router.
    if is_method and not any(
        isinstance(one, ast.Call)
        and isinstance(one.func, ast.Attribute)
        and isinstance(one.func.value, ast.Name)
        and one.func.value.id == own
        for one in mentioned
    ):
        wanted = [name for name in wanted if name != own]
    return wanted


def _handed_over(
    names: Names,
    module: Module,
    function: Function,
    call: ast.Call,
    where: Where,
    wanted: list[str],
) -> tuple[tuple[str, Value], ...]:
    """Return what a call hands over for parameters; their defaults where it says nothing."""
    order = list(function.parameters)
    found: dict[str, Value] = {}
    if function.owner in module.classes and order and order[0] in ("self", "cls"):
        if isinstance(call.func, ast.Attribute):
            found[order[0]] = held(call.func.value, where)
        order = order[1:]
    call, where = spread(names, call, where)
    for name, given in zip(order, call.args, strict=False):
        if isinstance(given, ast.Starred):
            break
        found[name] = held(given, where)
    found |= {word.arg: held(word.value, where) for word in call.keywords if word.arg}
    if function.rest:
        rest = names.keep(ast.Tuple(list(call.args[len(order) :]), ast.Load()))
        found[function.rest] = Value(rest, where)
    if function.options:
        words = [word for word in call.keywords if word.arg and word.arg not in order]
        table = ast.Dict(
            [names.keep(ast.Constant(word.arg)) for word in words], [word.value for word in words]
        )
        found[function.options] = Value(names.keep(table), where)
    for name, default in function.defaults.items():
        found.setdefault(name, Value(default, Where(module, function.owner)))
    return tuple((name, found[name]) for name in wanted if name in found)


def spread(names: Names, call: ast.Call, where: Where) -> tuple[ast.Call, Where]:
    """Return a call with its `*arguments` and `**options` written out, as far as they are known."""
    if not any(isinstance(one, ast.Starred) for one in call.args) and all(
        word.arg for word in call.keywords
    ):
        return call, where
    bound: list[tuple[str, Value]] = []

    def stand_in(element: Element) -> ast.expr:
        bound.append((f"*{len(bound) + len(where.bound)}", held(*element)))
        return names.keep(ast.Name(bound[-1][0], ast.Load()))

    arguments: list[ast.expr] = []
    for one in call.args:
        inside = list(elements(names, one.value, where)) if isinstance(one, ast.Starred) else []
        arguments += [stand_in(item) for item in inside] or [one]
    words: list[ast.keyword] = []
    for word in call.keywords:
        words += [word] if word.arg else _options(names, word, where, stand_in)
    made = names.keep(ast.copy_location(ast.Call(call.func, arguments, words), call))
    return made, replace(where, bound=(*where.bound, *bound))


def _options(
    names: Names, word: ast.keyword, where: Where, stand_in: Callable[[Element], ast.expr]
) -> list[ast.keyword]:
    for target in names.resolve(word.value, where):
        if isinstance(target, Value) and isinstance(target.expression, ast.Dict):
            table = target.expression
            return [
                ast.keyword(key.value, stand_in((value, target.where)))
                for key, value in zip(table.keys, table.values, strict=True)
                if isinstance(key, ast.Constant) and isinstance(key.value, str)
            ]
    return [word]
