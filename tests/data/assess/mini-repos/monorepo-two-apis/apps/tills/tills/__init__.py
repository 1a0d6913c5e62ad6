from __future__ import annotations

import os

from flask import Flask

from .api import blueprint
from .data import db


def create_app() -> Flask:
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["TILLS_DATABASE_URL"]
    db.init_app(app)
    app.register_blueprint(blueprint, url_prefix="/money")
    return app
