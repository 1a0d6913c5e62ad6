"""The persistent models that a script declares: decorated classes, and calls that define one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.assess.grammars import line_of, text_of
from groundplan.assess.javascript.files import grammar_of, is_minified
from groundplan.assess.queries import matches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from groundplan.assess.checkout import File

_SHAPES = """
(class_declaration name: (_) @class) @whole
(call_expression function: (_) @function arguments: (arguments . (_) @first) @arguments)
(variable_declarator name: (identifier) @variable value: (call_expression function: (identifier) @maker))
"""
_IMPORT = re.compile(
    r"""\bimport\s+(?:type\s+)?((?:[\w*{}\s,$]|//[^\n]*\n|/\*[^*]*\*/)+?)\s+from\s+['"]([^'"]+)['"]"""
    r"""|\b(?:const|let|var)\s+([\w{}\s,:$]+?)\s*=\s*require\(\s*['"]([^'"]+)['"]\s*\)"""
)
DECORATORS = {
    ("typeorm", "Entity"): "typeorm",
    ("typeorm", "ChildEntity"): "typeorm",
    ("@mikro-orm/core", "Entity"): "mikro-orm",
    ("@mikro-orm/decorators/legacy", "Entity"): "mikro-orm",
    ("sequelize-typescript", "Table"): "sequelize",
    ("@nestjs/mongoose", "Schema"): "mongoose",
    ("@typegoose/typegoose", "modelOptions"): "mongoose",
}
"""(package, decorator) -> the ORM of the class that it stands on."""
_TABLES = ("pgTable", "mysqlTable", "sqliteTable", "singlestoreTable", "gelTable")


@dataclass(frozen=True)
class Declared:
    """One model: its name, its ORM, its line."""

    name: str
    orm: str
    line: int


def imports_of(text: str) -> dict[str, tuple[str, str]]:
    """Return local name -> (package, name there) of a script's imports; `*` for the whole package."""
    found: dict[str, tuple[str, str]] = {}
    for match in _IMPORT.finditer(text):
        names, source = match[1] or match[3], match[2] or match[4]
        inner = re.search(r"\{(.*?)\}", names, re.DOTALL)
        for part in re.sub(r"//[^\n]*|/\*[^*]*\*/", "", inner[1]).split(",") if inner else ():
            words = re.split(r"\s+as\s+|\s*:\s*", part.strip().removeprefix("type "))
            if words[0]:
                found[words[-1].strip()] = (source, words[0].strip())
        outside = re.sub(r"\{.*?\}", "", names, flags=re.DOTALL)
        for word in re.findall(r"[\w$]+", outside.replace("* as", "")):
            found[word] = (source, "*")
    return found


_DEFINES = re.compile(r"\b(?:model|define|init|getModelForClass)\s*(?:[(<]|\?\.)")
_PACKAGES = frozenset(package for package, _ in DECORATORS)


def _may_declare(text: str, imports: dict[str, tuple[str, str]]) -> bool:
    """Say whether a script has anything that declares a model: only then is it parsed."""
    return (
        _DEFINES.search(text) is not None
        or "TableCreator" in text
        or any(
            pair in DECORATORS or pair[1] in _TABLES or (pair[1] == "*" and pair[0] in _PACKAGES)
            for pair in imports.values()
        )
    )


def read_models(file: File) -> tuple[Declared, ...] | None:
    """Return the models that a script declares; None for none."""
    if is_minified(file):
        return None
    grammar = grammar_of(file.suffix)
    imports = imports_of(file.text)
    if not _may_declare(file.text, imports):
        return None
    classes: dict[str, Node] = {}
    calls: list[tuple[str, Node, Node]] = []
    found: list[Declared] = []
    creators = {"createTable"} if "TableCreator" in file.text else set[str]()
    for match in matches(file.tree(grammar), grammar, _SHAPES):
        if "class" in match:
            node = match["class"][0]
            classes[text_of(node)] = node
            found += _decorated(match["whole"][0], text_of(node), imports)
        elif "variable" in match:
            maker = text_of(match["maker"][0])
            source, name = imports.get(maker, ("", ""))
            if (name in _TABLES and source.startswith("drizzle-orm")) or maker in creators:
                node = match["variable"][0]
                found.append(Declared(text_of(node), "drizzle", line_of(node)))
        elif "function" in match:
            calls.append(
                (text_of(match["function"][0])[:200], match["first"][0], match["arguments"][0])
            )
    for function, first, arguments in calls:
        found += _defined(function, first, arguments, imports, classes)
    return tuple(found) or None


def _decorated(node: Node, name: str, imports: dict[str, tuple[str, str]]) -> Iterator[Declared]:
    holders = [node] + ([node.parent] if node.parent is not None else [])
    for holder in holders:
        for child in holder.children:
            if child.type != "decorator" or holder.type == "class_body":
                continue
            decorator = re.match(r"@([\w$]+)(?:\.(\w+))?", text_of(child))
            if decorator is None or re.search(r"\babstract\s*:\s*true\b", text_of(child)):
                continue
            source, own = imports.get(decorator[1], ("", ""))
            orm = DECORATORS.get((source, decorator[2] or own if own == "*" else own))
            if orm is not None:
                yield Declared(name, orm, line_of(node))


def _defined(
    function: str,
    first: Node,
    arguments: Node,
    imports: dict[str, tuple[str, str]],
    classes: dict[str, Node],
) -> Iterator[Declared]:
    of, _, method = re.sub(r"\s+", "", function).rpartition(".")
    several = len([child for child in arguments.named_children if child.type != "comment"]) > 1
    text = text_of(first)[1:-1] if first.type == "string" else ""
    if method == "model" and text and several and re.fullmatch(r"[\w-]+", text):
        source, _ = imports.get(of or "model", ("", ""))
        if source == "mongoose" or of.rpartition(".")[2].lower() in (
            "mongoose",
            "connection",
            "db",
            "conn",
        ):
            yield Declared(text, "mongoose", line_of(first))
    elif (
        method == "define"
        and text
        and several
        and re.search(r"sequelize|\bdb$|connection", of, re.I)
    ):
        yield Declared(text, "sequelize", line_of(first))
    elif method == "init" and of in classes and first.type == "object" and several:
        yield Declared(of, "sequelize", line_of(classes[of]))
    elif method == "getModelForClass" and first.type == "identifier":
        yield Declared(text_of(first), "mongoose", line_of(classes.get(text_of(first), first)))
