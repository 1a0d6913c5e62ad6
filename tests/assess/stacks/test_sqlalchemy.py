"""A class is a model when it has a table, in every style of declaring it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import assessed, names

if TYPE_CHECKING:
    from pathlib import Path

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "the modern base, mixins, abstract classes, a table name made in the base": (
        {
            "db/base.py": """
from sqlalchemy.orm import DeclarativeBase, declared_attr
class Base(DeclarativeBase):
    @declared_attr.directive
    def __tablename__(cls): return cls.__name__.lower()
class Stamped:
    at = None
class Owned(Base):
    __abstract__ = True
""",
            "db/models.py": """
from db.base import Base, Owned, Stamped
class User(Stamped, Base): ...
class Item(Owned): ...
class Loose(Stamped): ...
""",
        },
        ["Item", "User"],
    ),
    "the old base, single-table children, a base that another package passes on": (
        {
            "m.py": """
from sqlalchemy.ext.declarative import declarative_base
from sqlalchemy import Table
Base = declarative_base()
class Node(Base):
    __tablename__ = "node"
class Leaf(Node): ...
class Mapped(Base):
    __table__ = Table("x", Base.metadata)
class Mixin(Base):
    __abstract__ = True
links = Table("links", Base.metadata)
""",
        },
        ["Leaf", "Mapped", "Node"],
    ),
    "Flask-SQLAlchemy names tables after classes": (
        {
            "ext.py": "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n",
            "models.py": "from ext import db\nclass CRUD(db.Model):\n    __abstract__ = True\nclass Post(CRUD): ...\nclass Tag(db.Model): ...\n",
        },
        ["Post", "Tag"],
    ),
    "bases of a package that name tables after classes, and children in a file of their own": (
        {
            "models.py": """
from advanced_alchemy.base import UUIDAuditBase, BigIntBase, CommonTableAttributes
from sqlalchemy.orm import Mapped
class Boat(UUIDAuditBase):
    name: Mapped[str]
class Crew(BigIntBase):
    __abstract__ = True
class Sailor(Crew): ...
class Part(CommonTableAttributes): ...
""",
            "plugin.py": "import sqlalchemy as sa\nfrom models import Boat\nclass Ferry(Boat):\n    id = sa.Column(sa.Integer, primary_key=True)\n",
            "schemas.py": "from pydantic import BaseModel\nclass BoatOut(BaseModel): ...\n",
        },
        ["Boat", "Ferry", "Sailor"],
    ),
    "SQLModel: only what says table=True": (
        {
            "models.py": "from sqlmodel import SQLModel\nclass HeroBase(SQLModel): ...\nclass Hero(HeroBase, table=True): ...\nclass HeroPublic(HeroBase): ...\n",
        },
        ["Hero"],
    ),
    "a registry, dataclasses, a decorated base, users of a package": (
        {
            "models.py": """
from sqlalchemy.orm import registry, MappedAsDataclass, DeclarativeBase
from sqlalchemy.ext.declarative import as_declarative
from fastapi_users.db import SQLAlchemyBaseUserTableUUID
reg = registry()
@reg.mapped
class One:
    __tablename__ = "one"
class Base(MappedAsDataclass, DeclarativeBase): ...
class Two(Base):
    __tablename__ = "two"
@as_declarative()
class Old: ...
class Three(Old):
    __tablename__ = "three"
class User(SQLAlchemyBaseUserTableUUID, Base): ...
""",
        },
        ["One", "Three", "Two", "User"],
    ),
    "schemas and dataclasses are none": (
        {
            "schemas.py": "from pydantic import BaseModel\nclass User(BaseModel): ...\nclass Base: ...\n"
        },
        [],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_models(name: str, tmp_path: Path) -> None:
    files, expected = CASES[name]
    assert names(tmp_path, files, "models") == expected


def test_alembic_without_models_is_a_migration_tool_and_no_orm(tmp_path: Path) -> None:
    found = assessed(
        tmp_path,
        {
            "alembic.ini": "[alembic]\nscript_location = db/migrations\n",
            "db/migrations/env.py": "from alembic import context\nimport sqlalchemy\n",
            "requirements.txt": "alembic\nsqlalchemy\n",
        },
    )
    assert [fact.name for fact in found.of("migration_dirs")] == ["db/migrations"]
    assert {fact.name for fact in found.of("migration_tool")} == {"alembic"}
    assert found.of("orms") == ()


def test_a_dependency_shows_the_migration_tool_before_any_migration(tmp_path: Path) -> None:
    files = {"requirements.txt": "Flask\nFlask-Migrate\n", "app.py": "import flask_migrate\n"}
    found = assessed(tmp_path, files)
    assert {fact.name for fact in found.of("migration_tool")} == {"alembic"}
    assert not found.of("migration_dirs")


@pytest.mark.parametrize(
    ("text", "orms"),
    [
        ("from sqlalchemy.orm import Session\n", ["sqlalchemy"]),
        ("from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine\n", ["sqlalchemy"]),
        ("from sqlalchemy.ext.asyncio import create_async_engine\n", []),  # statements, no objects
    ],
)
def test_an_engine_alone_is_no_orm(text: str, orms: list[str], tmp_path: Path) -> None:
    assert names(tmp_path, {"store.py": text}, "orms") == orms
