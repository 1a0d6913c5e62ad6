"""Laravel and Lumen: files of routes, groups, resources (laravel.com/docs, 8 to 12, 2026-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.code import Name
from groundplan.assess.evaluation import Exhausted, Site
from groundplan.assess.mounts import Mounts
from groundplan.assess.php.language import PHP, PhpProject
from groundplan.assess.php.laravel_routes import Laravel
from groundplan.assess.stacks import Package, Stack
from groundplan.assess.values import ClassValue, Closure, Instance
from groundplan.core.model import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File
    from groundplan.core.model import Fact

_GATE = (b"Illuminate\\", b"Laravel\\Lumen")
INDEX = PHP.index(*_GATE)
PROVIDERS = PHP.want(b"extends ServiceProvider", b"extends RouteServiceProvider", b"loadRoutesFrom")
_METHODS = ("boot", "register", "map", "routes")


def read_bootstrap(file: File) -> bool | None:
    """Say whether a file is an application's `bootstrap/app.php`."""
    return file.folder.rpartition("/")[2] == "bootstrap" or None


BOOTSTRAP = Want(read_bootstrap, names=("app.php",), needles=_GATE)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of every Laravel application, and of the providers of packages."""
    if not checkout.is_open(INDEX):
        return
    router = Laravel()
    run = PhpProject(checkout, router, Mounts(), PHP, INDEX)
    roots: list[str] = []
    try:
        for file, _ in checkout.read(BOOTSTRAP):
            roots.append(run.root_of(file.path))
            run.require(file.path)
        for file, _ in checkout.read(PROVIDERS):
            _provide(run, file.path)
        for root in roots:
            _usual(run, router, root)
    except (Exhausted, RecursionError):
        note = Trouble(roots[0] or ".", 0, "routes: too many or too deep calls to follow them all")
        checkout.not_looked.add(note)
    checkout.not_followed |= run.mounts.not_followed
    yield from router.routes()


def _provide(run: PhpProject, path: str) -> None:
    """Follow what a service provider does when the application starts."""
    scope = run.scope(path)
    for name in list(scope.names):
        of = run.value(Name(name), scope)
        if not isinstance(of, ClassValue):
            continue
        instance = Instance(of)
        inside = run.this_scope(of, instance)
        for part in of.code.parts:
            if part.name in _METHODS and id(part.value) not in run.ran:
                method = run.instance_member(instance, part.name)
                if isinstance(method, Closure):
                    run.invoke(Closure(method.function, inside, instance), ())


def _usual(run: PhpProject, router: Laravel, root: str) -> None:
    """Take the files of routes as an application without a provider of its own has them."""
    if any(one.startswith(f"{root}routes/") for one in router.files):
        return
    for name, prefix in (("web", ""), ("api", "api")):
        path = f"{root}routes/{name}.php"
        if path in run.checkout.files:
            router.below(run, prefix, f"/{path}", Site(path, 1, ()))


STACK = Stack(
    key="laravel",
    title="Laravel, Lumen",
    languages=("PHP",),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(INDEX, PROVIDERS, BOOTSTRAP),
    packages=(
        Package("frameworks", "laravel", composer=("laravel/framework",)),
        Package("frameworks", "lumen", composer=("laravel/lumen-framework",)),
    ),
)
