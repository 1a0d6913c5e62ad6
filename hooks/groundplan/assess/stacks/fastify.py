"""Fastify: plugins registered under prefixes, routes, autoload (fastify.dev, 4.x and 5.x, 2026-11)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from groundplan.assess.evaluation import Site
from groundplan.assess.javascript.evaluation import JavaScriptEvaluation
from groundplan.assess.javascript.files import SUFFIXES
from groundplan.assess.javascript.wants import scripts_importing
from groundplan.assess.mounts import Mounts
from groundplan.assess.places import Place
from groundplan.assess.stacks import Package, Stack
from groundplan.assess.values import Closure, External, Router, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.assess.evaluation import Evaluation
    from groundplan.assess.values import Scope, Value
    from groundplan.core.model import Fact

VERBS = ("get", "post", "put", "delete", "patch", "all", "head", "options", "trace", "propfind")
MAKERS = ("fastify", "fastify.fastify", "fastify.Fastify", "fastify.default")
AUTOLOAD = ("@fastify/autoload", "fastify-autoload")
WRAPPERS = ("fastify-plugin", "fastify-plugin.default", "fastify-plugin.fastifyPlugin")
WANT = scripts_importing("fastify", *AUTOLOAD, *WRAPPERS)
_WRAPPED = "wrapped by fastify-plugin"


class Fastify:
    """What Fastify's own objects do."""

    def external(self, run: Evaluation, name: str, site: Site) -> Value | None:
        """Return an application where one is made, and what fastify-plugin wraps."""
        if name in MAKERS:
            return run.application(site)
        if name in WRAPPERS:
            plugin = run.plain(site.argument(0))
            if isinstance(plugin, Closure):  # no context of its own, so no prefix either
                return {_WRAPPED: plugin}
            return plugin
        return None

    def method(self, run: Evaluation, router: Router, name: str, site: Site) -> Value:
        """Add routes and plugins; anything else gives the instance itself."""
        if name in VERBS:
            for path in site.texts(0) if len(site.arguments) > 1 else ():
                run.endpoint(router, "ANY" if name == "all" else name, path, site)
        elif name == "route":
            self._route(run, router, site)
        elif name == "register":
            self._register(run, router, site)
        elif name in ("after", "ready", "listen"):
            run.call_back(site.arguments)
        return router

    def typed(self, run: Evaluation, text: str, scope: Scope) -> Value | None:
        """Say nothing: a plugin is given its instance where it is registered."""
        return None

    def _route(self, run: Evaluation, router: Router, site: Site) -> None:
        options = run.plain(site.argument(0))
        if not isinstance(options, dict):
            return
        path = options.get("url", options.get("path", Unknown()))
        methods = options.get("method", Unknown())
        for method in methods if isinstance(methods, list) else [methods]:
            if isinstance(path, str) and isinstance(method, str):
                run.endpoint(router, method, path, site)

    def _register(self, run: Evaluation, router: Router, site: Site) -> None:
        plugin, options = run.plain(site.argument(0)), site.argument(1)
        if isinstance(options, Closure):  # options may be made from the instance
            options = run.invoke(options, (router,))
        given = options if isinstance(options, dict) else {}
        prefix = given.get("prefix", "")
        prefix = prefix if isinstance(prefix, str) else ""
        if isinstance(plugin, External) and plugin.name in AUTOLOAD:
            self._autoload(run, router, given)
        elif isinstance(plugin, dict) and _WRAPPED in plugin:
            inner = plugin[_WRAPPED]
            if isinstance(inner, Closure):
                run.invoke(inner, (router, given))
        elif isinstance(plugin, Closure):
            self._plugin(run, router, plugin, prefix, given, site)
        elif isinstance(plugin, Router):
            run.mount(router, plugin, prefix)

    def _plugin(
        self,
        run: Evaluation,
        router: Router,
        plugin: Closure,
        prefix: str,
        given: dict[str, Value],
        site: Site,
    ) -> None:
        child = Router("instance", site.path, site.line, router)
        child.data.update(router.data)
        run.mount(router, child, prefix)
        run.invoke(plugin, (child, given, Unknown()))

    def _autoload(self, run: Evaluation, router: Router, options: dict[str, Value]) -> None:
        """Register every plugin of a folder: the names of the folders are prefixes."""
        folder, more = options.get("dir"), options.get("options")
        if not isinstance(folder, str) or not isinstance(run, JavaScriptEvaluation):
            return
        inner = more if isinstance(more, dict) else {}
        prefix = inner.get("prefix", "")
        named = options.get("dirNameRoutePrefix")
        top = posixpath.normpath(folder).strip("/")
        for path, below in _plugins(run.checkout, top):
            plugin = run.plain(run.module(path))
            # A dictionary is what fastify-plugin wrapped: decorators and hooks, not routes.
            own = run.offered(path, "autoPrefix")
            if not isinstance(own, str):
                own = below if not isinstance(named, str) else ""
            start = prefix if isinstance(prefix, str) else ""
            whole = "/".join(part.strip("/") for part in (start, own) if part.strip("/"))
            site = Site(path, 1, ())
            if isinstance(plugin, dict) and isinstance(wrapped := plugin.get(_WRAPPED), Closure):
                run.invoke(wrapped, (router, inner))
            elif isinstance(plugin, Closure):
                self._plugin(run, router, plugin, "/" + whole if whole else "", inner, site)


def _plugins(checkout: Checkout, top: str) -> Iterator[tuple[str, str]]:
    """Yield (path, prefix from its folders) of the scripts that autoload takes as plugins."""
    head = f"{top}/" if top else ""
    indexed = {
        file.folder
        for file in checkout.files.values()
        if file.path.startswith(head) and file.name.startswith("index.") and file.suffix in SUFFIXES
    }
    for file in checkout.files.values():
        if not file.path.startswith(head) or file.suffix not in SUFFIXES:
            continue
        if file.place is not Place.PRODUCT or ".d." in file.name or ".schema" in file.name:
            continue
        # A folder with an index file is one plugin; its other files are parts of it.
        if file.folder in indexed and file.folder != top and not file.name.startswith("index."):
            continue
        below = file.folder[len(head) :] if file.folder != top else ""
        parts = [f":{part[1:]}" if part.startswith("_") else part for part in below.split("/")]
        yield file.path, "/".join(parts)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of every Fastify application."""
    run = JavaScriptEvaluation(checkout, Fastify(), Mounts())
    run.follow(WANT)
    yield from run.routes()


STACK = Stack(
    key="fastify",
    title="Fastify",
    languages=("JavaScript", "TypeScript"),
    finds=("routes",),
    facts=facts,
    wants=(WANT,),
    packages=(Package("frameworks", "fastify", npm=("fastify",)),),
)
