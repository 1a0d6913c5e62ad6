"""ORMs of JavaScript but Prisma: TypeORM, Sequelize, Mongoose, Drizzle, MikroORM, Objection.

Sources: the documentation of each, 2026-11.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.javascript.files import SUFFIXES
from groundplan.assess.javascript.models import read_models
from groundplan.assess.stacks import Package, Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

MODELS = Want(
    read_models,
    suffixes=SUFFIXES,
    needles=(
        b"typeorm",
        b"@mikro-orm/",
        b"typegoose",
        b"mongoose",
        b"equelize",
        b"drizzle-orm",
    ),
)
_TABLE = re.compile(
    r"\bclass\s+(?P<name>[\w$]+)\s+extends\b|\bstatic\s+(?:readonly\s+|get\s+)?(?P<table>tableName)\b"
)


def read_tables(file: File) -> tuple[tuple[str, int], ...] | None:
    """Return (class, line) of the classes that name their table, as Objection's models do."""
    found, current = [], None
    for match in _TABLE.finditer(file.text):
        if match["name"]:
            current = match
        elif current is not None:
            found.append((current["name"], file.line_of(current.start())))
            current = None
    return tuple(found) or None


TABLES = Want(read_tables, suffixes=SUFFIXES, needles=(b"tableName",), gate=(b"objection",))
_MIGRATIONS = (
    (re.compile(r"\bimplements\s+MigrationInterface\b"), "typeorm"),
    (re.compile(r"\bqueryInterface\b"), "sequelize"),
    (
        re.compile(r"\bexports\.up\s*=.*\bknex\b|\bfunction\s+up\s*\(\s*knex\b|\bup\b.*:\s*Knex\b"),
        "knex",
    ),
    (
        re.compile(r"""mikro-orm/migrations['"][\s\S]*?\bextends\s+Migration\b"""),
        "mikro-orm",
    ),
    (re.compile(r"\bexports\.up\s*=.*\bpgm\b|\bup\b.*\bMigrationBuilder\b"), "node-pg-migrate"),
)


def read_migration(file: File) -> tuple[str, int] | None:
    """Return (tool, line) of a migration's script."""
    for pattern, tool in _MIGRATIONS:
        if found := pattern.search(file.text):
            return tool, file.line_of(found.start())
    return None


MIGRATIONS = Want(
    read_migration,
    suffixes=SUFFIXES,
    needles=(
        b"MigrationInterface",
        b"queryInterface",
        b"knex",
        b"Knex",
        b"mikro-orm/migrations",
        b"pgm",
    ),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield models, and the folders of migrations with their tools."""
    for file, models in checkout.read(MODELS):
        for model in models:
            yield Fact("models", model.name, model.orm, file.path, model.line)
    for file, tables in checkout.read(TABLES):
        for name, line in tables:
            yield Fact("models", name, "objection", file.path, line)
    for file, (tool, line) in checkout.read(MIGRATIONS):
        if re.search(r"(?:^|/)(?:\w*migrations?|migrate)(?:/|$)", file.folder):
            yield Fact("migration_dirs", file.folder, tool, file.path, line)
            yield Fact("migration_tool", tool, f"migrations in {file.folder}", file.path, line)
    for path in checkout.files:
        if path.endswith("/meta/_journal.json"):  # drizzle-kit keeps its list of migrations there
            folder = path.removesuffix("/meta/_journal.json")
            yield Fact("migration_dirs", folder, "drizzle", path, 1)
            yield Fact("migration_tool", "drizzle", f"migrations in {folder}", path, 1)


STACK = Stack(
    key="javascript_orms",
    title="ORMs of JavaScript",
    languages=("JavaScript", "TypeScript"),
    finds=("models", "orms", "migration_dirs", "migration_tool"),
    facts=facts,
    wants=(MODELS, TABLES, MIGRATIONS),
    packages=(
        Package("migration_tool", "migrate-mongo", npm=("migrate-mongo",), development=True),
        Package("migration_tool", "db-migrate", npm=("db-migrate",), development=True),
        Package("orms", "typeorm", npm=("typeorm",)),
        Package("orms", "sequelize", npm=("sequelize", "sequelize-typescript")),
        Package("orms", "mongoose", npm=("mongoose", "@nestjs/mongoose", "@typegoose/typegoose")),
        Package("orms", "drizzle", npm=("drizzle-orm",)),
        Package("orms", "mikro-orm", npm=("@mikro-orm/core",)),
        Package("orms", "objection", npm=("objection",)),
        Package("orms", "bookshelf", npm=("bookshelf",)),
    ),
)
