"""Ruby's small web frameworks: their classes, who inherits from whom, what Rack serves where.

Sources (2026-11): sinatrarb.com, github.com/ruby-grape/grape, github.com/rack/rack.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.places import Place
from groundplan.assess.ruby.syntax import Branches, ClassBody, Send, Variable, statements_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundplan.assess.checkout import Checkout, File
    from groundplan.assess.ruby.syntax import Statement, Value


@dataclass(frozen=True)
class Api:
    """A class with its full name, its base as it is written, its statements."""

    name: str
    base: str
    file: str
    body: tuple[Statement, ...]


@dataclass(frozen=True)
class ApiFile:
    """A Ruby file: its classes, and the statements outside of them."""

    classes: tuple[Api, ...]
    loose: tuple[Statement, ...]


def read_apis(file: File) -> ApiFile:
    """Return a Ruby file's classes and its statements outside of classes."""
    statements = statements_of(file)
    return ApiFile(
        tuple(_classes(statements, "", file.path)),
        tuple(one for one in statements if not isinstance(one, ClassBody)),
    )


def _classes(statements: Iterable[Statement], outside: str, path: str) -> Iterator[Api]:
    for statement in statements:
        if isinstance(statement, ClassBody):
            name = f"{outside}::{statement.name}".removeprefix("::")
            if not statement.is_module:
                yield Api(name, statement.base.removeprefix("::"), path, statement.body)
            yield from _classes(statement.body, name, path)


APIS = Want(read_apis, suffixes=(".rb",), needles=(b"Sinatra::", b"sinatra", b"Grape::API"))


def descendants(checkout: Checkout, bases: frozenset[str]) -> dict[str, Api]:
    """Return the classes that descend from a framework's, by name."""
    found: dict[str, Api] = {}
    known = {api.name: api for _, file in checkout.read(APIS) for api in file.classes}
    fresh = [api for api in known.values() if api.base in bases]
    while fresh:
        found |= {api.name: api for api in fresh}
        tails = {api.name.rpartition("::")[2] for api in fresh}
        for api in _inheriting(checkout, tails):
            known.setdefault(api.name, api)
        fresh = [
            api
            for api in known.values()
            if api.name not in found
            and (above := named(api, api.base, found))
            and above != api.name
        ]
    return found


def _inheriting(checkout: Checkout, tails: set[str]) -> Iterator[Api]:
    """Yield the classes of files in which a class inherits from one of these names."""
    for file in checkout.files.values():
        if file.suffix != ".rb" or file.place is not Place.PRODUCT:
            continue
        data = file.data
        if b"< " in data and any(tail.encode() in data for tail in tails):
            digest = file.digest(read_apis)
            yield from digest.classes if digest is not None else ()


def named(inside: Api | None, name: str, among: dict[str, Api]) -> str:
    """Return the full name of a class as it is called inside another; empty for none."""
    parts = inside.name.split("::") if inside is not None else []
    bare = name.removeprefix("::")
    for depth in range(len(parts), -1, -1):
        whole = "::".join([*parts[:depth], bare])
        if whole in among:
            return whole
    return ""


# -- what Rack serves ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Served:
    """A class that a config.ru or a Rails application serves below a path."""

    name: str
    path: str


def read_served(file: File) -> tuple[Served, ...] | None:
    """Return what a config.ru runs, or a file of Rails routes mounts."""
    return tuple(_served(statements_of(file), "")) or None


def _served(statements: Iterable[Statement], prefix: str) -> Iterator[Served]:
    for statement in statements:
        if isinstance(statement, Branches):
            yield from _served(statement.statements, prefix)
        elif isinstance(statement, Send):
            yield from _sent(statement, prefix)


def _sent(send: Send, prefix: str) -> Iterator[Served]:
    first = send.arguments[0] if send.arguments else None
    if send.name in ("run", "use"):
        yield from _named(first, prefix)
    elif send.name == "mount":
        at = send.options.get("at")
        for key, path in send.pairs or ((first, at),):
            yield from _named(key, joined(prefix, path if isinstance(path, str) else ""))
    elif send.block is not None:
        below = first if send.name in ("map", "scope", "namespace") else ""
        yield from _served(send.block, joined(prefix, below if isinstance(below, str) else ""))


def _named(value: Value, prefix: str) -> Iterator[Served]:
    """Yield the classes in `App`, `App.new`, `Rack::Cascade.new [A, B]`, `URLMap.new("/" => A)`."""
    match value:
        case Variable():
            yield Served(value.name.removeprefix("::"), prefix)
        case list():
            for one in value:
                yield from _named(one, prefix)
        case Send():
            yield from _named(value.receiver, prefix)
            for argument in value.arguments:
                yield from _named(argument, prefix)
            for key, of in value.pairs:
                yield from _named(of, joined(prefix, key if isinstance(key, str) else ""))


SERVED = (
    Want(read_served, suffixes=(".ru",), needles=(b"run", b"use")),
    Want(read_served, names=("routes.rb",), needles=(b"mount",)),
)


def served(checkout: Checkout, among: dict[str, Api]) -> list[tuple[Api, str]]:
    """Return the classes that something serves, with the paths below which it does."""
    return [
        (among[whole], one.path)
        for want in SERVED
        for _, found in checkout.read(want)
        for one in found
        if (whole := named(None, one.name, among))
    ]


def joined(*parts: str) -> str:
    """Return a path of parts with one slash between each."""
    kept = [part.strip("/") for part in parts if part.strip("/")]
    return "/" + "/".join(kept) if kept else ""
