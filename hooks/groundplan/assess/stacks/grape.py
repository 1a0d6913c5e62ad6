"""Grape: namespaces, versions, prefixes, mounted APIs (github.com/ruby-grape/grape, 2.x, 2026-11)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from groundplan.assess.mounts import route
from groundplan.assess.ruby.apis import APIS, SERVED, Api, descendants, joined, named, served
from groundplan.assess.ruby.syntax import Branches, Send, Symbol, Variable
from groundplan.assess.stacks import Package, Stack

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.assess.ruby.syntax import Statement, Value
    from groundplan.core.model import Fact

BASES = frozenset(["Grape::API", "Grape::API::Instance"])
VERBS = ("get", "post", "put", "patch", "delete", "head", "options")
SPACES = ("namespace", "resource", "resources", "group", "segment")
MAX_DEPTH = 30


@dataclass(frozen=True)
class Settings:
    """What is in front of a path, in the order in which Grape puts it together."""

    mounted: str = ""
    prefix: str = ""
    versions: tuple[str, ...] = ()
    space: str = ""

    def paths(self, own: str) -> list[str]:
        """Return the whole paths of an endpoint, one for each version."""
        return [
            joined(self.mounted, self.prefix, version, self.space, own) or "/"
            for version in self.versions or ("",)
        ]


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of the APIs that are served, with all that they mount."""
    apis = Apis(descendants(checkout, BASES))
    inner = apis.inner()
    mounted = served(checkout, apis.among)
    # Rails' mount and Grape's look alike: what another API mounts is not served by itself.
    roots = [(api, path) for api, path in mounted if api.name not in inner]
    roots = roots or [(api, "") for api in apis.among.values() if api.name not in inner]
    for api, path in roots:
        yield from apis.routes(api, Settings(mounted=path), 0)


class Apis:
    """All classes of APIs of a checkout."""

    def __init__(self, among: dict[str, Api]) -> None:
        self.among = among

    def inner(self) -> set[str]:
        """Return the names of the APIs that others mount or inherit from."""
        found = {above for api in self.among.values() if (above := self._above(api))}
        for api in self.among.values():
            for send in _all(api.body):
                if send.name == "mount":
                    found |= {named(api, name, self.among) for name, _ in _mounts(send)}
        return found - {""}

    def _above(self, api: Api) -> str:
        return named(api, api.base, self.among)

    def routes(self, api: Api, settings: Settings, depth: int) -> Iterator[Fact]:
        """Yield the routes of an API and of all that it mounts."""
        above = self.among.get(self._above(api))
        if above is not None and depth < MAX_DEPTH:  # settings of a base class hold below it
            settings = self._settings(above.body, settings)
        yield from self._routes(api.body, api, self._settings(api.body, settings), depth)

    def _settings(self, statements: Iterable[Statement], settings: Settings) -> Settings:
        for send in statements:
            if isinstance(send, Send) and send.block is None:
                texts = _texts(send.arguments)
                if send.name == "prefix" and texts:
                    settings = replace(settings, prefix=texts[0])
                elif send.name == "version" and texts:
                    settings = replace(settings, versions=_versions(send, texts))
        return settings

    def _routes(
        self, statements: Iterable[Statement], api: Api, settings: Settings, depth: int
    ) -> Iterator[Fact]:
        for statement in statements:
            if isinstance(statement, Branches):
                yield from self._routes(statement.statements, api, settings, depth)
            elif isinstance(statement, Send) and depth < MAX_DEPTH:
                yield from self._sent(statement, api, settings, depth)

    def _sent(self, send: Send, api: Api, settings: Settings, depth: int) -> Iterator[Fact]:
        texts = _texts(send.arguments)
        if send.name in VERBS and send.block is not None:
            yield from _endpoints([send.name], texts, settings, send, api)
        elif send.name == "route" and send.block is not None and send.arguments:
            first = send.arguments[0]
            methods = _texts(first if isinstance(first, list) else [first])
            methods = ["any" if one in ("any", "*") else one for one in methods]
            yield from _endpoints(methods, _texts(send.arguments[1:]), settings, send, api)
        elif send.name == "mount":
            for name, path in _mounts(send):
                inner = self.among.get(named(api, name, self.among))
                if inner is not None and inner is not api:
                    below = replace(settings, mounted=joined(settings.mounted, path))
                    yield from self.routes(inner, below, depth + 1)
        elif send.block is not None:
            yield from self._routes(send.block, api, _inside(send, texts, settings), depth)


def _inside(send: Send, texts: list[str], settings: Settings) -> Settings:
    """Return the settings inside a block: of a namespace, a parameter, a version."""
    if send.name in SPACES and texts:
        settings = replace(settings, space=joined(settings.space, texts[0]))
    elif send.name == "route_param" and texts:
        settings = replace(settings, space=joined(settings.space, f":{texts[0]}"))
    elif send.name == "version" and texts:
        settings = replace(settings, versions=_versions(send, texts))
    return settings


def _versions(send: Send, texts: list[str]) -> tuple[str, ...]:
    using = send.options.get("using")
    return tuple(texts) if not isinstance(using, str) or using == "path" else ()


def _endpoints(
    methods: list[str], paths: list[str], settings: Settings, send: Send, api: Api
) -> Iterator[Fact]:
    for path in paths or [""]:
        for method in methods:
            for whole in settings.paths(path):
                yield route(method, whole, api.file, send.line)


def _mounts(send: Send) -> Iterator[tuple[str, str]]:
    for key, path in send.pairs:
        if isinstance(key, Variable):
            yield key.name, path if isinstance(path, str) else ""
    for argument in send.arguments:
        if isinstance(argument, Variable):
            yield argument.name, ""


def _texts(values: Iterable[Value]) -> list[str]:
    """Return the texts and symbols among values, lists opened."""
    found: list[str] = []
    for value in values:
        if isinstance(value, list):
            found += _texts(value)
        elif isinstance(value, Symbol | str):
            found.append(str(value))
    return found


def _all(statements: Iterable[Statement]) -> Iterator[Send]:
    for statement in statements:
        if isinstance(statement, Branches):
            yield from _all(statement.statements)
        elif isinstance(statement, Send):
            yield statement
            yield from _all(statement.block or ())


STACK = Stack(
    key="grape",
    title="Grape",
    languages=("Ruby",),
    finds=("routes",),
    facts=facts,
    wants=(APIS, *SERVED),
    packages=(Package("frameworks", "grape", gem=("grape",)),),
)
