"""The routes of Go's routers, all of them in one go: they are mounted into each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.go.evaluation import go_with
from groundplan.assess.go.routers import Wiring
from groundplan.assess.stacks import (
    Stack,
    chi,
    echo,
    fiber,
    gin,
    gorilla_mux,
    httprouter,
    huma,
    net_http,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Fact

WANT = go_with(
    b".Handle",
    b"NewServeMux",
    *(module.PACKAGE.encode() for module in (chi, echo, fiber, gin, gorilla_mux, httprouter, huma)),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield every route that a Go program serves."""
    dialects = (
        net_http.NetHttp(),
        chi.Chi(),
        gorilla_mux.Gorilla(),
        echo.DIALECT,
        fiber.DIALECT,
        gin.DIALECT,
        httprouter.DIALECT,
        huma.Huma(),
    )
    yield from Wiring(checkout, dialects).routes(WANT)


STACK = Stack(
    key="go_routes",
    title="Routes of Go",
    languages=("Go",),
    finds=("routes",),
    facts=facts,
    wants=(WANT,),
)
