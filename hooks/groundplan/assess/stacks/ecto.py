"""Ecto: schemas and migrations (hexdocs.pm/ecto, 3.x, 2026-11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.env_patterns import HASHES
from groundplan.assess.stacks import Package, Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

_MODULE_OR_SCHEMA = re.compile(r"^\s*defmodule\s+([\w.]+)|^\s*schema[\s(]+\"", re.M)
_DOC = re.compile(r'@(?:module)?doc\s+(?:~S)?"""(?:.|\n)*?"""')
_MIGRATION = re.compile(r"^\s*use\s+(?:Ecto\.Migration|[\w.]+\.Migration)\b", re.M)


def read_schemas(file: File) -> tuple[tuple[str, int], ...] | None:
    """Return (module's last name, line) of the schemas with a table of their own."""
    text = file.text
    for pattern in (_DOC, HASHES):
        text = pattern.sub(lambda match: "\n" * match[0].count("\n"), text)
    found, module = [], ("", 0)
    for match in _MODULE_OR_SCHEMA.finditer(text):
        line = text.count("\n", 0, match.end()) + 1
        if match[1]:
            module = (match[1].rpartition(".")[2], line)
        elif module[0]:
            found.append(module)
    return tuple(found) or None


def read_migration(file: File) -> int | None:
    """Return the line on which a migration says that it is one."""
    found = _MIGRATION.search(file.text)
    return file.line_of(found.end()) if found else None


SCHEMAS = Want(read_schemas, suffixes=(".ex",), needles=(b"schema ", b"schema("))
MIGRATIONS = Want(read_migration, suffixes=(".exs", ".ex"), needles=(b".Migration",))


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the schemas and the folders of migrations."""
    for file, schemas in checkout.read(SCHEMAS):
        for name, line in schemas:
            yield Fact("models", name, "ecto", file.path, line)
    for file, line in checkout.read(MIGRATIONS):
        if file.suffix == ".exs" and "migrations" in file.folder:
            yield Fact("migration_dirs", file.folder, "ecto", file.path, line)
            yield Fact("migration_tool", "ecto", f"migrations in {file.folder}", file.path, line)


STACK = Stack(
    key="ecto",
    title="Ecto",
    languages=("Elixir",),
    finds=("models", "orms", "migration_tool", "migration_dirs"),
    facts=facts,
    wants=(SCHEMAS, MIGRATIONS),
    packages=(Package("orms", "ecto", hex=("ecto", "ecto_sql", "phoenix_ecto")),),
)
