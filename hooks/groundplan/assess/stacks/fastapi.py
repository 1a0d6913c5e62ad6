"""FastAPI: routers, nested prefixes, sub-applications, class-based controllers.

Source: https://fastapi.tiangolo.com/reference/apirouter/ (2026-11).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.mounts import concatenated
from groundplan.assess.python.modules import read_module
from groundplan.assess.python.names import names_of
from groundplan.assess.python.routers import Adds, Dialect, MountCall, Parameter
from groundplan.assess.python.starlette_lists import ListWiring
from groundplan.assess.stacks import Package, Stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Fact

_ENDPOINT = Adds(Parameter(0, ("path",)), Parameter(1, ("endpoint", "route")))
_MOUNT = MountCall(Parameter(1, ("app",)), Parameter(0, ("path",)))
DIALECT = Dialect(
    applications=(
        "fastapi.FastAPI",
        "fastapi.applications.FastAPI",
        "starlette.applications.Starlette",
    ),
    routers=(
        "fastapi.APIRouter",
        "fastapi.routing.APIRouter",
        "starlette.routing.Router",
        "fastapi_utils.inferring_router.InferringRouter",
        "fastapi_restful.inferring_router.InferringRouter",
        "fastapi_class.View",
    ),
    prefixes=(("Router", Parameter(-1, ("prefix",))),),
    decorators=("route", "api_route"),
    adds=(("add_api_route", _ENDPOINT), ("add_route", _ENDPOINT)),
    mounts=(
        ("include_router", MountCall(Parameter(0, ("router",)), Parameter(-1, ("prefix",)))),
        ("mount", _MOUNT),
    ),
    join=concatenated,
)
ROUTERS = Want(
    read_module,
    suffixes=(".py",),
    needles=(b"fastapi", b"starlette", b"router", b"Router", b"FastAPI"),
    imports=("fastapi", "starlette"),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield every route that a FastAPI or Starlette application serves."""
    if checkout.is_open(ROUTERS):
        yield from ListWiring(names_of(checkout), DIALECT).routes()


STACK = Stack(
    key="fastapi",
    title="FastAPI and Starlette",
    languages=("Python",),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(ROUTERS,),
    packages=(
        Package("frameworks", "fastapi", pip=("fastapi",)),
        Package("frameworks", "starlette", pip=("starlette",), imports=("starlette",)),
    ),
)
