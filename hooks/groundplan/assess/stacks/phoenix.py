"""Phoenix and Plug: scopes, resources, live routes, forwards (hexdocs.pm/phoenix, 1.5 to 1.8, 2026-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.elixir.routers import reachable, read_router
from groundplan.assess.mounts import Endpoint, Mounts
from groundplan.assess.stacks import Package, Stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Fact

WANT = Want(
    read_router, suffixes=(".ex", ".exs"), needles=(b":router", b"Plug.Router", b"Phoenix.Router")
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the routes of all routers, those that they forward to below their paths."""
    modules = {one.name: one for _, routers in checkout.read(WANT) for one in routers}
    files = {one.name: file.path for file, routers in checkout.read(WANT) for one in routers}
    mounts = Mounts()
    for name, router in modules.items():
        for endpoint in router.endpoints:
            mounts.endpoint(name, endpoint)
        for path, target, line in router.forwards:
            if target in modules:
                mounts.mount(name, target, path)
            else:
                mounts.endpoint(name, Endpoint("ANY", path, files[name], line))
    for name in reachable(modules):
        mounts.application(name)
    yield from mounts.routes()


STACK = Stack(
    key="phoenix",
    title="Phoenix, Plug",
    languages=("Elixir",),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(WANT,),
    packages=(Package("frameworks", "phoenix", hex=("phoenix",)),),
)
