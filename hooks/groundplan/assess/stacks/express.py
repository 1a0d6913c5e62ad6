"""Express: applications, nested routers, chained routes (expressjs.com, 4.x and 5.x, 2026-11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.javascript.evaluation import JavaScriptEvaluation, known_arguments
from groundplan.assess.javascript.files import SUFFIXES
from groundplan.assess.mounts import Mounts
from groundplan.assess.stacks import Package, Stack
from groundplan.assess.values import External, Router, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File
    from groundplan.assess.evaluation import Evaluation, Site
    from groundplan.assess.values import Scope, Value
    from groundplan.core.model import Fact

VERBS = ("get", "post", "put", "delete", "patch", "all")
APPLICATIONS = frozenset(["express", "@awaitjs/express.wrap", "express-async-errors"])
ROUTERS = frozenset(
    [
        "express.Router",
        "express-promise-router",
        "express-async-router.AsyncRouter",
        "@awaitjs/express.Router",
        "router",  # Express 5's own router, as a package
    ]
)
_QUOTED = tuple(
    f"{mark}{name}{mark}".encode()
    for name in sorted({name.partition(".")[0] for name in ROUTERS | APPLICATIONS})
    for mark in "'\"`"
)
_IMPORTED = re.compile(
    rb"""\b(?:from|import|require)\b[\s(]*(?:%s)""" % b"|".join(map(re.escape, _QUOTED))
)
_NAMED = re.compile(rb"""\bimport\s+(?:type\s+)?\{([^{}]*)\}\s*from\s*['"]express['"]""")


def read_use(file: File) -> bool | None:
    """Say whether a script may make something of Express: importing its types makes nothing."""
    rest = _NAMED.sub(
        lambda found: found[0] if re.search(rb"Router|default", found[1]) else b"", file.data
    )
    return _IMPORTED.search(rest) is not None or None


WANT = Want(read_use, suffixes=SUFFIXES, needles=_QUOTED)


class Express:
    """What Express's own objects do."""

    def external(self, run: Evaluation, name: str, site: Site) -> Value | None:
        """Return an application or a router where one is made."""
        name = name.replace(".default", "")
        if name in APPLICATIONS:
            return run.application(site)
        if name in ROUTERS:
            return Router("router", site.path, site.line)
        return None

    def method(self, run: Evaluation, router: Router, name: str, site: Site) -> Value:
        """Add routes and mounts; anything else gives the router itself, as chains need it."""
        if router.kind == "route":
            if name in VERBS and router.parent is not None:
                self._endpoint(run, router.parent, name, router.prefix, site)
            return router
        if name == "route":
            path = site.text(0)
            return (
                Router("route", site.path, site.line, router, path)
                if path is not None
                else Unknown()
            )
        if name in VERBS and len(site.arguments) > 1:
            for path in site.texts(0):
                self._endpoint(run, router, name, path, site)
        elif name == "use":
            self._use(run, router, site)
        elif name in ("listen", "on"):
            run.call_back(site.arguments)
        return router

    def typed(self, run: Evaluation, text: str, scope: Scope) -> Value | None:
        """Say nothing: an application is made where it is made."""
        return None

    def _endpoint(self, run: Evaluation, router: Router, name: str, path: str, site: Site) -> None:
        run.endpoint(router, "ANY" if name == "all" else name, path, site)

    def _use(self, run: Evaluation, router: Router, site: Site) -> None:
        first = site.argument(0)
        prefixes = site.texts(0) or [""]
        listed = isinstance(first, list) and any(isinstance(item, str) for item in first)
        rest = site.arguments[1:] if isinstance(first, str) or listed else site.arguments
        for handler in known_arguments(rest):
            child = run.plain(handler)
            if isinstance(child, dict):
                child = child.get("router", child)
            if isinstance(child, Router):
                for prefix in prefixes:
                    run.mount(router, child, prefix)
            elif isinstance(child, Unknown | External) and _is_router(child):
                run.mounts.unknown(site.path, site.line, f"use({', '.join(prefixes)})")


def _is_router(value: Unknown | External) -> bool:
    """Say whether something unknown is called as routers are, and not as middleware is."""
    name = value.text if isinstance(value, Unknown) else value.name
    return re.search(r"rout(?:er|es?)\b|Rout(?:er|es?)\b", name) is not None


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of every Express application."""
    run = JavaScriptEvaluation(checkout, Express(), Mounts())
    run.follow(WANT)
    yield from run.routes()


STACK = Stack(
    key="express",
    title="Express",
    languages=("JavaScript", "TypeScript"),
    finds=("routes",),
    facts=facts,
    wants=(WANT,),
    packages=(Package("frameworks", "express", npm=("express",)),),
)
