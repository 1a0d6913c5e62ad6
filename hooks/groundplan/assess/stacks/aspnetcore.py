"""ASP.NET Core: minimal APIs, groups, attribute-routed controllers (learn.microsoft.com, 6 to 9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.annotations import marks_of, methods, texts_of
from groundplan.assess.csharp.language import CSHARP, CSharpProject
from groundplan.assess.evaluation import Site
from groundplan.assess.mounts import Mounts, route, slashed
from groundplan.assess.stacks import Package, Stack
from groundplan.assess.values import Closure, Router, prefix_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.annotations import Annotation
    from groundplan.assess.checkout import Checkout
    from groundplan.assess.evaluation import Evaluation
    from groundplan.assess.values import ClassValue, Scope, Value
    from groundplan.core.model import Fact

VERBS = {f"Map{verb}": verb.upper() for verb in ("Get", "Post", "Put", "Delete", "Patch")}
_MARKS = {
    f"Http{verb}": verb.upper()
    for verb in ("Get", "Post", "Put", "Delete", "Patch", "Head", "Options")
}
_GATE = (
    b"Microsoft.AspNetCore",
    b"WebApplication",
    b"ControllerBase",
    b"IEndpointRouteBuilder",
    b"[Http",
)
INDEX = CSHARP.index(*_GATE)
MINIMAL = CSHARP.want(b".Map", b"IEndpointRouteBuilder")
CONTROLLERS = CSHARP.want(b"[Http", b"[Route", b"[AcceptVerbs", b", Http")
_BUILDERS = frozenset(["IEndpointRouteBuilder", "WebApplication", "IApplicationBuilder"])
_IDENTITY = (
    *("POST register", "POST login", "POST refresh", "GET confirmEmail"),
    *("POST resendConfirmationEmail", "POST forgotPassword", "POST resetPassword"),
    *("POST manage/2fa", "GET manage/info", "POST manage/info"),
)
"""What `MapIdentityApi` adds."""
_TOKEN = re.compile(r"\[(controller|action|area)\]", re.I)
_CONSTRAINT = re.compile(r"\{(\*{0,2}\w+)(?:[:=][^{}]*?(?:\([^()]*\))?[^{}]*?)?(\??)\}")


class AspNetCore:
    """What the builders of endpoints do."""

    names = frozenset(
        [
            *VERBS,
            "MapGroup",
            "MapMethods",
            "Map",
            "MapIdentityApi",
            "UseEndpoints",
            "MapHealthChecks",
        ]
    )

    def external(self, run: Evaluation, name: str, site: Site) -> Value | None:
        """Return an application where one is made."""
        head, _, last = name.rpartition(".")
        is_made = head.rpartition(".")[2] == "WebApplication"
        if (
            is_made
            and last in ("CreateBuilder", "CreateSlimBuilder", "Create")
            and isinstance(run, CSharpProject)
        ):
            return run.router("application", site)
        return None

    def method(self, run: Evaluation, router: Router, name: str, site: Site) -> Value:
        """Add routes and groups; anything else gives the builder itself."""
        if not isinstance(run, CSharpProject):
            return router
        given = site.named.get("pattern", site.argument(0))
        path = prefix_of(given)
        if name in VERBS and path is not None:
            run.endpoint(router, VERBS[name], plain(path), site)
        elif name == "MapGroup":
            child = Router("group", site.path, site.line, router)
            run.is_part(child)
            run.mount(router, child, plain(path or ""))
            return child
        elif name == "MapMethods" and path is not None:
            for method in texts_of(site.argument(1)):
                run.endpoint(router, method, plain(path), site)
        elif name == "Map" and path is not None and len(site.arguments) > 1:
            run.endpoint(router, "ANY", plain(path), site)
        elif name == "MapHealthChecks" and path is not None:
            run.endpoint(router, "GET", plain(path), site)
        elif name == "MapIdentityApi":
            for told in _IDENTITY:
                verb, _, end = told.partition(" ")
                run.endpoint(router, verb, end, site)
        elif name in ("UseEndpoints", "MapWhen", "UseWhen"):
            for one in site.arguments:
                if isinstance(one, Closure):
                    run.invoke(one, (router,))
        elif name in ("MapControllerRoute", "MapAreaControllerRoute", "MapDefaultControllerRoute"):
            pattern = (
                prefix_of(site.named.get("pattern", site.argument(1))) or "{controller}/{action}"
            )
            run.mounts.unknown(site.path, site.line, f"conventional routes: {pattern}")
        elif not name.startswith("Map"):
            run.call_back(())
        return router

    def typed(self, run: Evaluation, text: str, scope: Scope) -> Value | None:
        """Return an application for a parameter that only a framework passes."""
        if text in _BUILDERS and isinstance(run, CSharpProject):
            return run.router("application", Site(scope.path, 0, ()))
        return None


def plain(path: str) -> str:
    """Return a template without the constraints and defaults of its parameters."""
    return _CONSTRAINT.sub(r"{\1\2}", path)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of minimal APIs and of controllers."""
    run = CSharpProject(checkout, AspNetCore(), Mounts(), CSHARP, INDEX)
    run.follow(MINIMAL, first=("main", "Main", "Program", "Startup", "Configure"))
    yield from run.routes()
    for of, _ in run.classes(CONTROLLERS):
        if not of.code.abstract:
            yield from _controller(run, of)


def _controller(run: CSharpProject, of: ClassValue) -> Iterator[Fact]:
    above: list[str] = []
    area: str = ""
    for one in run.bases(of):
        marks = marks_of(run, one)
        above = above or [
            text for mark in marks if mark.name == "Route" for text in mark.texts("template")
        ]
        area = area or next(
            (text for mark in marks if mark.name == "Area" for text in mark.texts()), ""
        )
    words = {"controller": of.code.name.removesuffix("Controller"), "area": area}
    for owner, part in methods(run, of):
        marks = marks_of(run, owner, part)
        if any(mark.name == "NonAction" for mark in marks):
            continue
        words["action"] = part.name.removesuffix("Async")
        for verb, template, line in _actions(marks):
            for path in _paths(above, template):
                filled = _TOKEN.sub(lambda token: words[token[1].lower()], path)
                yield route(verb, plain(filled) or "/", owner.scope.path, line)


def _actions(marks: list[Annotation]) -> Iterator[tuple[str, str | None, int]]:
    """Yield (method, template, line) of an action: `[Route]` gives the template that a verb lacks."""
    routes = [text for mark in marks if mark.name == "Route" for text in mark.texts("template")]
    verbs: list[tuple[str, str | None, int]] = []
    for mark in marks:
        if mark.name in _MARKS:
            verbs.append((_MARKS[mark.name], next(iter(mark.texts("template")), None), mark.line))
        elif mark.name == "AcceptVerbs":
            own = next(iter(texts_of(mark.named.get("Route"))), None)
            verbs += [
                (text.upper(), own, mark.line) for value in mark.given for text in texts_of(value)
            ]
    for verb, template, line in verbs:
        for one in [template] if template is not None or not routes else routes:
            yield verb, one, line
    if not verbs:
        for one in routes:
            yield "ANY", one, next(mark.line for mark in marks if mark.name == "Route")


def _paths(above: list[str], template: str | None) -> list[str]:
    """Return the whole paths of an action; one without any template is routed by convention."""
    if template is not None and template.startswith(("/", "~/")):
        return [template.lstrip("~")]
    if not above:
        return [template] if template is not None else []
    return [slashed(one, template or "") for one in above]


STACK = Stack(
    key="aspnetcore",
    title="ASP.NET Core",
    languages=("C#",),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(INDEX, MINIMAL, CONTROLLERS),
    packages=(
        Package(
            "frameworks",
            "aspnetcore",
            nuget=("microsoft.net.sdk.web", "microsoft.aspnetcore.app", "microsoft.aspnetcore"),
        ),
    ),
)
