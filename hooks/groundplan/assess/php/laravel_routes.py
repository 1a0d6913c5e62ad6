"""What Laravel's router is told: attributes, groups, verbs, resources (laravel.com/docs, 8 to 12)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.annotations import texts_of
from groundplan.assess.mounts import route, slashed
from groundplan.assess.php.language import MAX_FILES, PhpProject
from groundplan.assess.values import Closure, Router, Unknown, prefix_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.evaluation import Evaluation, Site
    from groundplan.assess.values import Scope, Value
    from groundplan.core.model import Fact

VERBS = {
    **{verb: (verb.upper(),) for verb in ("get", "post", "put", "patch", "delete", "options")},
    "any": ("ANY",),
    "view": ("GET",),
    "inertia": ("GET",),
    "livewire": ("GET",),
    "redirect": ("ANY",),
    "permanentRedirect": ("ANY",),
}
"""Method of the router -> the HTTP methods that it serves."""
_API = ("index", "store", "show", "update", "destroy")
_ALL = ("index", "create", "store", "show", "edit", "update", "destroy")
_SINGLE = ("show", "edit", "update")
_ACTIONS = {
    "index": (("GET",), ""),
    "create": (("GET",), "/create"),
    "store": (("POST",), ""),
    "show": (("GET",), "/{}"),
    "edit": (("GET",), "/{}/edit"),
    "update": (("PUT", "PATCH"), "/{}"),
    "destroy": (("DELETE",), "/{}"),
}
"""Action of a resource -> its methods and the path behind the resource's own."""
RESOURCES = {
    "resource": _ALL,
    "apiResource": _API,
    "singleton": _SINGLE,
    "apiSingleton": ("show", "update"),
}
_FACADES = ("Route", "Router", "Registrar", "RouteFacade")
_AUTH = (
    ("", "GET login", "POST login", "POST logout"),
    ("register", "GET register", "POST register"),
    (
        "reset",
        "GET password/reset",
        "POST password/email",
        "GET password/reset/{token}",
        "POST password/reset",
    ),
    ("confirm", "GET password/confirm", "POST password/confirm"),
    ("verify", "GET email/verify", "GET email/verify/{id}/{hash}", "POST email/resend"),
)
"""What `Auth::routes()` of laravel/ui adds, by the option that turns it on or off."""


class Laravel:
    """What Laravel's router does, below the groups that are open."""

    names = frozenset[str]()

    def __init__(self) -> None:
        self.prefixes: list[str] = [""]
        self.found: list[Fact] = []
        self.resources: list[tuple[str, Router]] = []
        self.files: set[str] = set()
        """The files that were run as files of routes."""

    def routes(self) -> Iterator[Fact]:
        """Yield all routes; those of resources as far as nothing took them away."""
        yield from self.found
        for prefix, resource in self.resources:
            yield from _resource(prefix, resource)

    # -- what an evaluation asks -------------------------------------------------------------------

    def external(self, run: Evaluation, name: str, site: Site) -> Value | None:
        """Do what a call of the facade says."""
        head, _, method = name.rpartition(".")
        simple = head.rpartition(".")[2]
        if simple in _FACADES:
            registrar = Router("registrar", site.path, site.line)
            return self.method(run, registrar, method, site)
        if (simple, method) == ("Auth", "routes"):
            self._auth(site)
        elif (simple, method) == ("Broadcast", "routes"):
            self._serve(("GET", "POST"), "broadcasting/auth", site)
        elif (simple, method) == ("Volt", "route"):
            self._serve(("GET",), site.text(0) or "", site)
        elif (simple, method) == ("Application", "configure"):
            return Router("application", site.path, site.line)
        else:
            return None
        return Unknown()

    def typed(self, run: Evaluation, text: str, scope: Scope) -> Value | None:
        """Return the router for a parameter that asks for it."""
        return Router("registrar", scope.path, 1) if text in _FACADES else None

    def method(self, run: Evaluation, router: Router, name: str, site: Site) -> Value:
        """Add routes, open groups, note attributes."""
        if not isinstance(run, PhpProject):
            return router
        if router.kind == "application":
            if name == "withRouting":
                self._configured(run, site)
            else:
                run.call_back(site.arguments)
            return router
        if router.kind == "resource":
            if name in ("only", "except"):
                router.data[name] = list(texts_of(list(site.arguments)))
            elif name in ("shallow", "creatable", "destroyable"):
                router.data[name] = "true"
            return router
        return self._registered(run, router, name, site)

    def _registered(self, run: PhpProject, router: Router, name: str, site: Site) -> Value:
        if name == "prefix":
            return Router(
                "registrar", router.path, router.line, prefix=prefix_of(site.argument(0)) or ""
            )
        if name == "group":
            self._group(run, router, site)
        elif name == "loadRoutesFrom":
            self.below(run, "", site.argument(0), site)
        elif name in VERBS:
            self._serve(VERBS[name], self._path(router, site.argument(0)), site)
        elif name == "match":
            methods = tuple(text.upper() for text in texts_of(site.argument(0)))
            self._serve(methods, self._path(router, site.argument(1)), site)
        elif name == "fallback":
            self._serve(("GET",), self._path(router, "{fallbackPlaceholder}"), site)
        elif name in RESOURCES:
            return self._add_resource(router, name, site.argument(0), site)
        elif name in ("resources", "apiResources", "singletons"):
            listed = site.argument(0)
            for one in listed if isinstance(listed, dict) else ():
                self._add_resource(router, name[:-1], one, site)
        return router

    @staticmethod
    def _path(router: Router, given: Value) -> str | None:
        path = prefix_of(given)
        return slashed(router.prefix, path) if path is not None else None

    def _serve(self, methods: tuple[str, ...], path: str | None, site: Site) -> None:
        if path is None:
            return
        whole = slashed(self.prefixes[-1], path).rstrip("/")
        for method in methods:
            if method not in ("OPTIONS", "HEAD") or len(methods) == 1:
                self.found.append(route(method, whole or "/", site.path, site.line))

    def _group(self, run: PhpProject, router: Router, site: Site) -> None:
        attributes, inside = site.argument(0), site.argument(len(site.arguments) - 1)
        prefix = router.prefix
        if len(site.arguments) > 1 and isinstance(attributes, dict):
            prefix = slashed(prefix, prefix_of(attributes.get("prefix", "")) or "")
        self.below(run, prefix, inside, site)

    def below(self, run: PhpProject, prefix: str, inside: Value, site: Site) -> None:
        """Run a closure, a file or several of these below a prefix."""
        self.prefixes.append(slashed(self.prefixes[-1], prefix))
        try:
            for one in inside if isinstance(inside, list) else [inside]:
                path = run.file(one, site.path)
                if path is not None and len(self.files) < MAX_FILES:
                    self.files.add(path)
                    run.require(path)
                elif isinstance(one, Closure):
                    given = Router("registrar", site.path, site.line)
                    run.invoke(Closure(one.function, one.scope.inner(), one.this), (given,))
                elif isinstance(one, Unknown | str):
                    run.mounts.unknown(site.path, site.line, f"group({_shown(one)})")
        finally:
            self.prefixes.pop()

    def _configured(self, run: PhpProject, site: Site) -> None:
        """Take `withRouting(web: ..., api: ..., then: ...)` of bootstrap/app.php."""
        order = (
            "using",
            "web",
            "api",
            "commands",
            "channels",
            "pages",
            "health",
            "apiPrefix",
            "then",
        )
        given = {**dict(zip(order, site.arguments, strict=False)), **site.named}
        prefix = given.get("apiPrefix", "api")
        for name, below in (("web", ""), ("api", prefix), ("using", ""), ("then", "")):
            if isinstance(given.get(name), str | list | Closure):
                self.below(run, below if isinstance(below, str) else "api", given[name], site)
        if isinstance(given.get("health"), str):
            self._serve(("GET",), str(given["health"]), site)
        if isinstance(given.get("channels"), str):
            self._serve(("GET", "POST"), "broadcasting/auth", site)

    # -- resources ---------------------------------------------------------------------------------

    def _add_resource(self, router: Router, kind: str, given: Value, site: Site) -> Router:
        name = given if isinstance(given, str) else ""
        made = Router("resource", site.path, site.line, prefix=slashed(router.prefix, name))
        made.data["kind"] = kind
        options = site.argument(2)
        for key in ("only", "except"):
            if isinstance(options, dict) and key in options:
                made.data[key] = list(texts_of(options[key]))
        if name:
            self.resources.append((self.prefixes[-1], made))
        return made

    def _auth(self, site: Site) -> None:
        options = site.argument(0)
        for option, *routes in _AUTH:
            told = options.get(option) if isinstance(options, dict) else None
            is_on = told is not None if option == "verify" else True
            text = getattr(told, "text", told)
            if is_on and text != "false":
                for one in routes:
                    method, _, path = one.partition(" ")
                    self._serve((method,), path, site)


def _shown(value: Unknown | str) -> str:
    return value if isinstance(value, str) else value.text


def _resource(prefix: str, resource: Router) -> Iterator[Fact]:
    """Yield the routes of a resource: nested ones have their parents' parameters between."""
    kind = str(resource.data.get("kind"))
    actions = list(RESOURCES.get(kind, _ALL))
    if "singleton" in kind.lower():
        actions += (
            ["create", "store"] if "creatable" in resource.data and kind == "singleton" else []
        )
        actions += (
            ["destroy"] if "creatable" in resource.data or "destroyable" in resource.data else []
        )
    only, left_out = texts_of(resource.data.get("only")), texts_of(resource.data.get("except"))
    actions = [one for one in actions if (not only or one in only) and one not in left_out]
    *parents, last = resource.prefix.strip("/").rpartition("/")[2].split(".")
    base = resource.prefix.strip("/").rpartition("/")[0]
    nested = "/".join(f"{one}/{{{_parameter(one)}}}" for one in parents)
    for action in actions:
        methods, rest = _ACTIONS[action]
        if "singleton" in kind.lower():
            rest = rest.replace("/{}", "")
        above = nested
        if "shallow" in resource.data and "{}" in rest:
            above = ""
        whole = "/".join(part for part in (base, above, last) if part)
        path = slashed(prefix, whole + rest.replace("{}", "{" + _parameter(last) + "}"))
        for method in methods:
            yield route(method, path, resource.path, resource.line)


def _parameter(name: str) -> str:
    word = name.replace("-", "_")
    for end, other in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(end):
            return word.removesuffix(end) + other
    return re.sub(r"(?<!s)s$", "", word)
