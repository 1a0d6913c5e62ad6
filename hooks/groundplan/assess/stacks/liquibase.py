"""Liquibase and Flyway: their changelogs and folders (docs.liquibase.com, documentation.red-gate.com)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.places import Place
from groundplan.assess.stacks import Package, Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

_HEAD = re.compile(
    rb"<databaseChangeLog|^\s*\"?databaseChangeLog\"?\s*:|^--\s*liquibase formatted sql", re.M
)
_JAVA = re.compile(r"[VR]\d*(?:[._]\d+)*__\w+\.(?:java|kt)")


def read_changelog(file: File) -> int | None:
    """Return the line on which a changelog starts."""
    found = _HEAD.search(file.data)
    return file.data.count(b"\n", 0, found.start()) + 1 if found else None


WANT = Want(
    read_changelog,
    suffixes=(".xml", ".yaml", ".yml", ".json", ".sql"),
    needles=(b"databaseChangeLog", b"liquibase formatted"),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the folders of changelogs, outermost ones, and Flyway's migrations in code."""
    folders: dict[str, tuple[str, int]] = {}
    for file, line in checkout.read(WANT):
        folders.setdefault(file.folder, (file.path, line))
    for folder, (path, line) in folders.items():
        if not any(folder != one and folder.startswith(f"{one}/") for one in folders):
            yield Fact("migration_dirs", folder or ".", "liquibase", path, line)
            yield Fact("migration_tool", "liquibase", f"changelog in {folder or '.'}", path, line)
    for file in checkout.files.values():
        if file.place is Place.PRODUCT and _JAVA.fullmatch(file.name):
            yield Fact("migration_dirs", file.folder, "flyway", file.path, 1)


STACK = Stack(
    key="liquibase",
    title="Flyway, Liquibase",
    languages=("Java", "Kotlin"),
    finds=("migration_tool", "migration_dirs"),
    facts=facts,
    wants=(WANT,),
    packages=(
        Package(
            "migration_tool",
            "flyway",
            maven=("org.flywaydb:*", "io.quarkus:quarkus-flyway", "org.flywaydb.flyway:plugin"),
        ),
        Package(
            "migration_tool", "liquibase", maven=("org.liquibase:*", "io.quarkus:quarkus-liquibase")
        ),
    ),
)
