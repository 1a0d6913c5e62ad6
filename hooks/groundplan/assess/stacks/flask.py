"""Flask and Quart: blueprints, class-based views, and the resources of Flask's API extensions.

Sources (2026-11): https://flask.palletsprojects.com/blueprints/ (a prefix given at registration
takes the place of the blueprint's own), https://flask-restful.readthedocs.io,
https://flask-restx.readthedocs.io, https://flask-smorest.readthedocs.io.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.mounts import joined
from groundplan.assess.python.modules import read_module
from groundplan.assess.python.names import names_of
from groundplan.assess.python.routers import Adds, Dialect, MountCall, Parameter, Wiring
from groundplan.assess.stacks import Package, Stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Fact


_BLUEPRINTS = (
    "flask.Blueprint",
    "flask.blueprints.Blueprint",
    "quart.Blueprint",
    "flask_smorest.Blueprint",
    "flask_rest_api.Blueprint",
    "flask_openapi3.APIBlueprint",
    "apiflask.APIBlueprint",
    "flask_restx.apidoc.Apidoc",
)
_APIS = (
    "flask_restful.Api",
    "flask_restx.Api",
    "flask_restplus.Api",
    "flask_smorest.Api",
    "flask_rest_api.Api",
)
_NAMESPACES = (
    "flask_restx.Namespace",
    "flask_restplus.Namespace",
    "flask_restx.Api().namespace",
    "flask_restplus.Api().namespace",
)
_URL_PREFIX = Parameter(-1, ("url_prefix",))
_ON = Parameter(0, ("app", "blueprint"))
DIALECT = Dialect(
    applications=(
        "flask.Flask",
        "flask.app.Flask",
        "quart.Quart",
        "apiflask.APIFlask",
        "flask_openapi3.OpenAPI",
        "flask_appbuilder.Flask",
    ),
    routers=(*_BLUEPRINTS, *_APIS, *_NAMESPACES),
    prefixes=(
        ("Blueprint", _URL_PREFIX),
        ("Api", Parameter(-1, ("prefix",))),
        ("Namespace", Parameter(-1, ("path",))),
        ("namespace", Parameter(-1, ("path",))),
    ),
    named=("Namespace", "namespace"),
    verbs=("get", "post", "put", "delete", "patch"),
    decorators=("route", "resource"),
    adds=(
        ("add_url_rule", Adds(Parameter(0, ("rule",)), Parameter(2, ("view_func",)))),
        ("add_resource", Adds(Parameter(1, ("urls",)), Parameter(0, ("resource",)), many=True)),
    ),
    mounts=(
        ("register_blueprint", MountCall(Parameter(0, ("blueprint",)), _URL_PREFIX, replaces=True)),
        ("register_api", MountCall(Parameter(0, ("api",)), _URL_PREFIX, replaces=True)),
        (
            "add_namespace",
            MountCall(Parameter(0, ("ns",)), Parameter(1, ("path",)), replaces=True),
        ),
        ("init_app", MountCall(Parameter(0, ("app",)), Parameter(-1, ()), turned=True)),
    ),
    parents=(
        *((name, _ON) for name in _APIS),
        *((name, Parameter(-1, ())) for name in _NAMESPACES if name.endswith(".namespace")),
    ),
    join=joined,
)
MODULES = Want(
    read_module,
    suffixes=(".py",),
    imports=("flask", "quart", "apiflask"),
    needles=(b"flask", b"quart", b"Blueprint", b".route(", b"add_url_rule", b"add_resource"),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield every route that a Flask application serves."""
    if checkout.is_open(MODULES):
        yield from Wiring(names_of(checkout), DIALECT).routes()


STACK = Stack(
    key="flask",
    title="Flask, Quart and their API extensions",
    languages=("Python",),
    finds=("frameworks", "routes"),
    facts=facts,
    wants=(MODULES,),
    packages=(
        Package("frameworks", "flask", pip=("flask",), imports=("flask",)),
        Package("frameworks", "flask-restful", pip=("flask-restful",)),
        Package("frameworks", "flask-restx", pip=("flask-restx",)),
        Package("frameworks", "flask-smorest", pip=("flask-smorest",)),
        Package("frameworks", "apiflask", pip=("apiflask",)),
        Package("frameworks", "quart", pip=("quart",)),
    ),
)
