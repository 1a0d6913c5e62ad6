"""The API of a tool-lending library."""

from __future__ import annotations

from flask import Flask, jsonify
from redis import Redis
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session, sessionmaker

from app.problems import Problem
from app.routes import BLUEPRINTS
from app.settings import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """Make the application.

    Args:
        settings: where the stores are; read from the environment when None.
    """
    settings = settings or Settings.from_environment()
    app = Flask(__name__)
    engine = create_engine(settings.database_url, future=True, pool_pre_ping=True)
    app.extensions["settings"] = settings
    app.extensions["sessions"] = sessionmaker(engine, class_=Session, future=True)
    app.extensions["redis"] = Redis.from_url(settings.redis_url, decode_responses=True)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)

    @app.errorhandler(Problem)
    def tell(problem: Problem):
        return jsonify(error=problem.message), problem.status

    @app.get("/health")
    def health():
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        app.extensions["redis"].ping()
        return jsonify(status="ok")

    return app
