"""Entity Framework Core: sets of a context, its migrations (learn.microsoft.com/ef/core, 6 to 9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.env_patterns import SLASHES
from groundplan.assess.stacks import Package, Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

_SET = re.compile(r"\bDbSet<\s*(?:[\w.]+\.)?(\w+)\s*>\??\s+\w+\s*(?:\{|=>)")
_CONTEXT = re.compile(r"\bclass\s+\w+[^{;]*:\s*[^{;]*DbContext\b")
_MIGRATION = re.compile(r"\bclass\s+\w+\s*:\s*Migration\b")
_CLASS = re.compile(r"\bclass\s+(\w+)")


def read_sets(file: File) -> tuple[tuple[str, int], ...] | None:
    """Return (entity, line) of the sets of the contexts in a file."""
    text = SLASHES.sub(lambda match: "\n" * match[0].count("\n"), file.text)
    if not _CONTEXT.search(text):
        return None
    return tuple(
        (match[1], text.count("\n", 0, match.start()) + 1) for match in _SET.finditer(text)
    )


def read_migration(file: File) -> int | None:
    """Return the line on which a migration starts."""
    found = _MIGRATION.search(file.text)
    return file.line_of(found.start()) if found else None


def read_classes(file: File) -> tuple[tuple[str, int], ...]:
    """Return (class, line) of the classes of a file."""
    return tuple((match[1], file.line_of(match.start(1))) for match in _CLASS.finditer(file.text))


SETS = Want(read_sets, suffixes=(".cs",), needles=(b"DbSet<",))
MIGRATIONS = Want(read_migration, suffixes=(".cs",), needles=(b": Migration",))
CLASSES = Want(read_classes, suffixes=(".cs",), gate=(b"DbSet<",), needles=(b"class ",))


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the entities, each where its class is, and the folders of migrations."""
    sets = list(checkout.read(SETS))
    places: dict[str, tuple[str, int]] = {}
    for file, classes in checkout.read(CLASSES) if sets else ():
        for name, line in classes:
            places.setdefault(name, (file.path, line))
    for file, entities in sets:
        for name, line in entities:
            path, at = places.get(name, (file.path, line))
            yield Fact("models", name, "ef-core", path, at)
    for file, line in checkout.read(MIGRATIONS):
        yield Fact("migration_dirs", file.folder or ".", "ef-core", file.path, line)
        yield Fact("migration_tool", "ef-core", f"migrations in {file.folder}", file.path, line)


STACK = Stack(
    key="efcore",
    title="Entity Framework Core",
    languages=("C#",),
    finds=("models", "orms", "migration_tool", "migration_dirs"),
    facts=facts,
    wants=(SETS, MIGRATIONS, CLASSES),
    packages=(
        Package(
            "orms",
            "ef-core",
            nuget=(
                "microsoft.entityframeworkcore",
                "microsoft.entityframeworkcore.sqlserver",
                "microsoft.entityframeworkcore.sqlite",
                "microsoft.entityframeworkcore.inmemory",
                "npgsql.entityframeworkcore.postgresql",
                "pomelo.entityframeworkcore.mysql",
                "microsoft.aspnetcore.identity.entityframeworkcore",
            ),
        ),
    ),
)
