"""Functional tests: call the API, then look into the database. They run in the api container."""

from __future__ import annotations

import os

import pytest
from alembic import command
from alembic.config import Config
from flask import Flask
from flask.testing import FlaskClient
from redis import Redis
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection, make_url

from app import create_app
from app.settings import Settings


@pytest.fixture(scope="session")
def settings() -> Settings:
    """Make an empty database beside the real one, bring it up to date, and say where it is."""
    real = make_url(os.environ["DATABASE_URL"])
    name = f"{real.database}_test"
    server = create_engine(real.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    server.dispose()
    os.environ["DATABASE_URL"] = real.set(database=name).render_as_string(hide_password=False)
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].rsplit("/", 1)[0] + "/1"
    command.upgrade(Config("alembic.ini"), "head")
    return Settings.from_environment()


@pytest.fixture
def api_app(settings: Settings) -> Flask:
    """The application, over empty stores."""
    app = create_app(settings)
    with app.extensions["sessions"].begin() as session:
        session.execute(text("TRUNCATE members, tools, loans RESTART IDENTITY CASCADE"))
    app.extensions["redis"].flushdb()
    return app


@pytest.fixture
def api(api_app: Flask) -> FlaskClient:
    """Calls the API."""
    return api_app.test_client()


@pytest.fixture
def rows(settings: Settings) -> Connection:
    """A connection of its own, to see what was really stored."""
    engine = create_engine(settings.database_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def kept(settings: Settings) -> Redis:
    """The cache, seen from outside."""
    return Redis.from_url(settings.redis_url, decode_responses=True)
