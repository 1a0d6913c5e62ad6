"""Go's structs as far as a database needs them: what they embed, their tags, who migrates them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.grammars import descendants, line_of, text_of
from groundplan.assess.queries import matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from groundplan.assess.checkout import File

_SHAPES = """
(type_spec name: (type_identifier) @name type: (struct_type) @struct)
(call_expression function: (selector_expression field: (field_identifier) @called) arguments: (argument_list) @arguments)
(method_declaration receiver: (parameter_list) @receiver name: (field_identifier) @method)
"""
_TAG = re.compile(r'\b(?P<orm>gorm|bun|xorm):"(?P<said>[^"]*)"')
_NO_COLUMN = ("-", "-:all", "extends")


@dataclass(frozen=True)
class Struct:
    """A struct: its name and line, the types that it embeds, the ORM whose tags its fields have."""

    name: str
    line: int
    embeds: tuple[str, ...]
    tagged: str
    keyed: bool
    """Whether a tag makes a field the primary key."""


@dataclass(frozen=True)
class GoModels:
    """What one Go file says of models."""

    structs: tuple[Struct, ...]
    migrated: tuple[str, ...]
    """Types that are given to AutoMigrate."""
    named: tuple[str, ...]
    """Types with a method `TableName`."""


def read_go_models(file: File) -> GoModels | None:
    """Return a Go file's structs, and the types that it migrates."""
    if b"DO NOT EDIT" in file.data[:2000]:
        return None
    structs: list[Struct] = []
    migrated: list[str] = []
    named: list[str] = []
    tree = file.tree("go")
    for found in matches(tree, "go", _SHAPES):
        if "struct" in found:
            structs.append(_struct(found["name"][0], found["struct"][0]))
        elif "method" in found:
            if text_of(found["method"][0]) == "TableName":
                named += re.findall(r"(\w+)\s*\)$", text_of(found["receiver"][0]))
        elif text_of(found["called"][0]) == "AutoMigrate":
            arguments = found["arguments"][0]
            migrated += _made(arguments)
            if "..." in text_of(arguments):
                migrated += _listed(tree.root_node)
    return GoModels(tuple(structs), tuple(migrated), tuple(named))


def _struct(name: Node, struct: Node) -> Struct:
    embeds: list[str] = []
    tagged, keyed = "", False
    for field in descendants(struct, "field_declaration"):
        kind, tag = field.child_by_field_name("type"), field.child_by_field_name("tag")
        if field.child_by_field_name("name") is None and kind is not None:
            embeds.append(text_of(kind).lstrip("*"))
        if tag is not None and (orm := _TAG.search(text_of(tag))):
            keyed = keyed or re.search(r"\bpk\b", orm["said"]) is not None
            tagged = tagged or ("" if orm["said"] in _NO_COLUMN else orm["orm"])
            # `gorm:"embedded"` is the same as embedding.
            if re.search(r"\b(?:embedded|extends)\b", orm["said"]) and kind is not None:
                embeds.append(text_of(kind).lstrip("*"))
    return Struct(text_of(name), line_of(name), tuple(embeds), tagged, keyed)


def _made(node: Node) -> Iterator[str]:
    for literal in descendants(node, "composite_literal"):
        kind = literal.child_by_field_name("type")
        if kind is not None and kind.type in ("type_identifier", "qualified_type"):
            yield text_of(kind).rpartition(".")[2]
    yield from re.findall(r"\bnew\((?:\w+\.)?(\w+)\)", text_of(node))


def _listed(root: Node) -> Iterator[str]:
    for literal in descendants(root, "composite_literal"):
        kind = literal.child_by_field_name("type")
        body = literal.child_by_field_name("body")
        if (
            kind is not None
            and body is not None
            and re.fullmatch(r"\[\](?:interface\s*\{\s*\}|any)", text_of(kind))
        ):
            yield from _made(body)


STRUCTS = Want(
    read_go_models,
    suffixes=(".go",),
    needles=(b"gorm", b"AutoMigrate", b"ent.Schema", b"bun.BaseModel", b'xorm:"'),
)
