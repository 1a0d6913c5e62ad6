"""Migration tools whose migrations are SQL files: goose, golang-migrate, dbmate, Flyway, sql-migrate.

Each is known by the marks or names that its own documentation asks for (2026-11). Where no tool is
known, a folder of migrations is known by its own name and by versions as the names of its files:
the product brings its own tool.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.places import Place
from groundplan.assess.stacks import Package, Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.assess.checkout import Checkout, File

_MARKS = (
    (re.compile(rb"^--\s*\+goose\s+Up\b", re.MULTILINE), "goose"),
    (re.compile(rb"^--\s*migrate:up\b", re.MULTILINE), "dbmate"),
    (re.compile(rb"^--\s*\+migrate\s+Up\b", re.MULTILINE), "sql-migrate"),
    (re.compile(rb"\bgoose\.AddMigration\w*\("), "goose"),
)
_PAIR = re.compile(r"(\d+_[\w.-]+|\d+)\.(up|down)\.(?:sql|pgsql|psql)")
_OWN_FOLDER = re.compile(r"(?:db|schema|database)?[-_]?(?:migrations?|migrate)", re.I)
_OWN_FILE = re.compile(
    r"v?\d+(?:[._-]\d+)*(?:[_.-]+[a-z][\w.-]*)?\.(?:sql|pgsql|psql|go|[cm]?[jt]s)", re.I
)
_FEW = 2
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


def own_folders(checkout: Checkout, found: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the folders of versioned files where nothing shows a known tool's migrations."""
    if any(fact.kind == "migration_dirs" for fact in found):
        return
    files: dict[str, list[str]] = defaultdict(list)
    for file in checkout.files.values():
        is_version = file.place is Place.PRODUCT and _OWN_FILE.fullmatch(file.name)
        if is_version and (folder := _own_folder(file.folder)):
            files[folder].append(file.path)
    for folder, paths in sorted(files.items()):
        if len(paths) >= _FEW:
            yield Fact("migration_dirs", folder, "files with versions as names", min(paths), 1)


def _own_folder(folder: str) -> str:
    parts = folder.split("/")
    for depth, part in enumerate(parts, 1):
        if _OWN_FOLDER.fullmatch(part):
            return "/".join(parts[:depth])
    return ""


STACK = Stack(
    key="sql_migrations",
    title="Migrations in SQL",
    languages=("Go",),
    finds=("migration_dirs", "migration_tool"),
    facts=facts,
    wants=(MARKED,),
    concludes=own_folders,
    packages=tuple(
        Package("migration_tool", name, go=modules)
        for name, modules in {
            "goose": ("github.com/pressly/goose",),
            "golang-migrate": ("github.com/golang-migrate/migrate",),
            "sql-migrate": ("github.com/rubenv/sql-migrate",),
            "dbmate": ("github.com/amacneil/dbmate",),
            "tern": ("github.com/jackc/tern",),
            "gormigrate": ("github.com/go-gormigrate/gormigrate",),
            "xormigrate": ("src.techknowlogick.com/xormigrate",),
        }.items()
    ),
)
