"""Diesel, SeaORM, SQLx: tables, entities and migrations of Rust (2026-11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.env_patterns import SLASHES
from groundplan.assess.places import Place
from groundplan.assess.stacks import Package, Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

_DERIVED = re.compile(
    r"#\[derive\(([^)]*)\)\](?:\s*(?:#\[(?:[^\[\]]|\[[^\]]*\])*\]|///?[^\n]*))*\s*(?:pub(?:\([^)]*\))?\s+)?struct\s+(\w+)"
)
_TABLE_NAME = re.compile(r"sea_orm\s*\([^)]*table_name\s*=\s*\"([^\"]+)\"")
_MARKS = (
    (re.compile(r"\bDeriveEntityModel\b"), "sea-orm"),
    (re.compile(r"\b(?:Queryable|Identifiable|Selectable)\b"), "diesel"),
    (re.compile(r"\bFromRow\b"), "sqlx"),
)
_SQLX = re.compile(r"\d{4,}_.*\.sql")
_DIESEL = re.compile(r"\d{4}-\d{2}-\d{2}-\d+_[\w-]+|\d{14}_[\w-]+|0{14}_diesel_initial_setup")


def read_structs(file: File) -> tuple[tuple[str, str, int], ...] | None:
    """Return (name, orm, line) of the structs that stand for tables."""
    text = SLASHES.sub(lambda match: "\n" * match[0].count("\n"), file.text)
    found = []
    for match in _DERIVED.finditer(text):
        orm = next((orm for mark, orm in _MARKS if mark.search(match[1])), "")
        if orm:
            named = _TABLE_NAME.search(match[0])
            name = named[1] if orm == "sea-orm" and named else match[2]
            found.append((name, orm, text.count("\n", 0, match.end()) + 1))
    return tuple(found) or None


STRUCTS = Want(
    read_structs,
    suffixes=(".rs",),
    needles=(b"DeriveEntityModel", b"Queryable", b"Identifiable", b"Selectable", b"FromRow"),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the structs of tables and the folders of migrations."""
    for file, structs in checkout.read(STRUCTS):
        for name, orm, line in structs:
            yield Fact("models", name, orm, file.path, line)
    for file in checkout.files.values():
        if file.place is not Place.PRODUCT:
            continue
        folder, _, own = file.folder.rpartition("/")
        if file.name == "up.sql" and _DIESEL.fullmatch(own):
            yield Fact("migration_dirs", folder or ".", "diesel", file.path, 1)
            yield Fact("migration_tool", "diesel", f"migrations in {folder or '.'}", file.path, 1)
        elif file.name == "lib.rs" and re.search(r"(?:^|/)migrations?/src$", file.folder):
            if b"MigratorTrait" in file.data:
                yield Fact("migration_dirs", file.folder, "sea-orm", file.path, 1)
                yield Fact(
                    "migration_tool", "sea-orm", f"migrations in {file.folder}", file.path, 1
                )
        elif own == "migrations" and _SQLX.fullmatch(file.name) and _depends(checkout, "sqlx"):
            yield Fact("migration_dirs", file.folder, "sqlx", file.path, 1)
            yield Fact("migration_tool", "sqlx", f"migrations in {file.folder}", file.path, 1)


def _depends(checkout: Checkout, crate: str) -> bool:
    from groundplan.assess.manifests import dependencies

    return any(one.ecosystem == "cargo" and one.name == crate for _, one in dependencies(checkout))


STACK = Stack(
    key="rust_data",
    title="Diesel, SeaORM, SQLx",
    languages=("Rust",),
    finds=("models", "orms", "migration_tool", "migration_dirs"),
    facts=facts,
    wants=(STRUCTS,),
    packages=(
        Package("orms", "diesel", cargo=("diesel", "diesel-async")),
        Package("orms", "sea-orm", cargo=("sea-orm",)),
        Package("orms", "sqlx", cargo=("sqlx",)),
    ),
)
