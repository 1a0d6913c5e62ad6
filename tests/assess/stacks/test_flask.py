"""Flask's ways to a route, by its documentation and that of its API extensions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import routes

if TYPE_CHECKING:
    from pathlib import Path

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "a prefix at registration takes the place of the blueprint's own": (
        {
            "app.py": """
from flask import Flask, Blueprint
one = Blueprint("one", __name__, url_prefix="/own")
@one.route("/x")
def x(): ...
@one.route("/")
def index(): ...
@one.route("")
def bare(): ...
app = Flask(__name__)
app.register_blueprint(one)
app.register_blueprint(one, url_prefix="/given", name="again")
""",
        },
        ["GET /given", "GET /given/", "GET /given/x", "GET /own", "GET /own/", "GET /own/x"],
    ),
    "nested blueprints, several rules, method shortcuts, rules that are added by calls": (
        {
            "bp/__init__.py": "from flask import Blueprint\nparent = Blueprint('p', __name__, url_prefix='/parent')\nchild = Blueprint('c', __name__, url_prefix='/child')\nparent.register_blueprint(child)\nfrom . import views\n",
            "bp/views.py": """
from flask.views import MethodView
from . import child, parent
@child.get("/g")
@child.post("/g")
def g(): ...
class Item(MethodView):
    def get(self, id): ...
    def delete(self, id): ...
view = Item.as_view("item")
parent.add_url_rule("/item/<int:id>", view_func=view)
def plain(): ...
parent.add_url_rule("/plain", "plain", plain, methods=("POST",))
""",
            "app.py": "from flask import Flask\ndef create_app():\n    app = Flask(__name__)\n    from bp import parent as p\n    app.register_blueprint(p)\n    return app\n",
        },
        [
            "DELETE /parent/item/<int:id>",
            "GET /parent/child/g",
            "GET /parent/item/<int:id>",
            "POST /parent/child/g",
            "POST /parent/plain",
        ],
    ),
    "a helper that is named as the method that it calls": (
        {
            "app.py": """
from flask import Flask
def create_app(app):
    register_blueprint(app)
def register_blueprint(app):
    from tools import tools
    from loans import loans
    app.register_blueprint(tools, url_prefix="/tools")
    app.register_blueprint(loans)
app = Flask(__name__)
create_app(app)
""",
            "tools.py": "from flask import Blueprint\ntools = Blueprint('t', __name__)\n@tools.route('/x')\ndef x(): ...\n",
            "loans.py": "from flask import Blueprint\nloans = Blueprint('l', __name__)\n@loans.route('/y')\ndef y(): ...\n",
        },
        ["GET /tools/x", "GET /y"],
    ),
    "blueprints in a list, methods in a name, a factory's helper": (
        {
            "views/a.py": "from flask import Blueprint\nbp = Blueprint('a', __name__, url_prefix='/a')\nM = ['PUT', 'PATCH']\n@bp.route('/x', methods=M)\ndef x(): ...\n",
            "views/b.py": "from flask import Blueprint\nbp = Blueprint('b', __name__)\n@bp.route('/y')\ndef y(): ...\n",
            "views/__init__.py": "",
            "factory.py": """
from flask import Flask
from views import a, b
BLUEPRINTS = [a.bp, b.bp]
def register_all(app: Flask) -> None:
    for bp in BLUEPRINTS:
        app.register_blueprint(bp)
def create_app(config=None):
    app = Flask("x")
    register_all(app)
    @app.route("/health")
    def health(): ...
    return app
""",
        },
        ["GET /health", "GET /y", "PATCH /a/x", "PUT /a/x"],
    ),
    "Flask-RESTful: resources with several paths, an api on a blueprint, init_app": (
        {
            "res.py": """
from flask_restful import Resource
class Base(Resource):
    def get(self): ...
class Todo(Base):
    def put(self, id): ...
""",
            "app.py": """
from flask import Flask, Blueprint
from flask_restful import Api
from res import Todo
app = Flask(__name__)
bp = Blueprint("api", __name__, url_prefix="/v1")
api = Api(bp, prefix="/p")
api.add_resource(Todo, "/todo", "/todo/<int:id>")
app.register_blueprint(bp)
late = Api()
late.add_resource(Todo, "/late")
late.init_app(app)
""",
        },
        [
            "GET /late",
            "GET /v1/p/todo",
            "GET /v1/p/todo/<int:id>",
            "PUT /late",
            "PUT /v1/p/todo",
            "PUT /v1/p/todo/<int:id>",
        ],
    ),
    "Flask-RESTX: namespaces made by hand and by the api": (
        {
            "app.py": """
from flask import Flask
from flask_restx import Api, Resource, Namespace
app = Flask(__name__)
api = Api(app)
cats = Namespace("cats", description="Cats")
@cats.route("/", "/all")
class Cats(Resource):
    def get(self): ...
    @cats.expect()
    def post(self): ...
dogs = api.namespace("dogs", path="/d")
@dogs.route("/<id>")
class Dog(Resource):
    def delete(self, id): ...
api.add_namespace(cats)
api.add_namespace(cats, path="/felines")
@api.route("/top")
class Top(Resource):
    def get(self): ...
""",
        },
        [
            "DELETE /d/<id>",
            "GET /cats/",
            "GET /cats/all",
            "GET /felines/",
            "GET /felines/all",
            "GET /top",
            "POST /cats/",
            "POST /cats/all",
            "POST /felines/",
            "POST /felines/all",
        ],
    ),
    "Flask-Smorest: method views on a blueprint that an api registers": (
        {
            "app.py": """
from flask import Flask
from flask.views import MethodView
from flask_smorest import Api, Blueprint
app = Flask(__name__)
api = Api(app)
blp = Blueprint("pets", "pets", url_prefix="/pets")
@blp.route("/<pet_id>")
class Pet(MethodView):
    @blp.response(200)
    def get(self, pet_id): ...
    def put(self, pet_id): ...
@blp.route("/count", methods=["GET"])
def count(): ...
api.register_blueprint(blp)
""",
        },
        ["GET /pets/<pet_id>", "GET /pets/count", "PUT /pets/<pet_id>"],
    ),
    "a helper of the repo adds routes: each call of it is a route of its own": (
        {
            "api.py": """
from flask import Flask
from flask_restful import Api, Resource

def scoped(rule):
    if MANY:
        return "/<tenant>{}".format(rule)
    return rule

class Extended(Api):
    def add_scoped(self, resource, *urls, **options):
        urls = [scoped(url) for url in urls]
        return self.add_resource(resource, *urls, **options)

class Boats(Resource):
    def get(self): ...
class Boat(Resource):
    def get(self, id): ...
    def put(self, id): ...

api = Extended()
api.add_scoped(Boats, "/boats", "/ships", endpoint="boats")
api.add_scoped(Boat, "/boats/<int:id>", endpoint="boat")

def serve(app, base, kind=None):
    base = base.strip("/")
    app.add_url_rule(rule="/" + base + "/<path:name>", view_func=kind, methods=["GET"])

def create_app():
    app = Flask(__name__)
    api.init_app(app)
    serve(app, "/charts/")
    serve(app, base="/maps")
    return app
""",
        },
        [
            "GET /boats",
            "GET /ships",
            "GET /boats/<int:id>",
            "PUT /boats/<int:id>",
            "GET /charts/<path:name>",
            "GET /maps/<path:name>",
        ],
    ),
    "what a function was given counts before the default it falls back on": (
        {
            "app.py": """
from flask import Flask, Blueprint
def mount(app, blueprint, prefix=None):
    if prefix is None:
        prefix = "/fallback"
    app.register_blueprint(blueprint, url_prefix=prefix)
one = Blueprint("one", __name__)
two = Blueprint("two", __name__)
@one.get("/x")
def x(): ...
@two.get("/y")
def y(): ...
app = Flask(__name__)
mount(app, one, "/given")
mount(app, two)
""",
        },
        ["GET /given/x", "GET /fallback/y"],
    ),
    "rules made of texts: formats, joins, a list that grows, a comprehension": (
        {
            "app.py": """
from flask import Flask
app = Flask(__name__)
KINDS = ["cat"]
KINDS.append("dog")
KINDS.extend(["cow"])
for kind in KINDS:
    app.add_url_rule("/{}/all".format(kind), kind, print)
for path in [f"/n/{one}" for one in ("a", "b")]:
    app.add_url_rule("/%s" % path.strip("/"), path, print)
app.add_url_rule("/".join(["", "v1", "x"]), "x", print)
app.add_url_rule("{:>9}".format("x"), "no text that is known", print)
""",
        },
        ["GET /cat/all", "GET /dog/all", "GET /cow/all", "GET /n/a", "GET /n/b", "GET /v1/x"],
    ),
    "a prefix with a number in it, and blueprints that a factory adds to those it is given": (
        {
            "factory.py": """
from flask import Flask, Blueprint
VERSION = 2
status = Blueprint("status", __name__)
@status.route("/status")
def now(): ...
ALWAYS = (status,)
def create_app(blueprints=None):
    if not blueprints:
        blueprints = ALWAYS
    else:
        blueprints = blueprints + ALWAYS
    app = Flask(__name__)
    register(app, blueprints)
    return app
def register(app, blueprints):
    for blueprint in blueprints:
        app.register_blueprint(blueprint, url_prefix=f"/api/{VERSION}")
""",
            "main.py": """
from flask import Blueprint
from factory import create_app
boats = Blueprint("boats", __name__)
@boats.route("/boats")
def many(): ...
app = create_app(blueprints=(boats,))
""",
        },
        ["GET /api/2/boats", "GET /api/2/status"],
    ),
    "a prefix made of the blueprint's name": (
        {
            "app.py": """
from flask import Flask, Blueprint
boats = Blueprint("boats", __name__)
crews = Blueprint("crews", __name__)
@boats.get("/x")
def x(): ...
@crews.get("/y")
def y(): ...
app = Flask(__name__)
for blueprint in (boats, crews):
    app.register_blueprint(blueprint, url_prefix=f"/api/{blueprint.name}")
""",
        },
        ["GET /api/boats/x", "GET /api/crews/y"],
    ),
    "a class of blueprints that gives each its prefix": (
        {
            "app.py": """
from flask import Flask, Blueprint
class Part(Blueprint):
    def __init__(self, name, import_name, **kwargs):
        kwargs.setdefault("url_prefix", "/" + name)
        super().__init__(name, import_name, **kwargs)
class Fixed(Blueprint):
    def __init__(self, name):
        super().__init__(name, __name__, url_prefix=f"/fixed/{name}")
boats = Part("boats", __name__)
crews = Part("crews", __name__, url_prefix="/people")
ropes = Fixed("ropes")
@boats.get("/x")
def x(): ...
@crews.get("/y")
def y(): ...
@ropes.get("/z")
def z(): ...
app = Flask(__name__)
for part in (boats, crews, ropes):
    app.register_blueprint(part)
""",
        },
        ["GET /boats/x", "GET /fixed/ropes/z", "GET /people/y"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_routes(name: str, tmp_path: Path) -> None:
    files, expected = CASES[name]
    assert routes(tmp_path, files) == sorted(expected)
