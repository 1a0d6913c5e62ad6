"""What other object mappers of Python keep, by their documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from assess_repos import names

if TYPE_CHECKING:
    from pathlib import Path

CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "peewee": (
        {
            "db.py": """
from peewee import Model, SqliteDatabase
db = SqliteDatabase("x")
class BaseModel(Model):
    class Meta:
        database = db
""",
            "boats.py": "from db import BaseModel\nfrom peewee import CharField\nclass Boat(BaseModel):\n    name = CharField()\nclass Tug(Boat): ...\n",
        },
        ["Boat", "Tug"],
    ),
    "tortoise": (
        {
            "models.py": """
from tortoise import fields
from tortoise.models import Model
class Timed(Model):
    at = fields.DatetimeField()
    class Meta:
        abstract = True
class Boat(Timed):
    name = fields.TextField()
class Schema: ...
""",
        },
        ["Boat"],
    ),
    "mongoengine": (
        {
            "models.py": """
import mongoengine as me
from mongoengine import EmbeddedDocument
class Base(me.Document):
    meta = {"abstract": True}
class Boat(Base): ...
class Sail(EmbeddedDocument): ...
""",
        },
        ["Boat"],
    ),
    "beanie": (
        {"models.py": "from beanie import Document, View\nclass Boat(Document): ...\nclass Sum(View): ...\n"},
        ["Boat"],
    ),
    "pony": (
        {"models.py": "from pony import orm\ndb = orm.Database()\nclass Boat(db.Entity): ...\nclass Tug(Boat): ...\n"},
        ["Boat", "Tug"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("mapper", CASES)
def test_models(mapper: str, tmp_path: Path) -> None:
    files, expected = CASES[mapper]
    assert names(tmp_path, files, "models") == expected
    assert names(tmp_path, {}, "orms") == [mapper]
