"""Rocket: attribute macros, mounted lists of routes (rocket.rs, 0.5, 2026-11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.evaluation import Site
from groundplan.assess.mounts import Mounts, slashed
from groundplan.assess.rust.language import RUST, RustProject
from groundplan.assess.stacks import Package, Stack, actix
from groundplan.assess.values import Closure, Router, Unknown, prefix_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.assess.evaluation import Evaluation
    from groundplan.assess.values import Scope, Value
    from groundplan.core.model import Fact

_GATE = b"rocket"
INDEX, WANT = RUST.index(_GATE), RUST.want(_GATE)
_PARAMETER = re.compile(r"<(\w+)(?:\.\.)?>")


class Rocket:
    """What Rocket's own objects do."""

    names = frozenset(["mount", "attach", "manage", "register", "launch", "configure"])

    def external(self, run: Evaluation, name: str, site: Site) -> Value | None:
        """Return an application where one is made."""
        head, _, last = name.rpartition(".")
        is_made = last in ("build", "custom", "ignite") and head.rpartition(".")[2] in (
            "rocket",
            "Rocket",
        )
        if is_made and isinstance(run, RustProject):
            return run.router("application", site)
        if name.endswith("AdHoc.on_ignite"):
            given = site.argument(1)
            return given if isinstance(given, Closure) else None
        return None

    def method(self, run: Evaluation, router: Router, name: str, site: Site) -> Value:
        """Serve the routes of a list below a path; follow what is attached."""
        if name == "mount" and isinstance(run, RustProject):
            base = prefix_of(site.argument(0)) or ""
            self._mount(run, router, base, site.argument(1), site)
        elif name == "attach":
            given = site.argument(0)
            if isinstance(given, Closure):
                run.invoke(given, (router,))
        return router

    def typed(self, run: Evaluation, text: str, scope: Scope) -> Value | None:
        """Say nothing: an application is made where it is made."""
        return None

    def _mount(self, run: RustProject, router: Router, base: str, given: Value, site: Site) -> None:
        if isinstance(given, list):
            for one in given:
                if isinstance(one, Closure):
                    for verb, path, line in actix.attributes(one.function.decorators):
                        whole = _PARAMETER.sub(r"{\1}", path.partition("?")[0])
                        where = Site(one.scope.path, line, ())
                        run.endpoint(router, verb, slashed(base, whole), where)
                elif isinstance(one, Unknown):
                    run.mounts.unknown(site.path, site.line, f"{base}: {one.text}")
        elif isinstance(given, Unknown):
            run.mounts.unknown(site.path, site.line, f"{base}: {given.text}")


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of all applications."""
    run = RustProject(checkout, Rocket(), Mounts(), RUST, INDEX)
    run.follow(WANT, first=("main", "rocket"))
    yield from run.routes()


STACK = Stack(
    key="rocket",
    title="Rocket",
    languages=("Rust",),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(INDEX, WANT),
    packages=(Package("frameworks", "rocket", cargo=("rocket",)),),
)
