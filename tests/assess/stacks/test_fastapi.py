"""Every way of the documentation to put a route below a prefix, and what serves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import assessed, routes

if TYPE_CHECKING:
    from pathlib import Path

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "a prefix of the router, of the mount, and of a settings attribute": (
        {
            "app/config.py": """
from pydantic_settings import BaseSettings
class Settings(BaseSettings):
    API_V1_STR: str = "/api/v1"
settings = Settings()
""",
            "app/api/routes/users.py": """
from fastapi import APIRouter
router = APIRouter(prefix="/users", tags=["users"])
@router.get("/")
def many(): ...
@router.patch("/me")
async def me(): ...
""",
            "app/api/main.py": """
from fastapi import APIRouter
from app.api.routes import users
api_router = APIRouter()
api_router.include_router(users.router)
""",
            "app/main.py": """
from fastapi import FastAPI
from app.api.main import api_router
from app.config import settings
app = FastAPI(openapi_url=f"{settings.API_V1_STR}/openapi.json")
app.include_router(api_router, prefix=settings.API_V1_STR)
""",
        },
        ["GET /api/v1/users/", "PATCH /api/v1/users/me"],
    ),
    "relative imports, a package's __init__ that passes names on, a module constant": (
        {
            "svc/app/consts.py": "V = '/v2'\nPREFIX = '/api' + V\n",
            "svc/app/routers/__init__.py": "from .items import router as items_router\n__all__ = ['items_router']\n",
            "svc/app/routers/items.py": """
from fastapi import APIRouter as R
router = R()
@router.api_route("/x", methods=["GET", "DELETE"])
def x(): ...
@router.put(path="/y/{id}")
def y(): ...
""",
            "svc/app/__init__.py": "",
            "svc/app/main.py": """
import fastapi
from .routers import items_router
from . import consts
def create_app() -> fastapi.FastAPI:
    app = fastapi.FastAPI()
    app.include_router(items_router, prefix=consts.PREFIX)
    return app
app = create_app()
""",
        },
        ["DELETE /api/v2/x", "GET /api/v2/x", "PUT /api/v2/y/{id}"],
    ),
    "a loop over routers, a loop over pairs, and a function that is handed the application": (
        {
            "a.py": "from fastapi import APIRouter\nrouter = APIRouter()\n@router.get('/a')\ndef f(): ...\n",
            "b.py": "from fastapi import APIRouter\nrouter = APIRouter()\n@router.get('/b')\ndef f(): ...\n",
            "c.py": "from fastapi import APIRouter\nrouter = APIRouter()\n@router.get('/c')\ndef f(): ...\n",
            "wire.py": """
import a, b, c
def register(application):
    for module in (a, b):
        application.include_router(module.router, prefix="/one")
    for prefix, router in [("/two", b.router), ("/three", c.router)]:
        application.include_router(router, prefix=prefix)
""",
            "main.py": "from fastapi import FastAPI\nfrom wire import register\napp = FastAPI()\nregister(app)\n",
        },
        ["GET /one/a", "GET /one/b", "GET /three/c", "GET /two/b"],
    ),
    "sub-applications, Starlette's mounts and lists, static files": (
        {
            "main.py": """
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.endpoints import HTTPEndpoint
from starlette.applications import Starlette
class Home(HTTPEndpoint):
    async def get(self, request): ...
    async def post(self, request): ...
inner = [Route("/deep", lambda r: None, methods=["PUT"])]
star = Starlette(routes=[Route("/home", Home), Mount("/m", routes=inner), WebSocketRoute("/ws", lambda w: None)])
sub = FastAPI()
@sub.get("/s")
def s(): ...
app = FastAPI()
@app.get("/")
def root(): ...
app.mount("/sub", sub)
app.mount("/star", star)
app.mount("/static", StaticFiles(directory="static"), name="static")
""",
        },
        ["GET /", "GET /star/home", "GET /sub/s", "POST /star/home", "PUT /star/m/deep"],
    ),
    "controllers, aliases of decorators, partials, routes that are added by calls": (
        {
            "views.py": """
from functools import partial
from fastapi import APIRouter
from fastapi_utils.cbv import cbv
from fastapi_utils.inferring_router import InferringRouter
router = InferringRouter()
@cbv(router)
class Items:
    @router.get("/items")
    def many(self): ...
    @router.post("/items")
    def add(self): ...
other = APIRouter(prefix="/o")
get = other.get
post = partial(other.api_route, methods=["POST"])
@get("/g")
def g(): ...
@post("/p")
def p(): ...
def late(): ...
other.add_api_route("/late", late, methods=["DELETE", "HEAD"])
class Holder:
    def __init__(self):
        self.router = APIRouter(prefix="/held")
        self.router.add_api_route("/h", self.h)
    def h(self): ...
holder = Holder()
""",
            "main.py": """
from fastapi import FastAPI
from views import router, other, holder
app = FastAPI()
app.include_router(router)
app.include_router(other)
app.include_router(router=holder.router)
""",
        },
        ["DELETE /o/late", "GET /held/h", "GET /items", "GET /o/g", "POST /items", "POST /o/p"],
    ),
    "a subclass of the router and of the application": (
        {
            "base.py": """
from fastapi import APIRouter, FastAPI
class Router(APIRouter):
    pass
class App(FastAPI):
    pass
""",
            "main.py": """
from base import App, Router
r = Router(prefix="/r")
@r.get("")
def f(): ...
app = App()
app.include_router(r)
""",
        },
        ["GET /r"],
    ),
    "what is mounted nowhere, stands in a comment or a string, or only in tests": (
        {
            "main.py": '''
from fastapi import FastAPI, APIRouter
app = FastAPI()
lost = APIRouter()
@lost.get("/lost")
def f(): ...
# @app.get("/comment")
TEXT = """
@app.get("/text")
def g(): ...
"""
@app.get("/real")
def real(): ...
''',
            "tests/test_x.py": "from main import app\n@app.get('/only-in-a-test')\ndef f(): ...\n",
            "docs/example.py": "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/doc')\ndef f(): ...\n",
        },
        ["GET /real"],
    ),
    "a prefix that nobody can know stays visible": (
        {
            "main.py": """
import os
from fastapi import FastAPI, APIRouter
r = APIRouter()
@r.get("/x")
def f(): ...
app = FastAPI()
app.include_router(r, prefix=os.environ["PREFIX"])
app.include_router(r, prefix=os.getenv("OTHER", "/fallback"))
""",
        },
        ["GET /fallback/x", "GET /{os.environ['PREFIX']}/x"],
    ),
    "two applications of a monorepo, with modules of the same name": (
        {
            "services/a/app/main.py": "from fastapi import FastAPI\nfrom app.api import router\napp = FastAPI()\napp.include_router(router, prefix='/a')\n",
            "services/a/app/api.py": "from fastapi import APIRouter\nrouter = APIRouter()\n@router.get('/x')\ndef f(): ...\n",
            "services/b/app/main.py": "from fastapi import FastAPI\nfrom app.api import router\napp = FastAPI()\napp.include_router(router, prefix='/b')\n",
            "services/b/app/api.py": "from fastapi import APIRouter\nrouter = APIRouter()\n@router.get('/y')\ndef f(): ...\n",
        },
        ["GET /a/x", "GET /b/y"],
    ),
    "a function that fills the router it is given, for two routers": (
        {
            "main.py": """
from fastapi import APIRouter, FastAPI
inner = APIRouter()
@inner.get("/x")
def x(): ...
def filled(router: APIRouter) -> APIRouter:
    router.include_router(inner, prefix="/in")
    return router
plain = filled(APIRouter())
tenant = filled(APIRouter(prefix="/{tenant}"))
app = FastAPI()
app.include_router(plain)
app.include_router(tenant)
""",
        },
        ["GET /in/x", "GET /{tenant}/in/x"],
    ),
    "prefixes that double without end are no path": (
        {
            "main.py": "from fastapi import FastAPI\nx0 = '/a'\n"
            + "".join(f"x{n} = x{n - 1} + x{n - 1}\n" for n in range(1, 29))
            + "app = FastAPI()\n@app.get(x28)\ndef f(): ...\n@app.get('/y')\ndef g(): ...\n",
        },
        ["GET /y"],
    ),
    "an application's own router, and prefixes that are members of an enumeration": (
        {
            "main.py": """
import enum
from fastapi import APIRouter, FastAPI
class Prefix(str, enum.Enum):
    SHOP = "/shop"
    CLUB = "/club"
inner = APIRouter()
@inner.get("/x")
def x(): ...
app = FastAPI()
app.include_router(inner, prefix=Prefix.SHOP.value)
app.include_router(inner, prefix=Prefix.CLUB)
app.router.add_api_route("/y", x, methods=["DELETE"])
app.router.post("/z")(x)
""",
        },
        ["DELETE /y", "GET /club/x", "GET /shop/x", "POST /z"],
    ),
    "Starlette's routers by position, an application of a class that is handed over": (
        {
            "main.py": """
from starlette.applications import Starlette
from starlette.routing import Mount, Route, Router
async def ping(request): ...
def create_app(app_class=Starlette):
    app = app_class(routes=[Mount("/m", app=Router([Route("/deep", ping)]))])
    return app
app = create_app()
""",
        },
        ["GET /m/deep"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_routes(name: str, tmp_path: Path) -> None:
    files, expected = CASES[name]
    assert routes(tmp_path, files) == sorted(expected)


def test_a_route_stands_at_its_decorator(tmp_path: Path) -> None:
    text = "from fastapi import FastAPI\napp = FastAPI()\n\n@app.get(\n    '/x',\n)\ndef x(): ...\n"
    (fact,) = assessed(tmp_path, {"main.py": text}).of("routes")
    assert (fact.path, fact.line) == ("main.py", 4)
