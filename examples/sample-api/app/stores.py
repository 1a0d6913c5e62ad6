"""The database session and the cache of the application that serves this request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app
from redis import Redis
from sqlalchemy.orm import Session

from app.settings import Settings


def settings() -> Settings:
    """Return the settings of the running application."""
    return current_app.extensions["settings"]


@contextmanager
def database() -> Iterator[Session]:
    """Give a session: committed when the block ends well, rolled back when it does not."""
    with current_app.extensions["sessions"].begin() as session:
        yield session


def cache() -> Redis:
    """Return the connection to Redis."""
    return current_app.extensions["redis"]
