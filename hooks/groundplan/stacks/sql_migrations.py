"""Migration tools whose migrations are SQL files: goose, golang-migrate, dbmate, Flyway, sql-migrate.

Each is known by the marks or names that its own documentation asks for (2026-11).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from groundplan.model import Fact
from groundplan.reading.checkout import Want
from groundplan.reading.places import Place
from groundplan.stacks import Stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.reading.checkout import Checkout, File

_MARKS = (
    (re.compile(rb"^--\s*\+goose\s+Up\b", re.MULTILINE), "goose"),
    (re.compile(rb"^--\s*migrate:up\b", re.MULTILINE), "dbmate"),
    (re.compile(rb"^--\s*\+migrate\s+Up\b", re.MULTILINE), "sql-migrate"),
    (re.compile(rb"\bgoose\.AddMigration\w*\("), "goose"),
)
_PAIR = re.compile(r"(\d+_[\w.-]+|\d+)\.(up|down)\.(?:sql|pgsql|psql)")
_FLYWAY = re.compile(r"V\d+(?:[._]\d+)*__\w+\.sql")


def read_mark(file: File) -> tuple[str, int] | None:
    """Return (tool, line) of the mark that a migration tool reads in a file."""
    for pattern, tool in _MARKS:
        if found := pattern.search(file.data):
            return tool, file.data.count(b"\n", 0, found.start()) + 1
    return None


MARKED = Want(
    read_mark,
    suffixes=(".sql", ".go"),
    needles=(b"+goose", b"migrate:up", b"+migrate", b"goose.AddMigration"),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the folders of SQL migrations with their tools."""
    for file, (tool, line) in checkout.read(MARKED):
        yield from _folder(file.folder, tool, file.path, line)
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for file in checkout.files.values():
        if file.suffix not in (".sql", ".pgsql", ".psql") or file.place is not Place.PRODUCT:
            continue
        if pair := _PAIR.fullmatch(file.name):
            pairs[file.folder, pair[1]].add(pair[2])
            if pairs[file.folder, pair[1]] == {"up", "down"}:
                yield from _folder(file.folder, "golang-migrate", file.path, 1)
        elif _FLYWAY.fullmatch(file.name):
            yield from _folder(file.folder, "flyway", file.path, 1)


def _folder(folder: str, tool: str, path: str, line: int) -> Iterator[Fact]:
    yield Fact("migration_dirs", folder or ".", tool, path, line)
    yield Fact("migration_tool", tool, f"migrations in {folder or '.'}", path, line)


STACK = Stack(
    key="sql_migrations",
    title="Migrations in SQL",
    finds=("migration_dirs", "migration_tool"),
    facts=facts,
    wants=(MARKED,),
)
