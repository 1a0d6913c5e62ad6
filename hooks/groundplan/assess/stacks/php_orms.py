"""Eloquent and Doctrine: models, entities, migrations (laravel.com/docs, doctrine-project.org, 2026-11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.annotations import names
from groundplan.assess.checkout import Want
from groundplan.assess.code import Name
from groundplan.assess.java.endpoints import Quiet
from groundplan.assess.mounts import Mounts
from groundplan.assess.php.language import PHP, PhpProject
from groundplan.assess.stacks import Package, Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File
    from groundplan.assess.values import ClassValue

_GATE = (
    b"Illuminate\\Database\\Eloquent",
    b"Illuminate\\Foundation\\Auth",
    b"Doctrine\\ORM",
    b"Doctrine\\ODM",
)
INDEX = PHP.index(*_GATE)
CLASSES = PHP.want(b" extends ", b"ORM\\Entity", b"#[Entity", b"ODM\\Document")
_ELOQUENT = frozenset(["Model", "Authenticatable", "Pivot", "MorphPivot", "Eloquent"])
_ENTITY = re.compile(r"\*\s*@(?:ORM\\)?Entity\b")
_MIGRATION = re.compile(r"\bextends\s+(AbstractMigration|Migration)\b")


def read_migration(file: File) -> tuple[str, int] | None:
    """Return (tool, line) of a migration."""
    found = _MIGRATION.search(file.text)
    if found is None:
        return None
    is_doctrine = b"Doctrine\\Migrations" in file.data or b"Doctrine\\DBAL\\Migrations" in file.data
    if found[1] == "AbstractMigration":
        tool = "doctrine" if is_doctrine else "phinx"
    else:
        tool = "laravel"
    return tool, file.line_of(found.start())


def read_entities(file: File) -> bool | None:
    """Say whether a doc comment of a file makes its class an entity."""
    return _ENTITY.search(file.text) is not None or None


MIGRATIONS = Want(read_migration, suffixes=(".php",), needles=(b"Migration",))
COMMENTS = Want(read_entities, suffixes=(".php",), needles=(b"Entity",), gate=_GATE)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the persistent classes and the folders of migrations."""
    if checkout.is_open(INDEX):
        run = PhpProject(checkout, Quiet(), Mounts(), PHP, INDEX)
        commented = {file.path for file, _ in checkout.read(COMMENTS)}
        for of, _ in run.classes(CLASSES):
            orm = "" if of.code.abstract else _orm(run, of, commented)
            if orm:
                yield Fact("models", of.code.name, orm, of.scope.path, of.code.line)
    for file, (tool, line) in checkout.read(MIGRATIONS):
        yield Fact("migration_dirs", file.folder or ".", tool, file.path, line)
        yield Fact("migration_tool", tool, f"migrations in {file.folder or '.'}", file.path, line)


def _orm(run: PhpProject, of: ClassValue, commented: set[str]) -> str:
    if names(of) & {"Entity", "Document"} or of.scope.path in commented:
        return "doctrine"
    for one in run.bases(of):
        for base in one.code.bases:
            if isinstance(base, Name) and base.name in _ELOQUENT | _aliases(run, one):
                return "eloquent"
    return ""


def _aliases(run: PhpProject, of: ClassValue) -> set[str]:
    """Return the names under which a file imports Eloquent's own classes."""
    code = run.code_of(of.scope.path)
    imports = code.imports if code is not None else {}
    return {
        name
        for name, source in imports.items()
        if source.startswith(("Illuminate\\Database\\Eloquent\\", "Illuminate\\Foundation\\Auth\\"))
        and source.rpartition("\\")[2] in ("Model", "User", "Pivot", "MorphPivot")
    }


STACK = Stack(
    key="php_orms",
    title="Eloquent, Doctrine",
    languages=("PHP",),
    finds=("models", "orms", "migration_tool", "migration_dirs"),
    facts=facts,
    wants=(INDEX, CLASSES, MIGRATIONS, COMMENTS),
    packages=(
        Package("orms", "eloquent", composer=("laravel/framework", "illuminate/database")),
        Package("orms", "doctrine", composer=("doctrine/orm", "doctrine/doctrine-bundle")),
    ),
)
