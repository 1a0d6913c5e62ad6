"""Litestar (and Starlite, its first name): handlers, controllers, routers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.python.handlers import DIALECT, HandlerWiring
from groundplan.assess.python.modules import read_module
from groundplan.assess.python.names import names_of
from groundplan.assess.stacks import Package, Stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Fact

MODULES = Want(
    read_module,
    suffixes=(".py",),
    needles=(b"litestar", b"starlite"),
    imports=("litestar", "starlite"),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield every route that a Litestar application serves."""
    if checkout.is_open(MODULES):
        yield from HandlerWiring(names_of(checkout), DIALECT).routes()


STACK = Stack(
    key="litestar",
    title="Litestar",
    languages=("Python",),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(MODULES,),
    packages=(Package("frameworks", "litestar", pip=("litestar", "starlite")),),
)
