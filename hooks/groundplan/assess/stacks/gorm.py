"""GORM, ent, bun and XORM: models of Go (their documentation, 2026-11)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.go.models import STRUCTS
from groundplan.assess.stacks import Package, Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File
    from groundplan.assess.go.models import Struct

_MIGRATIONS = frozenset(["migration", "migrations", "migrate"])
_STRUCT = re.compile(r"^(?:type\s+|\s+)(\w+)\s+struct\b", re.MULTILINE)


@dataclass(frozen=True)
class Names:
    """The structs of a file by name and line."""

    lines: tuple[tuple[str, int], ...]


def read_struct_names(file: File) -> Names | None:
    """Return the names of a Go file's structs: a migrated one may lie where nothing names the ORM."""
    found = [(match[1], file.line_of(match.start(1))) for match in _STRUCT.finditer(file.text)]
    return Names(tuple(found)) if found else None


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield the structs that have a table: embedded bases and plain structs have none."""
    found = [
        (file, models)
        for file, models in checkout.read(STRUCTS)
        # A migration keeps a table as it was then; the model is what it is now.
        if file.folder.rpartition("/")[2].lower() not in _MIGRATIONS
    ]
    structs = [(file, struct) for file, models in found for struct in models.structs]
    migrated = {name for _, models in found for name in models.migrated}
    named = {name for _, models in found for name in models.named}
    by_name: dict[str, Struct] = {}
    for _, struct in structs:
        by_name.setdefault(struct.name, struct)
    kept = migrated | named
    # A struct that only puts others together, for the rows of a query, makes no base of them.
    embedded = {
        kind.rpartition(".")[2]
        for _, struct in structs
        if struct.tagged or struct.name in kept or _orm(struct, by_name, set())
        for kind in struct.embeds
    }
    shown: set[str] = set()
    for file, struct in structs:
        orm = _orm(struct, by_name, set()) or struct.tagged
        if orm == "ent":
            yield Fact("models", struct.name, "ent", file.path, struct.line)
            continue
        table = struct.name not in embedded and orm != ""
        if orm == "xorm":  # the rows of any query are read into tagged structs
            table = table and _is_keyed(struct, by_name, kept)
        if (table or struct.name in kept) and struct.name not in shown:
            shown.add(struct.name)
            yield Fact("models", struct.name, orm or "gorm", file.path, struct.line)
    yield from _elsewhere(checkout, kept - shown)


def _is_keyed(struct: Struct, by_name: dict[str, Struct], kept: set[str]) -> bool:
    """Say whether a struct has a primary key, of its own or of a base without a table."""
    bases = [by_name.get(kind.rpartition(".")[2]) for kind in struct.embeds]
    return struct.keyed or any(
        base is not None and base.keyed and base.name not in kept for base in bases
    )


def _elsewhere(checkout: Checkout, wanted: set[str]) -> Iterator[Fact]:
    if not wanted:
        return
    for file, names in checkout.read(Want(read_struct_names, suffixes=(".go",))):
        for name, line in names.lines:
            if name in wanted:
                wanted = wanted - {name}
                yield Fact("models", name, "gorm", file.path, line)


def _orm(struct: Struct, by_name: dict[str, Struct], seen: set[str]) -> str:
    """Return the ORM whose model a struct embeds, itself or through its bases."""
    if struct.name in seen:
        return ""
    seen.add(struct.name)
    for kind in struct.embeds:
        match kind:
            case "gorm.Model" | "gorm.DeletedAt":
                return "gorm"
            case "ent.Schema":
                return "ent"
            case "bun.BaseModel":
                return "bun"
        inner = by_name.get(kind.rpartition(".")[2])
        if inner is not None and (found := _orm(inner, by_name, seen)):
            return found
    return ""


STACK = Stack(
    key="gorm",
    title="GORM, ent, bun, XORM",
    languages=("Go",),
    finds=("models", "orms"),
    facts=facts,
    wants=(STRUCTS,),
    packages=(
        Package("orms", "gorm", go=("gorm.io/gorm", "github.com/jinzhu/gorm")),
        Package("orms", "ent", go=("entgo.io/ent", "github.com/facebook/ent")),
        Package("orms", "bun", go=("github.com/uptrace/bun",)),
        Package("orms", "xorm", go=("xorm.io/xorm",)),
    ),
)
