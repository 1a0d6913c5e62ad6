"""Sinatra: classic and modular applications, namespaces, what Rack mounts (sinatrarb.com, 4.x, 2026-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.mounts import route
from groundplan.assess.ruby.apis import APIS, SERVED, Api, descendants, joined, named, served
from groundplan.assess.ruby.syntax import Branches, Send, Variable, Woven
from groundplan.assess.stacks import Package, Stack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from groundplan.assess.checkout import Checkout
    from groundplan.assess.ruby.syntax import Statement, Value
    from groundplan.core.model import Fact

BASES = frozenset(["Sinatra::Base", "Sinatra::Application"])
VERBS = ("get", "post", "put", "patch", "delete", "options", "link", "unlink")


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of classic applications, and of the modular ones that are served."""
    for file, found in checkout.read(APIS):
        if _is_classic(found.loose):
            yield from _routes(found.loose, "", {}, file.path)
    among = descendants(checkout, BASES)
    inherited = {above for api in among.values() if (above := named(api, api.base, among))}
    mounted = served(checkout, among)
    roots = mounted or [(api, "") for api in among.values() if api.name not in inherited]
    for api, path in roots:
        current: Api | None = api
        while current is not None:  # an application answers with its bases' routes too
            yield from _routes(current.body, path, {}, current.file)
            current = among.get(named(current, current.base, among))


def _is_classic(statements: Iterable[Statement]) -> bool:
    return any(
        isinstance(one, Send) and one.name == "require" and one.arguments[:1] == ("sinatra",)
        for one in statements
    )


def _routes(
    statements: Iterable[Statement], prefix: str, variables: Mapping[str, Value], file: str
) -> Iterator[Fact]:
    for statement in statements:
        if isinstance(statement, Branches):
            yield from _routes(statement.statements, prefix, variables, file)
        elif isinstance(statement, Send) and statement.block is not None:
            yield from _sent(statement, prefix, variables, file)


def _sent(send: Send, prefix: str, variables: Mapping[str, Value], file: str) -> Iterator[Fact]:
    first = _text(send.arguments[0], variables) if send.arguments else None
    if send.name in VERBS and send.receiver is None:
        if first is not None:
            yield route(send.name, joined(prefix, _clean(first)) or "/", file, send.line)
    elif send.name == "route":  # sinatra-contrib: several methods at once
        words = [_text(one, variables) or "" for one in send.arguments]
        for method in words[:-1]:
            yield route(method, joined(prefix, _clean(words[-1])) or "/", file, send.line)
    elif send.name == "namespace" and first is not None:
        yield from _routes(send.block or (), joined(prefix, _clean(first)), variables, file)
    elif send.name == "each" and isinstance(send.receiver, list):
        for item in send.receiver:
            bound = {**variables, **dict.fromkeys(send.parameters[:1], item)}
            yield from _routes(send.block or (), prefix, bound, file)


def _text(value: Value, variables: Mapping[str, Value]) -> str | None:
    if isinstance(value, Variable):
        value = variables.get(value.name)
    if isinstance(value, Woven):
        return "".join(
            _text(part, variables) or "{" + getattr(part, "name", "") + "}" for part in value.parts
        )
    return value if isinstance(value, str) else None


def _clean(path: str) -> str:
    """Return a path without the mark that its last slash may be missing."""
    return path.removesuffix("/?")


STACK = Stack(
    key="sinatra",
    title="Sinatra",
    languages=("Ruby",),
    finds=("routes",),
    facts=facts,
    wants=(APIS, *SERVED),
    packages=(Package("frameworks", "sinatra", gem=("sinatra", "sinatra-contrib")),),
)
