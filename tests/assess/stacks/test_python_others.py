"""Litestar, aiohttp, Sanic, Falcon, Bottle, Tornado: routes by their documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import names, routes

if TYPE_CHECKING:
    from pathlib import Path

CASES: dict[str, tuple[str, list[str]]] = {
    "litestar": (
        """
from litestar import Litestar, Router, Controller, get, post, route, delete
from litestar import patch as p
class Users(Controller):
    path = "/users"
    @get()
    async def many(self) -> list: ...
    @p(path="/{user_id:int}")
    async def one(self, user_id: int) -> None: ...
@get(["/a", "/b"])
async def two() -> str: ...
@route("/any", http_method=["GET", "PUT"])
async def many_methods() -> str: ...
@delete("/late")
async def late() -> None: ...
v1 = Router(path="/v1", route_handlers=[Users, two])
app = Litestar(route_handlers=[v1, many_methods], path="/api")
app.register(late)
""",
        [
            "DELETE /api/late",
            "GET /api/any",
            "GET /api/v1/a",
            "GET /api/v1/b",
            "GET /api/v1/users",
            "PATCH /api/v1/users/{user_id:int}",
            "PUT /api/any",
        ],
    ),
    "litestar, where a plugin brings the handlers and nothing keeps the application": (
        """
from litestar import Litestar, Controller, get
from litestar.config.app import AppConfig
from litestar.plugins import InitPluginProtocol
class Boats(Controller):
    path = "/boats"
    @get()
    async def many(self) -> list: ...
@get("/health")
async def health() -> str: ...
@get("/late")
async def late() -> str: ...
class Core(InitPluginProtocol):
    def on_app_init(self, app_config: AppConfig) -> AppConfig:
        self.add(app_config, handlers=[Boats, health])
        app_config.route_handlers.append(late)
        return app_config
    def add(self, app_config, *, handlers):
        app_config.route_handlers.extend(handlers)
def create_app() -> Litestar:
    return Litestar(plugins=[Core()])
""",
        ["GET /boats", "GET /health", "GET /late"],
    ),
    "aiohttp": (
        """
from aiohttp import web
routes = web.RouteTableDef()
@routes.get("/table")
async def t(request): ...
@routes.view("/v")
class V(web.View):
    async def get(self): ...
    async def post(self): ...
async def h(request): ...
admin = web.Application()
admin.router.add_post("/p", h)
def init():
    app = web.Application()
    app.add_routes(routes)
    app.add_routes([web.get("/listed", h), web.delete("/gone", h), web.view("/view", V)])
    app.router.add_route("PUT", "/put", h)
    app.add_subapp("/admin/", admin)
    return app
""",
        [
            "DELETE /gone",
            "GET /listed",
            "GET /table",
            "GET /v",
            "GET /view",
            "POST /admin/p",
            "POST /v",
            "POST /view",
            "PUT /put",
        ],
    ),
    "sanic": (
        """
from sanic import Sanic, Blueprint
from sanic.views import HTTPMethodView
a = Blueprint("a", url_prefix="/a")
b = Blueprint("b", url_prefix="/b")
@a.get("/x")
async def x(request): ...
@b.route("/y", methods=["POST"])
async def y(request): ...
class View(HTTPMethodView):
    async def get(self, request): ...
    async def put(self, request): ...
app = Sanic("shop")
app.blueprint(Blueprint.group(a, b, url_prefix="/api"))
app.add_route(View.as_view(), "/view")
""",
        ["GET /api/a/x", "GET /view", "POST /api/b/y", "PUT /view"],
    ),
    "falcon": (
        """
import falcon
class Thing:
    def on_get(self, req, resp): ...
    def on_post(self, req, resp): ...
app = application = falcon.App()
app.add_route("/things/{id}", Thing())
""",
        ["GET /things/{id}", "POST /things/{id}"],
    ),
    "bottle": (
        """
from bottle import Bottle
inner = Bottle()
@inner.post("/in")
def f(): ...
app = Bottle()
@app.route("/x", method=["GET", "PUT"])
def x(): ...
app.mount("/m", inner)
""",
        ["GET /x", "POST /m/in", "PUT /x"],
    ),
    "tornado": (
        """
import tornado.web
from tornado.web import url
class Main(tornado.web.RequestHandler):
    def get(self): ...
    def post(self): ...
def make():
    return tornado.web.Application([(r"/", Main), url(r"/item/([0-9]+)", Main, name="i")])
""",
        ["GET /", "GET /item/<arg>", "POST /", "POST /item/<arg>"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_routes(name: str, tmp_path: Path) -> None:
    text, expected = CASES[name]
    assert routes(tmp_path, {"app.py": text}) == sorted(expected)


@pytest.mark.parametrize(
    ("requirements", "code", "found"),
    [
        # What is pinned for something else and that no code imports is no framework of the product.
        ("flask\ntornado>=6  # for flower\n", "from flask import Flask\n", ["flask"]),
        ("tornado>=6\n", "import tornado.web\n", ["tornado"]),
        # An addition brings what it adds to, where the code imports that by its own name.
        ("Flask-SQLAlchemy\n", "from flask import Flask\n", ["flask"]),
        ("Flask-SQLAlchemy\n", "from flask_sqlalchemy import SQLAlchemy\n", []),
        # Without any code there is nothing to go by but the list.
        ("flask\n", "", ["flask"]),
    ],
)
def test_frameworks_are_what_is_wanted_and_imported(
    requirements: str, code: str, found: list[str], tmp_path: Path
) -> None:
    files = {"requirements.txt": requirements, "shop.py": code}
    assert names(tmp_path, files, "frameworks") == found
