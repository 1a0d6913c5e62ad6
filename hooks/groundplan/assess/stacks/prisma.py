"""Prisma: models of the schema, its migrations, its variables (prisma.io, 4.x to 7.x, 2026-11)."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from groundplan.assess.prisma_schema import PRISMA
from groundplan.assess.stacks import Package, Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout

_LOCK = "migration_lock.toml"
_SCRIPT = "migration.sql"


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield models, the ORM, the variables that a schema names, and the folders of migrations."""
    for file, schema in checkout.read(PRISMA):
        yield Fact("orms", "prisma", "a schema", file.path, 1)
        for name, line in schema.models:
            yield Fact("models", name, "prisma", file.path, line)
        for name, line in schema.variables:
            yield Fact("env_vars", name, "", file.path, line)
    for path in checkout.files:
        folder, _, name = path.rpartition("/")
        if name == _SCRIPT:  # migrations/20240101000000_first/migration.sql
            folder = posixpath.dirname(folder)
        if name in (_LOCK, _SCRIPT) and folder and checkout.files[path].place in PRISMA.places:
            yield Fact("migration_dirs", folder, "prisma", path, 1)
            yield Fact("migration_tool", "prisma", f"migrations in {folder}", path, 1)


STACK = Stack(
    key="prisma",
    title="Prisma",
    languages=("JavaScript", "TypeScript"),
    finds=("models", "orms", "env_vars", "migration_dirs", "migration_tool"),
    facts=facts,
    wants=(PRISMA,),
    packages=(Package("orms", "prisma", npm=("@prisma/client",)),),
)
