"""NestJS: controllers, versions, module paths, the global prefix (docs.nestjs.com, 10.x, 2026-11)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from groundplan.assess.code import Call, Function
from groundplan.assess.javascript.evaluation import JavaScriptEvaluation
from groundplan.assess.javascript.wants import scripts_with
from groundplan.assess.mounts import Mounts, route
from groundplan.assess.stacks import Package, Stack
from groundplan.assess.values import ClassValue, Closure, External, Router, Unknown, is_known

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.assess.checkout import Checkout
    from groundplan.assess.code import Part
    from groundplan.assess.evaluation import Evaluation, Site
    from groundplan.assess.values import Scope, Value
    from groundplan.core.model import Fact

VERBS = {
    **{verb: verb.upper() for verb in ("Get", "Post", "Put", "Delete", "Patch", "Head", "Options")},
    "All": "ANY",
    "Sse": "GET",
    "Search": "SEARCH",
}
"""Decorators of @nestjs/common -> HTTP method."""
# Everything else is reached from an application: its modules name their controllers.
WANT = scripts_with(b"NestFactory")
SETTINGS = scripts_with(b"registerAs")
_COMMON = "@nestjs/common."
_CONFIG = "@nestjs/config.ConfigService"
_NEUTRAL = f"{_COMMON}VERSION_NEUTRAL"


@dataclass
class Application:
    """One application: its module, and what it says of all its routes."""

    module: Value
    prefix: str = ""
    excluded: list[tuple[str, str]] = field(default_factory=list)
    """(method, path) of what the prefix is not for."""
    version_prefix: str | None = None
    """What stands before a version in a path; None where versions are not in the path."""
    version: Value = field(default_factory=Unknown)
    listens: bool = False
    """Whether it serves; another may be made to read its settings, or to run a task."""


class Nest:
    """What the applications of NestJS are told."""

    def __init__(self) -> None:
        self.applications: dict[int, tuple[Router, Application]] = {}
        self.settings: dict[str, Value] = {}
        """What `registerAs` says of the settings below each name."""

    def external(self, run: Evaluation, name: str, site: Site) -> Value | None:
        """Return an application where one is made."""
        if name == "@nestjs/core.NestFactory.create":
            made = Router("nest", site.path, site.line)
            self.applications[id(made)] = (made, Application(run.plain(site.argument(0))))
            return made
        if name == "@nestjs/common.applyDecorators":
            return list(site.arguments)
        if name == "@nestjs/config.registerAs":
            made_by, key = site.argument(1), site.text(0)
            if isinstance(made_by, Closure) and key is not None:
                self.settings[key] = run.invoke(made_by, ())
                return self.settings[key]
        if name in (f"{_CONFIG}.get", f"{_CONFIG}.getOrThrow"):
            return self._setting(run, site)
        return None

    def method(self, run: Evaluation, router: Router, name: str, site: Site) -> Value:
        """Note the prefix and the versioning of an application."""
        application = self.applications[id(router)][1]
        if name == "setGlobalPrefix":
            given = site.argument(0)
            named = given.text if isinstance(given, Unknown) else ""
            application.prefix = (
                given if isinstance(given, str) else "{" + (named or "prefix") + "}"
            )
            options = site.argument(1)
            excluded = options.get("exclude") if isinstance(options, dict) else None
            application.excluded = [_excluded(item) for item in _many(excluded)]
        elif name == "enableVersioning":
            self._versioning(application, site.argument(0))
        elif name in ("listen", "get", "select", "use"):
            application.listens = application.listens or name == "listen"
            run.call_back(site.arguments)
            return site.argument(0) if name == "get" else Unknown()
        return router

    def typed(self, run: Evaluation, text: str, scope: Scope) -> Value | None:
        """Say nothing: what configures an application is given it."""
        return None

    def _setting(self, run: Evaluation, site: Site) -> Value:
        """Return a setting by its dotted name; its default where nobody in the repo says it."""
        key = site.text(0) or ""
        value: Value = self.settings
        for part in key.split("."):
            value = run.member(value, part)
        default = site.argument(1)
        if isinstance(value, Unknown) and isinstance(default, str):
            return default
        return value if is_known(value) else Unknown(key)

    def _versioning(self, application: Application, options: Value) -> None:
        given = options if isinstance(options, dict) else {}
        kind = given.get("type", Unknown())
        if isinstance(kind, External) and not kind.name.endswith(".URI"):
            return
        prefix = given.get("prefix", "v")
        application.version_prefix = prefix if isinstance(prefix, str) else ""
        application.version = given.get("defaultVersion", Unknown())


class Modules:
    """The tree of modules below one application, and the controllers in it."""

    def __init__(self, run: JavaScriptEvaluation) -> None:
        self.run = run
        self.paths: dict[int, str] = {}
        """Identity of a module's class -> the path that RouterModule puts before its controllers."""
        self.controllers: list[tuple[ClassValue, int]] = []
        self._seen: set[int] = set()

    def add(self, value: Value) -> None:
        """Look at a module, what it imports, and its controllers."""
        pending: list[Value] = [value]
        while pending:
            of = self.run.plain(pending.pop(0))
            dynamic: dict[str, Value] = {}
            if isinstance(of, dict):  # { module: X, imports: [...] }
                dynamic = of
                of = self.run.plain(of.get("module", Unknown()))
                pending += self._parts(of, dynamic)
            if isinstance(of, list):
                pending += of
            if not isinstance(of, ClassValue) or id(of.code) in self._seen:
                continue
            self._seen.add(id(of.code))
            for name, arguments in decorators(self.run, of):
                if name == f"{_COMMON}Module" and arguments:
                    given = arguments[0] if isinstance(arguments[0], dict) else {}
                    pending += self._parts(of, given)

    def _parts(self, of: Value, given: dict[str, Value]) -> list[Value]:
        if "routes of" in given:
            self._tree(given["routes of"], "")
        if isinstance(of, ClassValue):
            for controller in _many(given.get("controllers")):
                found = self.run.plain(controller)
                if isinstance(found, ClassValue):
                    self.controllers.append((found, id(of.code)))
        return _many(given.get("imports"))

    def _tree(self, routes: Value, above: str) -> None:
        for entry in _many(routes):
            if isinstance(entry, ClassValue):
                self.paths[id(entry.code)] = above
            if not isinstance(entry, dict):
                continue
            own = entry.get("path", "")
            path = _joined(above, own if isinstance(own, str) else "")
            module = self.run.plain(entry.get("module", Unknown()))
            if isinstance(module, ClassValue):
                self.paths[id(module.code)] = path
            self._tree(entry.get("children", []), path)
            self._tree(entry.get("modules", []), path)


class RoutesModule(Nest):
    """Nest with RouterModule, whose tree of paths looks like one more module."""

    def external(self, run: Evaluation, name: str, site: Site) -> Value | None:
        """Return the tree of RouterModule; everything else as Nest does."""
        if name in (
            "@nestjs/core.RouterModule.register",
            "@nestjs/core.RouterModule.forRoutes",
            "nest-router.RouterModule.forRoutes",
        ):
            return {"routes of": site.argument(0), "module": Unknown()}
        return super().external(run, name, site)


def decorators(
    run: Evaluation, of: ClassValue | Part, scope: Scope | None = None
) -> list[tuple[str, Sequence[Value]]]:
    """Return (full name, arguments) of the decorators of a class or one of its parts."""
    expressions = of.code.decorators if isinstance(of, ClassValue) else of.decorators
    inside = of.scope if isinstance(of, ClassValue) else scope
    found: list[tuple[str, Sequence[Value]]] = []
    for expression in expressions:
        if inside is None:
            continue
        called = expression.function if isinstance(expression, Call) else expression
        name = run.value(called, inside)
        arguments: list[Value] = []
        if isinstance(expression, Call):
            arguments = [run.value(argument, inside) for argument in expression.arguments]
        if isinstance(name, External):
            found.append((name.name, arguments))
    return found


def routes_of(run: JavaScriptEvaluation, application: Application) -> Iterator[Fact]:
    """Yield the routes of one application."""
    modules = Modules(run)
    modules.add(application.module)
    for controller, module in modules.controllers:
        yield from controller_routes(run, application, controller, modules.paths.get(module, ""))


def controller_routes(
    run: JavaScriptEvaluation, application: Application, controller: ClassValue, below: str
) -> Iterator[Fact]:
    """Yield the routes of one controller, those that it inherits included."""
    paths, version = [""], application.version
    is_controller = False
    for name, arguments in decorators(run, controller):
        if name == f"{_COMMON}Controller":
            is_controller = True
            paths, own = _controller(arguments)
            version = own if not isinstance(own, Unknown) else version
        elif name == f"{_COMMON}Version" and arguments:
            version = arguments[0]
    if not is_controller:
        return
    seen: set[str] = set()
    for of in run.bases(controller):
        for part in of.code.parts:
            if part.name in seen or not isinstance(part.value, Function):
                continue
            for method, own_paths, own_version in _handlers(run, part, of.scope):
                seen.add(part.name)
                chosen = version if isinstance(own_version, Unknown) else own_version
                for path in paths:
                    for own_path in own_paths:
                        whole = _joined(_joined(below, path), own_path)
                        yield from _served(application, method, whole, chosen, of, part)


def _handlers(
    run: JavaScriptEvaluation, part: Part, scope: Scope
) -> Iterator[tuple[str, list[str], Value]]:
    found = decorators(run, part, scope)
    version: Value = next(
        (arguments[0] for name, arguments in found if name == f"{_COMMON}Version" and arguments),
        Unknown(),
    )
    for name, arguments in found:
        verb = name.removeprefix(_COMMON)
        if name.startswith(_COMMON) and verb in VERBS:
            yield VERBS[verb], _paths(arguments[0] if arguments else ""), version
        elif name == f"{_COMMON}RequestMapping" and arguments and isinstance(arguments[0], dict):
            method = arguments[0].get("method", Unknown())
            verb = method.name.rpartition(".")[2] if isinstance(method, External) else "GET"
            yield ("ANY" if verb == "ALL" else verb), _paths(arguments[0].get("path", "")), version


def _controller(arguments: Sequence[Value]) -> tuple[list[str], Value]:
    given: Value = arguments[0] if arguments else ""
    if isinstance(given, dict):
        return _paths(given.get("path", "")), given.get("version", Unknown())
    return _paths(given), Unknown()


def _paths(value: Value) -> list[str]:
    if isinstance(value, Unknown):
        return ["{" + value.text + "}"] if value.text else [""]
    return [item for item in _many(value) if isinstance(item, str)] or [""]


def _served(
    application: Application, method: str, path: str, version: Value, of: ClassValue, part: Part
) -> Iterator[Fact]:
    starts = [""]
    if application.version_prefix is not None:
        versions = _many(version)
        names = [item for item in versions if isinstance(item, str)]
        neutral = any(isinstance(item, External) and item.name == _NEUTRAL for item in versions)
        if names and not neutral:
            starts = [f"/{application.version_prefix}{name}" for name in names]
    for start in starts:
        prefix = "" if _is_excluded(application, method, path) else application.prefix
        whole = _joined(_joined(prefix, start), path)
        yield route(method, whole or "/", of.scope.path, _line(part))


def _line(part: Part) -> int:
    for decorator in part.decorators:
        if isinstance(decorator, Call) and getattr(decorator.function, "name", "") in VERBS:
            return decorator.line
    return part.line


def _excluded(item: Value) -> tuple[str, str]:
    if isinstance(item, dict):
        path, method = item.get("path", ""), item.get("method", Unknown())
        verb = method.name.rpartition(".")[2] if isinstance(method, External) else "ALL"
        return verb, path if isinstance(path, str) else ""
    return "ALL", item if isinstance(item, str) else ""


_TOKEN = re.compile(r"(?P<group>\([^()]*\))|(?P<open>\{)|(?P<close>\})|\*\w*|:\w+(?P<maybe>\?)?")


def _is_excluded(application: Application, method: str, path: str) -> bool:
    own = path.strip("/")
    return any(
        verb in ("ALL", method) and _pattern(excluded).fullmatch(own) is not None
        for verb, excluded in application.excluded
    )


def _pattern(path: str) -> re.Pattern[str]:
    """Return the expression for a path with parameters, wild cards, groups and optional parts."""
    text, parts, end = path.strip("/"), [], 0
    for token in _TOKEN.finditer(text):
        parts += [re.escape(text[end : token.start()]), _expression(token)]
        end = token.end()
    try:
        return re.compile("".join(parts) + re.escape(text[end:]))
    except re.error:
        return re.compile(re.escape(text))


def _expression(token: re.Match[str]) -> str:
    if token["open"] or token["close"]:  # `{/*rest}`: a part that need not be there
        return "(?:" if token["open"] else ")?"
    if token[0].startswith(":"):
        return "[^/]*" if token["maybe"] else "[^/]+"
    return token["group"] or ".*"


def _joined(prefix: str, path: str) -> str:
    parts = [text.strip("/") for text in (prefix, path) if text.strip("/")]
    return "/" + "/".join(parts) if parts else ""


def _many(value: Value | None) -> list[Value]:
    if value is None or isinstance(value, Unknown):
        return []
    return list(value) if isinstance(value, list) else [value]


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of every NestJS application."""
    dialect = RoutesModule()
    run = JavaScriptEvaluation(checkout, dialect, Mounts())
    run.load(SETTINGS)  # first, so that a prefix that is a setting is known
    run.follow(WANT)
    applications = [application for _, application in dialect.applications.values()]
    serving = [application for application in applications if application.listens]
    for application in serving or applications:
        yield from routes_of(run, application)


STACK = Stack(
    key="nestjs",
    title="NestJS",
    languages=("JavaScript", "TypeScript"),
    finds=("routes",),
    facts=facts,
    wants=(SETTINGS, WANT),
    packages=(Package("frameworks", "nestjs", npm=("@nestjs/core",)),),
)
