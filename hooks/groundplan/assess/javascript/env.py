"""Which environment variables a script reads, in every form that names them in the text."""

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

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9_]*")
_ENVIRONMENT = re.compile(
    r"(?:globalThis\.|global\.|window\.)?(?:process\??\.env|import\.meta\.env|Bun\.env)"
)
_GETTER = re.compile(
    r"(?:Deno\.env\.(?:get|has)|(?:[\w.]*\.)?[cC]onfig(?:Service)?\.(?:get|getOrThrow|has)|(?:[\w.]*\.)?env\.get)"
)
_HELPER = re.compile(r"(?:[\w$]+\.)*(\w*[eE]nv\w*)")
_SCHEMAS = re.compile(
    r"(?:[\w.()]*\.)?(?:object|extend|interface|cleanEnv|createEnv|customCleanEnv|parseEnv|defineEnv|strictObject|keys)"
)
# A file whose objects of types describe the environment says so in one of these ways.
_DESCRIBES = re.compile(
    rb"(?:parse|validate\w*|safeParse|decode\w*|create\w*|cleanEnv|parseEnv|customCleanEnv|from)\s*\(\s*(?:[^()]{0,80},\s*)?"
    rb"(?:\{\s*\.\.\.\s*)?(?:process|import\.meta)\.env\b|cleanEnv\s*\(|createEnv\s*\(|runtimeEnv|validationSchema"
    rb"|parse\(\s*env\b|validateSync|plainToInstance|plainToClass"
)
# What every node that counts has in its text, unless the file describes the environment.
_LIKELY = re.compile(
    rb"(?:process\??|import\.meta|Bun)\.env\b|env\s*\.\s*(?:get|has)"
    rb"|onfig(?:Service)?\s*\.\s*(?:get|has)|[eE]nv\w*\s*[(<?]"
)
# `const env = process.env;` stands for all of it; with a name behind it, for one variable.
_ALIAS = re.compile(
    rb"\b(?:const|let|var)\s+(\w+)\s*(?::[^=\n]+)?=\s*(?:\{\s*\.\.\.\s*)?process\.env\b(?!\s*[.\[?])"
)
_MANY = 30
"""Places; a file with more is gone through as a whole."""
_SHAPES = """
(member_expression object: (_) @of property: (property_identifier) @name)
(subscript_expression object: (_) @of index: (_) @index)
(variable_declarator name: (object_pattern) @pattern value: (_) @value)
(call_expression function: (_) @function arguments: (arguments) @arguments)
"""


@dataclass(frozen=True)
class EnvironmentUse:
    """What one script says of the environment: (name, line) each."""

    read: tuple[tuple[str, int], ...]
    asked: tuple[tuple[str, str, int], ...]
    """(function, name, line) of calls such as `requireEnv("PORT")`."""
    helpers: tuple[str, ...]
    """Functions of this file that look up the name that they are given."""
    fields: tuple[tuple[str, int], ...] = ()
    """Fields of a class that a validator fills from the environment."""


def read_environment(file: File) -> EnvironmentUse | None:
    """Return which environment variables a script reads; None for a minified file."""
    if is_minified(file):
        return None
    describes = _DESCRIBES.search(file.data) is not None
    aliases = {name.decode() for name in _ALIAS.findall(file.data)}
    places = None if describes or aliases else _likely(file)
    grammar = grammar_of(file.suffix)
    read: list[tuple[str, int]] = []
    asked: list[tuple[str, str, int]] = []
    helpers: set[str] = set()
    tree = file.tree(grammar) if places is None or places else None
    for found in matches(tree, grammar, _SHAPES, places) if tree is not None else ():
        if "name" in found:
            name = found["name"][0]
            of = found["of"][0]
            if _is_environment(of) or (
                aliases and text_of(of) in aliases and _CAPITALS.fullmatch(text_of(name))
            ):
                read.append((text_of(name), line_of(name)))
        elif "index" in found and _is_environment(found["of"][0]):
            index = found["index"][0]
            if index.type == "string":
                read.append((text_of(index)[1:-1], line_of(index)))
            elif index.type == "identifier":
                helpers |= set(_around(index, text_of(index)))
        elif "pattern" in found:
            value = found["value"][0]
            if _is_environment(value) or (aliases and text_of(value) in aliases):
                read += _destructured(found["pattern"][0])
        elif "function" in found:
            function, arguments = text_of(found["function"][0]), found["arguments"][0]
            if len(function) > 200:
                continue
            function = re.sub(r"\s+", "", function)
            if _GETTER.fullmatch(function):
                read += _first_text(arguments, capitals=not function.startswith("Deno"))
            elif helper := _HELPER.fullmatch(function):
                asked += [(helper[1], *pair) for pair in _first_text(arguments, capitals=True)]
            if describes and tree is not None and _SCHEMAS.fullmatch(function):
                read += _keys([_declared(one, tree.root_node) for one in arguments.named_children])
    plain = {(name, line) for name, line in read if NAME.fullmatch(name)}
    return EnvironmentUse(
        tuple(sorted(plain)),
        tuple(sorted(set(asked))),
        tuple(sorted(helpers)),
        tuple(_fields(file)) if b"plainTo" in file.data else (),
    )


def _likely(file: File) -> list[tuple[int, int]] | None:
    """Return the places in bytes of what may name the environment; None for too many of them."""
    places = [found.span() for found in _LIKELY.finditer(file.text.encode())]
    return places if len(places) <= _MANY else None


def _is_environment(node: Node) -> bool:
    if node.end_byte - node.start_byte > 40:
        return False
    while node.type in ("parenthesized_expression", "as_expression", "non_null_expression"):
        if not node.named_children:
            return False
        node = node.named_children[0]
    return _ENVIRONMENT.fullmatch(text_of(node)) is not None


def _destructured(pattern: Node) -> Iterator[tuple[str, int]]:
    for child in pattern.named_children:
        key = child
        if child.type == "object_assignment_pattern":
            key = child.child_by_field_name("left") or child
        elif child.type == "pair_pattern":
            key = child.child_by_field_name("key") or child
        elif child.type != "shorthand_property_identifier_pattern":
            continue
        yield text_of(key).strip("'\""), line_of(key)


def _around(node: Node, parameter: str) -> Iterator[str]:
    """Yield the name of the function around a node that has `parameter` as its first."""
    current = node.parent
    while current is not None:
        parameters = current.child_by_field_name("parameters") or current.child_by_field_name(
            "parameter"
        )
        if parameters is not None and parameters.type != "arguments":
            first = re.match(r"\(?\s*(\w+)", text_of(parameters))
            name = current.child_by_field_name("name")
            if name is None and current.parent is not None:
                name = current.parent.child_by_field_name("name")
                name = name or current.parent.child_by_field_name("key")
            if first and first[1] == parameter and name is not None:
                yield text_of(name)
                return
        current = current.parent


def _first_text(arguments: Node, *, capitals: bool) -> Iterator[tuple[str, int]]:
    first = next((child for child in arguments.named_children if child.type != "comment"), None)
    if first is not None and first.type == "string":
        text = text_of(first)[1:-1]
        if NAME.fullmatch(text) and (not capitals or _CAPITALS.fullmatch(text)):
            yield text, line_of(first)


def _declared(node: Node, root: Node) -> Node:
    """Return the object that a name was declared as in the same file; any other node as it is."""
    if node.type != "identifier":
        return node
    name = re.escape(node.text or b"")
    declared = re.search(
        rb"(?:const|let|var)\s+" + name + rb"\s*(?::[^={]{0,200})?=\s*(?=\{)", root.text or b""
    )
    brace = declared and root.descendant_for_byte_range(declared.end(), declared.end() + 1)
    return (brace and brace.parent) or node


def _keys(arguments: list[Node]) -> Iterator[tuple[str, int]]:
    """Yield the keys in capitals of the objects among the arguments, one level of groups included."""
    pending = list(arguments)
    while pending:
        node = pending.pop()
        if node.type != "object":
            continue
        for pair in node.named_children:
            key = pair.child_by_field_name("key")
            if pair.type == "pair" and key is not None:
                name = text_of(key).strip("'\"")
                if _CAPITALS.fullmatch(name):
                    yield name, line_of(key)
                elif name in ("server", "client", "shared"):
                    value = pair.child_by_field_name("value")
                    pending += [value] if value is not None else []


_FIELD = re.compile(r"^[ \t]+(?:public |readonly )*([A-Z][A-Z0-9_]*)[?!]?[ \t]*[:=]", re.MULTILINE)


def _fields(file: File) -> Iterator[tuple[str, int]]:
    # class-validator: a class with a field in capitals for each variable, filled by plainToInstance.
    if b"process.env" in file.data or b"validate" in file.data:
        for found in _FIELD.finditer(file.text):
            yield found[1], file.line_of(found.start(1))
