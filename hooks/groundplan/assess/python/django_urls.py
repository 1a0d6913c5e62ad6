"""Django's URL configuration: from the root, through includes of every kind, to each view.

Source: https://docs.djangoproject.com/en/stable/topics/http/urls/ (2026-11).
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.assess.mounts import MAX_ROUTES, route
from groundplan.assess.python.django_views import View, Views
from groundplan.assess.python.lists import called_with, looped
from groundplan.assess.python.names import (
    ClassRef,
    External,
    FunctionRef,
    Instance,
    ModuleRef,
    Names,
    Value,
    Where,
    passed,
)
from groundplan.assess.url_patterns import plain
from groundplan.core.model import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.python.modules import Module
    from groundplan.core.model import Fact

MAX_NESTING = 25
_PATHS = ("path", "re_path", "url")
_REGEX = ("re_path", "url")
_ROUTERS = (
    "DefaultRouter",
    "SimpleRouter",
    "BaseRouter",
    "NestedSimpleRouter",
    "NestedDefaultRouter",
    "ExtendedSimpleRouter",
    "ExtendedDefaultRouter",
    "BulkRouter",
    "NestedRouterMixin",
    "OptionalSlashRouter",
)


@dataclass(frozen=True)
class Found:
    """A URL that leads to a view, below whatever includes it."""

    path: str
    view: View
    file: str
    line: int


class Urls:
    """Walks URL configurations."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.views = Views(names)
        self.included: set[str] = set()
        self.count = 0

    def routes(self) -> Iterator[Fact]:
        """Yield every route below every root URL configuration."""
        for module in self.roots():
            for found in self.module(module, "", 0):
                for method in found.view.methods:
                    if method not in ("HEAD", "OPTIONS"):
                        yield route(method, found.path, found.file, found.line)

    # -- where it starts ---------------------------------------------------------------------------

    def roots(self) -> list[Module]:
        """Return the root configurations: what a `ROOT_URLCONF` names, or those nobody includes."""
        named: dict[str, Module] = {}
        configurations = []
        for module in self.names.modules():
            for value in module.names.get("", {}).get("ROOT_URLCONF", ()):
                dotted = self.names.text(value, Where(module))
                found = self.names.dotted_module(module.path, dotted) if dotted else None
                if found is not None:
                    named[found.path] = found
            if "urlpatterns" in module.names.get("", {}):
                configurations.append(module)
        if named:
            return [named[path] for path in sorted(named)]
        for module in configurations:  # a walk for its own sake: it notes who is included
            list(self.module(module, "", 0))
        return [module for module in configurations if module.path not in self.included]

    def module(self, module: Module, prefix: str, nesting: int) -> Iterator[Found]:
        """Yield the URLs of a module's `urlpatterns`, every binding of it taken together."""
        if nesting > MAX_NESTING or self.count > MAX_ROUTES:
            return
        where = Where(module)
        for value in module.names.get("", {}).get("urlpatterns", ()):
            yield from self.patterns(value, where, prefix, nesting)
        yield from self.grown("urlpatterns", where, prefix, nesting)

    def grown(self, name: str, where: Where, prefix: str, nesting: int) -> Iterator[Found]:
        """Yield the URLs that `name.append(...)` and the like add to a list of patterns."""
        for site in where.module.calls:
            called = site.call.func
            if (
                isinstance(called, ast.Attribute)
                and isinstance(called.value, ast.Name)
                and called.value.id == name
                and called.attr in ("append", "extend", "insert")
                and site.call.args
                and where.scope in ("", site.scope)
            ):
                places = (
                    looped(self.names, site.loops, where)
                    if where.scope
                    else self.names.places(site, where.module)
                )
                for place in places:
                    yield from self.patterns(site.call.args[-1], place, prefix, nesting + 1)

    # -- lists of patterns -------------------------------------------------------------------------

    def patterns(self, node: ast.expr, where: Where, prefix: str, nesting: int) -> Iterator[Found]:
        """Yield the URLs of whatever stands for a list of patterns, or for one."""
        if nesting > MAX_NESTING or self.count > MAX_ROUTES:
            return
        if isinstance(node, ast.List | ast.Tuple):
            for item in node.elts:
                inner = item.value if isinstance(item, ast.Starred) else item
                yield from self.patterns(inner, where, prefix, nesting + 1)
            named = where.module.names.get(where.scope, {})
            name = next((one for one, values in named.items() if node in values), "urlpatterns")
            if name != "urlpatterns":
                yield from self.grown(name, where, prefix, nesting)
        elif isinstance(node, ast.BinOp):
            yield from self.patterns(node.left, where, prefix, nesting + 1)
            yield from self.patterns(node.right, where, prefix, nesting + 1)
        elif isinstance(node, ast.Call):
            yield from self.call(node, where, prefix, nesting)
        elif isinstance(node, ast.ListComp):
            yield from self.comprehension(node, where, prefix, nesting)
        elif isinstance(node, ast.Attribute) and node.attr == "urls":
            yield from self.urls_of(node.value, where, prefix, nesting)
        elif (isinstance(node, ast.Name) and node.id != "urlpatterns") or isinstance(
            node, ast.Attribute | ast.IfExp
        ):
            yield from self.named(node, where, prefix, nesting)

    def named(self, node: ast.expr, where: Where, prefix: str, nesting: int) -> Iterator[Found]:
        """Yield the URLs of a list that has a name."""
        if isinstance(node, ast.Name):
            bindings = where.module.names.get(where.scope, {}).get(node.id, [])
            if len(bindings) > 1:  # built up in several steps
                for value in bindings:
                    if not (isinstance(value, ast.Name) and value.id == node.id):
                        yield from self.patterns(
                            value, Where(where.module, where.scope), prefix, nesting + 1
                        )
                return
        for target in self.names.resolve(node, where):
            if isinstance(target, Value) and target.expression is not node:
                yield from self.patterns(target.expression, target.where, prefix, nesting + 1)
            elif isinstance(target, Instance) and target.call is not None:
                yield from self.call(target.call, target.where, prefix, nesting + 1)

    def comprehension(
        self, node: ast.ListComp, where: Where, prefix: str, nesting: int
    ) -> Iterator[Found]:
        """Yield the URLs of `[path(...) for x in (...)]`, once a round."""
        rounds = [where]
        for loop in node.generators:
            rounds = [
                after
                for before in rounds
                for after in self.names.rounds(loop.target, loop.iter, before)
            ]
        for one in rounds:
            yield from self.patterns(node.elt, one, prefix, nesting + 1)

    def call(self, call: ast.Call, where: Where, prefix: str, nesting: int) -> Iterator[Found]:
        """Yield the URLs of `path(...)`, of `include(...)`, or of a helper around patterns."""
        name = _last(call.func)
        if name in _PATHS:
            yield from self.path(call, name, where, prefix, nesting)
        elif name == "include":
            yield from self.include(call, where, prefix, nesting)
        elif name == "i18n_patterns":
            below = (
                prefix
                if _is_false(passed(call, -1, "prefix_default_language"))
                else f"{prefix}{{language}}/"
            )
            for item in call.args:
                inner = item.value if isinstance(item, ast.Starred) else item
                yield from self.patterns(inner, where, below, nesting + 1)
        elif name not in ("static", "staticfiles_urlpatterns"):
            # Some helper that takes patterns and gives patterns back, or one that makes them.
            for item in call.args:
                if isinstance(item, ast.List | ast.Name | ast.BinOp):
                    yield from self.patterns(item, where, prefix, nesting + 1)
            yield from self.made(call, where, prefix, nesting)

    def made(self, call: ast.Call, where: Where, prefix: str, nesting: int) -> Iterator[Found]:
        """Yield the URLs that a function of the repo gives back for these arguments."""
        for target in self.names.resolve(call.func, where):
            if isinstance(target, FunctionRef):
                inside = called_with(self.names, target, call, where)
                for value in target.found.returns:
                    yield from self.patterns(value, inside, prefix, nesting + 1)

    def path(
        self, call: ast.Call, kind: str, where: Where, prefix: str, nesting: int
    ) -> Iterator[Found]:
        """Yield what one `path(route, view)` leads to."""
        given, target = passed(call, 0, "route", "regex"), passed(call, 1, "view")
        if given is None or target is None:
            return
        own = self.names.text(given, where)
        if own is None and isinstance(given, ast.Call) and given.args:
            own = self.names.text(given.args[0], where)  # a translated route
        if own is None and where.scope:  # made by a helper, of something that nobody can know
            return
        if own is None:
            own = f"{{{ast.unparse(given)}}}"
        whole = prefix + (plain(own) if kind in _REGEX else own)
        called = _last(target.func) if isinstance(target, ast.Call) else ""
        if called == "include":
            yield from self.include(target, where, whole, nesting + 1)  # type: ignore[arg-type]
        elif isinstance(target, ast.Attribute) and target.attr == "urls":
            yield from self.urls_of(target.value, where, whole, nesting + 1)
        elif isinstance(target, ast.Tuple) and target.elts:  # (patterns, app_name, namespace)
            yield from self.patterns(target.elts[0], where, whole, nesting + 1)
        else:
            view = self.views.view(target, where)
            if not view.outside:
                self.count += 1
                yield Found(whole, view, where.module.path, call.lineno)

    def include(self, call: ast.Call, where: Where, prefix: str, nesting: int) -> Iterator[Found]:
        """Yield the URLs that an `include` brings: a string, a module, a list, a tuple of these."""
        given = passed(call, 0, "arg")
        if given is not None:
            yield from self.included_by(given, where, prefix, nesting)

    def included_by(
        self, given: ast.expr, where: Where, prefix: str, nesting: int
    ) -> Iterator[Found]:
        """Yield the URLs of what is handed to `include`."""
        if nesting > MAX_NESTING:
            return
        if (
            isinstance(given, ast.Tuple)
            and len(given.elts) in (2, 3)
            and not _is_pattern(given.elts[1])
        ):
            yield from self.included_by(given.elts[0], where, prefix, nesting + 1)
            return
        dotted = self.names.text(given, where)
        if dotted is not None:
            module = self.names.dotted_module(where.module.path, dotted)
            if module is not None:
                self.included.add(module.path)
                yield from self.module(module, prefix, nesting + 1)
            else:
                note = Trouble(where.module.path, given.lineno, f"include({dotted!r})")
                self.names.checkout.not_followed.add(note)
            return
        if not isinstance(given, ast.List | ast.Tuple | ast.Call | ast.BinOp):
            for target in self.names.resolve(given, where):
                if isinstance(target, ModuleRef) and target.module is not None:
                    self.included.add(target.module.path)
                    yield from self.module(target.module, prefix, nesting + 1)
                    return
                if isinstance(target, Value) and isinstance(target.expression, ast.Tuple):
                    yield from self.included_by(
                        target.expression, target.where, prefix, nesting + 1
                    )
                    return
        yield from self.patterns(given, where, prefix, nesting + 1)

    # -- routers -----------------------------------------------------------------------------------

    def urls_of(self, node: ast.expr, where: Where, prefix: str, nesting: int) -> Iterator[Found]:
        """Yield the URLs of `router.urls` and `api.urls`; `admin.site.urls` is somebody else's."""
        for target in self.names.resolve(node, where):
            if isinstance(target, Instance):
                last = {name.rpartition(".")[2] for name in self.names.kinds(target)}
                if last & {"NinjaAPI", "NinjaExtraAPI"}:
                    yield from self.ninja(target, prefix)
                elif last & set(_ROUTERS) or any(name.endswith("Router") for name in last):
                    yield from self.router(target, prefix, "DefaultRouter" in last)
                return

    def ninja(self, api: Instance, prefix: str) -> Iterator[Found]:
        """Yield the routes of a Django Ninja API."""
        from groundplan.assess.python.ninja_routers import ninja_routes

        for fact in ninja_routes(self.names, api):
            view = View((fact.value,), "")
            yield Found(prefix + fact.name.lstrip("/"), view, fact.path, fact.line)

    def router(self, router: Instance, prefix: str, is_default: bool) -> Iterator[Found]:
        """Yield the routes that a REST framework router makes of the view sets registered with it."""
        slash = "" if self._has_no_slash(router) else "/"
        base = prefix + self.nested_prefix(router, slash)
        if is_default and router.call is not None and base == prefix:
            root = View(("GET",), "APIRootView")
            yield Found(prefix, root, router.where.module.path, router.call.lineno)
        for registered, where in self.registrations(router):
            yield from self.view_set(registered, where, base, slash)

    def _has_no_slash(self, router: Instance) -> bool:
        return router.call is not None and _is_false(passed(router.call, -1, "trailing_slash"))

    def registrations(self, router: Instance) -> Iterator[tuple[ast.Call, Where]]:
        """Yield the `register(...)` calls on a router, and on those whose registry it takes over."""
        for module in self.names.modules():
            for site in module.calls:
                called = site.call.func
                if not isinstance(called, ast.Attribute):
                    continue
                if called.attr == "register" and len(site.call.args) + len(site.call.keywords) > 1:
                    for where in self.names.places(site, module):
                        if self._is(called.value, where, router):
                            yield site.call, where
                elif (
                    called.attr == "extend"
                    and isinstance(called.value, ast.Attribute)
                    and site.call.args
                ):
                    where = Where(module, site.scope)
                    given = site.call.args[0]
                    if (
                        called.value.attr == "registry"
                        and isinstance(given, ast.Attribute)
                        and self._is(called.value.value, where, router)
                    ):
                        for target in self.names.resolve(given.value, where):
                            if isinstance(target, Instance) and target.key != router.key:
                                yield from self.registrations(target)

    def _is(self, node: ast.expr, where: Where, router: Instance) -> bool:
        return any(
            isinstance(target, Instance) and target.key == router.key
            for target in self.names.resolve(node, where)
        )

    def view_set(self, call: ast.Call, where: Where, prefix: str, slash: str) -> Iterator[Found]:
        """Yield the routes of one registered view set."""
        route, given = passed(call, 0, "prefix"), passed(call, 1, "viewset")
        own = self.names.text(route, where) if route is not None else None
        if own is None or given is None:
            return
        own = plain(own)
        for target in self.names.resolve(given, where):
            if isinstance(target, ClassRef):
                one = f"{{{self.views.lookup(target)}}}"
                for action in self.views.actions(target):
                    parts = [own, one if action.detail else "", plain(action.path)]
                    path = prefix + "/".join(part for part in parts if part) + slash
                    self.count += 1
                    path = prefix if path == prefix + "/" else path
                    yield Found(
                        path,
                        View(action.methods, target.found.name),
                        where.module.path,
                        call.lineno,
                    )
                return
            if isinstance(target, External):
                return

    def nested_prefix(self, router: Instance, slash: str) -> str:
        """Return the path that a nested router stands below: `parents/{parent_pk}/`."""
        call = router.call
        if call is None or not _last(call.func).startswith("Nested") or len(call.args) < 2:
            return ""
        own = self.names.text(call.args[1], router.where) or ""
        lookup = passed(call, -1, "lookup")
        name = (self.names.text(lookup, router.where) if lookup is not None else None) or "parent"
        parent = next(
            (
                target
                for target in self.names.resolve(call.args[0], router.where)
                if isinstance(target, Instance)
            ),
            None,
        )
        above = self.nested_prefix(parent, slash) if parent is not None else ""
        return f"{above}{plain(own)}/{{{name}_pk}}/"


def _is_pattern(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _last(node.func) in _PATHS


def _is_false(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


def _last(node: ast.expr) -> str:
    return getattr(node, "attr", None) or getattr(node, "id", None) or ""
