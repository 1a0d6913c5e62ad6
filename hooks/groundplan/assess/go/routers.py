"""Go's routers: one evaluation for all of them, because they are mounted into each other.

An application (`gin.New()`) is served as it is. A router of the other kind (`chi.NewRouter()`,
`http.NewServeMux()`) is served as it is when nothing mounts it and a main function made it, or when
a server is given it, or when no main function of the repo leads to any route.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from groundplan.assess.code import Block, Call, Do, Member, Return
from groundplan.assess.go.evaluation import GoEvaluation
from groundplan.assess.mounts import Mounts
from groundplan.assess.values import Closure, External, Instance, Router, Unknown, prefix_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from groundplan.assess.checkout import Checkout, Want
    from groundplan.assess.code import Code
    from groundplan.assess.evaluation import Evaluation, Site
    from groundplan.assess.values import Scope, Value
    from groundplan.core.model import Fact

VERBS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "CONNECT", "TRACE")
TITLED = {verb.capitalize(): verb for verb in VERBS}
CAPITALS = {verb: verb for verb in VERBS}
ABSOLUTE = "stripped"
"""The kind of a handler that gets the path without a prefix, whatever it is mounted under."""


class GoDialect(Protocol):
    """One router package of Go."""

    @property
    def key(self) -> str:
        """How its routers are told from others."""

    @property
    def package(self) -> str:
        """Its import path without a major version."""

    def made(self, wiring: Wiring, name: str, site: Site) -> Value | None:
        """Return what a call of the package's function `name` gives; None for nothing of weight."""

    def method(self, wiring: Wiring, router: Router, name: str, site: Site) -> Value:
        """Do what a router's method does and return what it gives."""

    def typed(self, wiring: Wiring, name: str) -> Value | None:
        """Return what stands for a value of the package's type `name` that nobody passes."""


class Wiring:
    """What the routers of a checkout are told, by all dialects together."""

    def __init__(self, checkout: Checkout, dialects: Sequence[GoDialect]) -> None:
        self.mounts = Mounts()
        self.run = GoEvaluation(checkout, self, self.mounts)
        self._by_package = {
            package: dialect
            for dialect in dialects
            for package in (dialect.package, *getattr(dialect, "packages", ()))
        }
        self._by_key = {dialect.key: dialect for dialect in dialects}
        self._certain: list[Router] = []
        self._early: list[Router] = []
        self._late: list[Router] = []
        self._mounted: set[int] = set()
        self._sites: set[tuple[str, int]] = set()
        """Where the routers that something mounts were made."""
        self._early_routes = 0

    def routes(self, want: Want[Code]) -> Iterator[Fact]:
        """Yield every route that is served."""
        self.run.follow(want)
        for dialect in self._by_key.values():
            finish = getattr(dialect, "finish", None)
            if finish is not None:
                finish(self)
        roots = self._certain + self._early + ([] if self._early_routes else self._late)
        certain = {id(router) for router in self._certain}
        for router in roots:
            # A function that makes a router may be called twice, and only one of them mounted.
            again = id(router) not in certain and (router.path, router.line) in self._sites
            if id(router) not in self._mounted and not again:
                self.mounts.application(router)
        self.run.checkout.not_followed |= self.mounts.not_followed
        yield from self.mounts.routes()

    # -- for the dialects --------------------------------------------------------------------------

    def application(self, key: str, site: Site | None = None) -> Router:
        """Return a new application: it is served."""
        made = Router(key, site.path if site else "", site.line if site else 0)
        self._certain.append(made)
        return made

    def router(self, key: str, site: Site | None = None) -> Router:
        """Return a new router, served unless something mounts it."""
        made = Router(key, site.path if site else "", site.line if site else 0)
        (self._late if self.run.is_left_over else self._early).append(made)
        return made

    def handler(self, value: Value) -> Value:
        """Return the router that a handler of the repo stands for: it embeds one, or has only one."""
        if not isinstance(value, Instance):
            return value
        parts = value.of.code.parts
        embedded = [self.run.instance_member(value, part.name) for part in parts if part.static]
        found = [one for one in embedded if isinstance(one, Router)]
        own = [one for one in value.fields.values() if isinstance(one, Router)]
        if not found and isinstance(self.run.member(value, "ServeHTTP"), Closure):
            found = own if len(own) == 1 else []
        return found[0] if found else value

    def serve(self, value: Value) -> None:
        """Note that a server is given a handler."""
        value = self.handler(value)
        if isinstance(value, Router) and value.kind != ABSOLUTE:
            self._certain.append(value)

    def group(self, parent: Router, prefix: str, site: Site) -> Router:
        """Return a new group of routes below `prefix` of `parent`."""
        child = Router(parent.kind, site.path, site.line, parent, prefix)
        self.mounts.mount(parent, child, prefix)
        return child

    def mount(self, parent: Router, child: Value, prefix: str) -> None:
        """Serve a handler's routes below `prefix`; a handler that knows no routes is nothing."""
        child = self.handler(child)
        if not isinstance(child, Router):
            if isinstance(child, Unknown) and prefix and child.text:
                self.mounts.unknown(parent.path, parent.line, f"{prefix}: {child.text}")
            return
        if child.kind == ABSOLUTE and child.parent is not None:
            self._note_mounted(child.parent)
            self.mounts.application(child.parent, child.prefix)
        else:
            self._note_mounted(child)
            self.mounts.mount(parent, child, prefix)

    def _note_mounted(self, router: Router) -> None:
        self._mounted.add(id(router))
        if router.line:
            self._sites.add((router.path, router.line))

    def endpoint(self, router: Router, method: str, path: str, site: Site) -> None:
        """Serve one route."""
        if not self.run.is_left_over:
            self._early_routes += 1
        self.run.endpoint(router, method, path, site)

    def called(self, function: Value, *arguments: Value) -> Value:
        """Follow a function of the repo that a router calls with a group of routes."""
        return self.run.invoke(function, arguments) if isinstance(function, Closure) else Unknown()

    # -- what the evaluation asks ------------------------------------------------------------------

    def external(self, run: Evaluation, name: str, site: Site) -> Value | None:
        """Return what a call of something foreign gives."""
        package, _, own = name.rpartition(".")
        dialect = self._by_package.get(package)
        return dialect.made(self, own, site) if dialect is not None else None

    def method(self, run: Evaluation, router: Router, name: str, site: Site) -> Value:
        """Do what a router's method does."""
        dialect = self._by_key.get(router.kind.partition(":")[0])
        return dialect.method(self, router, name, site) if dialect is not None else router

    def typed(self, run: Evaluation, text: str, scope: Scope) -> Value | None:
        """Return what a value of a foreign type is when nothing else tells."""
        package, _, name = text.rpartition(".")
        dialect = self._by_package.get(package)
        return dialect.typed(self, name) if dialect is not None else None


def forwarded(run: GoEvaluation, function: Closure) -> Value | None:
    """Return the handler that a function passes requests on to: `next.ServeHTTP(w, r)`."""
    pending = list(function.function.body)
    while pending:
        statement = pending.pop(0)
        if isinstance(statement, Block):
            pending += statement.statements
        elif isinstance(statement, Do | Return) and isinstance(statement.value, Call):
            called = statement.value.function
            if isinstance(called, Member) and called.name == "ServeHTTP":
                found = run.value(called.of, function.scope)
                if isinstance(found, Router | Instance):
                    return found
    return None


def method_of(value: Value) -> str | None:
    """Return an HTTP method from a text or one of net/http's constants."""
    if isinstance(value, str):
        return value.upper() or "ANY"
    if isinstance(value, External) and (found := re.search(r"Method(\w+)$", value.name)):
        return found[1].upper()
    return None


def methods_of(value: Value) -> list[str]:
    """Return the HTTP methods of a list of them, or of one."""
    items = value if isinstance(value, list) else [value]
    return [method for item in items if (method := method_of(item)) is not None]


@dataclass(frozen=True)
class Grouped:
    """A router package where groups are made by a call and methods are named after the verbs."""

    key: str
    package: str
    makers: tuple[str, ...]
    verbs: Mapping[str, str]
    application: tuple[str, ...]
    """The names of its types of applications."""
    every: tuple[str, ...] = ("Any", "All")
    adds: tuple[str, ...] = ("Add", "Handle")
    """Methods that take the verb, then the path."""
    several: tuple[str, ...] = ("Match",)
    """Methods that take a list of verbs, then the path."""
    mounts: tuple[str, ...] = ("Mount",)
    puts_together: bool = False
    """Whether a path is put right behind its group's, without a slash between."""

    def made(self, wiring: Wiring, name: str, site: Site) -> Value | None:
        """Return an application where one is made."""
        if name in self.makers or name in self.application:
            return wiring.application(self.key, site)
        if name in ("WrapH", "WrapHandler", "WrapF"):
            return site.argument(0)
        return None

    def typed(self, wiring: Wiring, name: str) -> Value | None:
        """Return an application for a parameter that nobody in the repo passes."""
        return wiring.application(self.key) if name in self.application else None

    def method(self, wiring: Wiring, router: Router, name: str, site: Site) -> Value:
        """Add routes and groups; anything else gives the router itself."""
        path = site.text(0)
        if name in self.verbs or name in self.every:
            if path is not None:
                self._endpoint(wiring, router, self.verbs.get(name, "ANY"), path, site)
            return router
        if name in self.adds or name in self.several:
            for method in methods_of(site.argument(0)):
                for added in site.texts(1):
                    self._endpoint(wiring, router, method, added, site)
            return router
        if name == "Group":
            prefix = prefix_of(site.argument(0))
            return wiring.group(router, prefix, site) if prefix is not None else Unknown()
        if name == "Route" and path is not None:
            child = wiring.group(router, path, site)
            wiring.called(site.argument(1), child)
            return child
        if name in self.mounts:
            below = path if path is not None else ""
            for argument in site.arguments:
                wiring.mount(router, argument, below)
        return router

    def _endpoint(self, wiring: Wiring, router: Router, method: str, path: str, site: Site) -> None:
        while self.puts_together and path and path[0] != "/" and router.parent and router.prefix:
            router, path = router.parent, router.prefix + path
        wiring.endpoint(router, method, path, site)
