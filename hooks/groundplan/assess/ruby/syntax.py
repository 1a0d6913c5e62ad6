"""Ruby's calls with their literal arguments and blocks, by tree-sitter: what a DSL is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from groundplan.assess.grammars import line_of, name_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from groundplan.assess.checkout import File


class Symbol(str):
    """A symbol: `:name`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """A local variable, a constant or a call without arguments, by its text."""

    name: str


@dataclass(frozen=True, slots=True)
class Woven:
    """A text with values in it: `"#{a}/b"`."""

    parts: tuple[Value, ...]


@dataclass(slots=True, eq=False)
class Send:
    """A call: of what, its name, its arguments, its block."""

    name: str
    line: int
    receiver: Value = None
    arguments: tuple[Value, ...] = ()
    options: dict[str, Value] = field(default_factory=dict)
    """Arguments with a symbol for key."""
    pairs: tuple[tuple[Value, Value], ...] = ()
    """Arguments with any other key: `get "x" => "y#z"`."""
    block: tuple[Statement, ...] | None = None
    parameters: tuple[str, ...] = ()
    """What the block binds."""


@dataclass(slots=True, eq=False)
class Assigned:
    """`name = value`."""

    name: str
    value: Value


@dataclass(slots=True, eq=False)
class Branches:
    """The statements of all branches of a condition."""

    statements: tuple[Statement, ...]


@dataclass(slots=True, eq=False)
class Method:
    """`def name(parameters)`."""

    name: str
    parameters: tuple[str, ...]
    body: tuple[Statement, ...]


@dataclass(slots=True, eq=False)
class ClassBody:
    """A class or module: its full name, what it inherits from, what stands in it."""

    name: str
    base: str
    line: int
    body: tuple[Statement, ...]
    is_module: bool = False


Value: TypeAlias = str | bool | list["Value"] | dict[str, "Value"] | Variable | Woven | Send | None
Statement: TypeAlias = Send | Assigned | Branches | Method | ClassBody


def statements_of(file: File) -> tuple[Statement, ...]:
    """Return a Ruby file's statements."""
    return tuple(_statements(file.tree("ruby").root_node))


_CONDITIONS = frozenset(
    [
        "if",
        "unless",
        "elsif",
        "else",
        "then",
        "case",
        "when",
        "begin",
        "rescue",
        "ensure",
        "while",
        "until",
        "for",
        "body_statement",
        "parenthesized_statements",
        "if_modifier",
        "unless_modifier",
        "rescue_modifier",
        "do",
        "binary",
    ]
)


def _statements(node: Node | None) -> Iterator[Statement]:
    for child in node.named_children if node is not None else ():
        yield from _statement(child)


def _statement(node: Node) -> Iterator[Statement]:
    match node.type:
        case "call" | "identifier":
            value = _call(node)
            if value is not None:
                yield value
        case "assignment":
            left = node.child_by_field_name("left")
            value_node = node.child_by_field_name("right")
            if left is not None:
                yield Assigned(text_of(left), _value(value_node))
        case "class" | "module":
            yield _class(node)
        case "method" | "singleton_method":
            parameters = node.child_by_field_name("parameters")
            body = node.child_by_field_name("body")
            names = tuple(_parameter_names(parameters))
            yield Method(name_of(node), names, tuple(_statements(body)))
        case "singleton_class":
            yield from _statements(node.child_by_field_name("body"))
        case kind if kind in _CONDITIONS:
            inner = () if _is_for_tests(node) else tuple(_statements(node))
            if inner:
                yield Branches(inner)


def _is_for_tests(node: Node) -> bool:
    """Say whether a condition holds in the test environment alone."""
    asked = node.child_by_field_name("condition")
    return (
        asked is not None
        and node.type in ("if", "if_modifier")
        and text_of(asked) == "Rails.env.test?"
    )


def _class(node: Node) -> ClassBody:
    base = node.child_by_field_name("superclass")
    named = base.named_children[0] if base is not None and base.named_children else None
    return ClassBody(
        name_of(node),
        text_of(named) if named is not None else "",
        line_of(node),
        tuple(_statements(node.child_by_field_name("body"))),
        node.type == "module",
    )


def _call(node: Node) -> Send | None:
    if node.type == "identifier":
        return Send(text_of(node), line_of(node))
    method, receiver = node.child_by_field_name("method"), node.child_by_field_name("receiver")
    if method is None:
        return None
    send = Send(
        text_of(method), line_of(method), _value(receiver) if receiver is not None else None
    )
    arguments = node.child_by_field_name("arguments")
    plain: list[Value] = []
    pairs: list[tuple[Value, Value]] = []
    for child in arguments.named_children if arguments is not None else ():
        if child.type == "pair":
            _add_pair(child, send.options, pairs)
        elif child.type == "hash":
            for pair in child.named_children:
                if pair.type == "pair":
                    _add_pair(pair, send.options, pairs)
        elif child.type not in ("comment", "block_argument"):
            plain.append(_value(child))
    send.arguments, send.pairs = tuple(plain), tuple(pairs)
    block = node.child_by_field_name("block")
    if block is not None:
        body = block.child_by_field_name("body")
        send.block = tuple(_statements(body if body is not None else block))
        send.parameters = tuple(_parameter_names(block.child_by_field_name("parameters")))
    return send


def _parameter_names(node: Node | None) -> Iterator[str]:
    for child in node.named_children if node is not None else ():
        name = child.child_by_field_name("name") or child
        yield text_of(name)


def _add_pair(node: Node, options: dict[str, Value], pairs: list[tuple[Value, Value]]) -> None:
    key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
    if key is None:
        return
    if key.type in ("hash_key_symbol", "simple_symbol"):
        name = text_of(key).lstrip(":")
        options[name] = _value(value) if value is not None else Variable(name)
    else:
        pairs.append((_value(key), _value(value)))


def _value(node: Node | None) -> Value:
    if node is None:
        return None
    match node.type:
        case "string" | "chained_string" | "bare_string" | "heredoc_body":
            return _string(node)
        case "simple_symbol":
            return Symbol(text_of(node).lstrip(":"))
        case "delimited_symbol":
            text = _string(node)
            return Symbol(text) if isinstance(text, str) else text
        case "string_array":
            return [text_of(child) for child in node.named_children]
        case "symbol_array":
            return [Symbol(text_of(child)) for child in node.named_children]
        case "array":
            return [_value(child) for child in node.named_children if child.type != "comment"]
        case "hash":
            options: dict[str, Value] = {}
            pairs: list[tuple[Value, Value]] = []
            for child in node.named_children:
                if child.type == "pair":
                    _add_pair(child, options, pairs)
            return options | {str(key): value for key, value in pairs if isinstance(key, str)}
        case "true":
            return True
        case "false" | "nil":
            return False
        case "integer":
            return text_of(node)
        case "call":
            return _call(node)
        case "parenthesized_statements" if node.named_children:
            return _value(node.named_children[0])
        case "identifier" | "constant" | "scope_resolution" | "instance_variable" | "self":
            return Variable(text_of(node))
    return None


def _string(node: Node) -> Value:
    parts: list[Value] = []
    for child in node.named_children:
        if child.type == "interpolation":
            parts.append(_value(child.named_children[0]) if child.named_children else "")
        elif child.type == "string":
            parts.append(_string(child))
        else:
            parts.append(text_of(child))
    if all(isinstance(part, str) for part in parts):
        return "".join(part for part in parts if isinstance(part, str))
    return Woven(tuple(parts))
