"""Micronaut: annotated controllers (docs.micronaut.io, 4.x, 2026-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.annotations import marks_of, methods
from groundplan.assess.java import settings
from groundplan.assess.java.endpoints import Annotated, product, served
from groundplan.assess.stacks import Package, Stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Fact

VERBS = frozenset(["Get", "Post", "Put", "Delete", "Patch", "Head", "Options"])
READ = Annotated((b"io.micronaut.http.annotation",))


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of all controllers."""
    known = settings.Settings(checkout)
    for run, want in READ.runs(checkout):
        for of, _ in run.classes(want):
            mark = next((one for one in marks_of(run, of) if one.name == "Controller"), None)
            if mark is None or of.code.abstract:
                continue
            context = known.get(of.scope.path, "micronaut.server.context-path")
            start = product([context], mark.texts("value"))
            for owner, part in methods(run, of):
                for one in marks_of(run, owner, part):
                    if one.name in VERBS:
                        paths = product(start, one.texts("value", "uri", "uris"))
                        yield from served(known, [one.name], paths, owner.scope.path, one.line)


STACK = Stack(
    key="micronaut",
    title="Micronaut",
    languages=("Java", "Kotlin"),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(*READ.wants, settings.WANT),
    packages=(Package("frameworks", "micronaut", maven=("io.micronaut:*",)),),
)
