"""GORM, ent and bun: models of Go (their documentation, 2026-11)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.model import Fact
from groundplan.reading.checkout import Want
from groundplan.reading.go_models import STRUCTS
from groundplan.stacks import Package, Stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.reading.checkout import Checkout, File
    from groundplan.reading.go_models import Struct

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
    found = list(checkout.read(STRUCTS))
    structs = [(file, struct) for file, models in found for struct in models.structs]
    migrated = {name for _, models in found for name in models.migrated}
    named = {name for _, models in found for name in models.named}
    embedded = {kind.rpartition(".")[2] for _, struct in structs for kind in struct.embeds}
    by_name: dict[str, Struct] = {}
    for _, struct in structs:
        by_name.setdefault(struct.name, struct)
    shown: set[str] = set()
    for file, struct in structs:
        orm = _orm(struct, by_name, set())
        if orm == "ent":
            yield Fact("models", struct.name, "ent", file.path, struct.line)
            continue
        table = struct.name in migrated or struct.name in named
        table = table or (struct.name not in embedded and (orm != "" or struct.is_tagged))
        if table and struct.name not in shown:
            shown.add(struct.name)
            yield Fact("models", struct.name, orm or "gorm", file.path, struct.line)
    yield from _elsewhere(checkout, (migrated | named) - shown)


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
    title="GORM, ent, bun",
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
