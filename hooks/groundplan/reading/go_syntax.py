"""Go -> `Code`, by tree-sitter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.reading.code import (
    Assign,
    Block,
    Call,
    Class,
    Code,
    Do,
    Expression,
    Function,
    Item,
    Join,
    Let,
    Listing,
    ListPattern,
    Literal,
    Loop,
    Member,
    Name,
    Parameter,
    Part,
    Pattern,
    Record,
    Return,
    Spread,
    Statement,
    Text,
)
from groundplan.reading.grammars import line_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from groundplan.reading.checkout import File

ELEMENT = "[]"
"""The name of the one part of a named list or map type; the part's type is that of its elements."""
_SMALL_BODY = 500
# A longer body in which none of this stands wires nothing.
_WIRES = re.compile(
    rb"\.(?:GET|POST|PUT|DELETE|PATCH|Get|Post|Put|Delete|Patch|Any|All|Add|Method\w*|Match|Group|"
    rb"Route\w*|Mount|Use|With|Handle\w*|Path\w*|Subrouter|Register\w*|Listen\w*|Setup\w*|Init\w*|"
    rb"Start\w*|Run\w*|Serve\w*|Invoke|Provide)\(|[rR]outer|New\w*\(|gin\.|echo\.|chi\.|mux\.|fiber\."
)


_REQUESTS = frozenset(
    [
        "http.ResponseWriter",
        "*http.Request",
        "*gin.Context",
        "echo.Context",
        "*echo.Context",
        "*fiber.Ctx",
        "fiber.Ctx",
    ]
)
"""Types of parameters by which a function is one that answers a request."""
# A function that answers a request wires nothing, unless it makes a router for this one request.
_MAKES = re.compile(rb"NewServeMux|NewRouter|\.Handle(?:Func)?\(")


def read_go(file: File) -> Code | None:
    """Return a Go file's code; None for anything else, and for generated files."""
    if file.suffix != ".go" or b"DO NOT EDIT" in file.data[:2000]:
        return None
    root = file.tree("go").root_node
    package = ""
    imports: dict[str, str] = {}
    body: list[Statement] = []
    methods: list[tuple[str, Function]] = []
    for child in root.named_children:
        match child.type:
            case "package_clause":
                package = text_of(child.named_children[-1]) if child.named_children else ""
            case "import_declaration":
                imports |= dict(_imports(child))
            case "method_declaration":
                if (receiver := _receiver(child)) is not None:
                    methods.append((receiver, _function(child)))
            case "function_declaration":
                body.append(Let(Name(_name(child)), _function(child)))
            case _:
                body += _statement(child)
    return Code(file.path, tuple(body), package, imports, tuple(methods))


def _imports(node: Node) -> Iterator[tuple[str, str]]:
    specs = [c for c in node.named_children if c.type == "import_spec"]
    for inner in node.named_children:
        if inner.type == "import_spec_list":
            specs += [c for c in inner.named_children if c.type == "import_spec"]
    for spec in specs:
        path = _string(spec.child_by_field_name("path"))
        name = spec.child_by_field_name("name")
        if path and name is not None and text_of(name) in ("_", "."):
            yield f"{text_of(name)} {path}", path  # no name, only what its start does
        elif path:
            yield (text_of(name) if name is not None else _default_name(path)), path


def _default_name(path: str) -> str:
    parts = path.split("/")
    if len(parts) > 1 and re.fullmatch(r"v\d+", parts[-1]):
        parts.pop()
    return re.sub(r"\.v\d+$", "", parts[-1]).removeprefix("go-")


def _receiver(node: Node) -> str | None:
    receiver = node.child_by_field_name("receiver")
    for child in receiver.named_children if receiver is not None else ():
        found = child.child_by_field_name("type")
        if found is not None:
            return re.sub(r"\[.*", "", text_of(found).lstrip("*"))
    return None


# -- statements ------------------------------------------------------------------------------------


def _statement(node: Node) -> Iterator[Statement]:
    make = _STATEMENTS.get(node.type)
    if make is not None:
        yield from make(node)


def _block_statements(node: Node | None) -> Iterator[Statement]:
    for child in node.named_children if node is not None else ():
        if child.type == "statement_list":
            yield from _block_statements(child)
        else:
            yield from _statement(child)


def _specs(node: Node) -> Iterator[Statement]:
    for child in node.named_children:
        if child.type in ("var_spec_list", "const_spec_list"):
            yield from _specs(child)
        elif child.type in ("var_spec", "const_spec"):
            names: list[Pattern] = [Name(text_of(n)) for n in child.children_by_field_name("name")]
            kind = child.child_by_field_name("type")
            yield from _assigned(
                names, _list(child.child_by_field_name("value")), text_of(kind) if kind else ""
            )


def _short(node: Node) -> Iterator[Statement]:
    left = node.child_by_field_name("left")
    targets = [_pattern(child) for child in left.named_children] if left is not None else []
    yield from _assigned(targets, _list(node.child_by_field_name("right")), "")


def _assigned(targets: list[Pattern], values: list[Expression], kind: str) -> Iterator[Statement]:
    if len(values) == 1 and len(targets) > 1:
        yield Let(ListPattern(tuple(targets)), values[0], kind)
        return
    for position, target in enumerate(targets):
        yield Let(target, values[position] if position < len(values) else None, kind)


def _assignment(node: Node) -> Iterator[Statement]:
    left = node.child_by_field_name("left")
    targets = [_pattern(child) for child in left.named_children] if left is not None else []
    values = _list(node.child_by_field_name("right"))
    operator = node.child_by_field_name("operator")
    if operator is not None and text_of(operator) == "+=" and left is not None and values:
        values = [Join((_expression(left.named_children[0]), values[0]))]
    if len(values) == 1 and len(targets) > 1:
        yield Do(Assign(ListPattern(tuple(targets)), values[0]))
        return
    for target, value in zip(targets, values, strict=False):
        yield Do(Assign(target, value))


def _done(node: Node) -> Iterator[Statement]:
    for child in node.named_children:
        value = _expression(child)
        if isinstance(value, Call):
            yield Do(value)


def _return(node: Node) -> Iterator[Statement]:
    values = _list(node.named_children[0]) if node.named_children else []
    if len(values) == 1:
        yield Return(values[0])
    elif values:
        yield Return(Listing(tuple(values), several=True))


def _nested(node: Node) -> Iterator[Statement]:
    inner: list[Statement] = []
    for child in node.named_children:
        if child.type == "statement_list":
            inner += _block_statements(child)
        elif child.type in _STATEMENTS:
            inner += _statement(child)
    if inner:
        yield Block(tuple(inner))


def _loop(node: Node) -> Iterator[Statement]:
    body = tuple(_block_statements(node.child_by_field_name("body")))
    clause = next((c for c in node.named_children if c.type == "range_clause"), None)
    if clause is None:
        yield Block(body)
        return
    left = clause.child_by_field_name("left")
    targets = [_pattern(child) for child in left.named_children] if left is not None else []
    over = _expression(clause.child_by_field_name("right"))
    yield Loop(ListPattern(tuple(targets)), over, body, keyed=True)


def _types(node: Node) -> Iterator[Statement]:
    for child in node.named_children:
        if child.type not in ("type_spec", "type_alias"):
            continue
        name, kind = _name(child), child.child_by_field_name("type")
        if kind is None:
            continue
        found = _class(name, kind)
        if found is None and child.type == "type_alias":
            yield Let(Name(name), _expression(kind))
        else:
            yield Let(Name(name), found or Class(name, (), (), line_of(child)))


def _class(name: str, kind: Node) -> Class | None:
    line = line_of(kind)
    match kind.type:
        case "struct_type":
            return Class(name, (), tuple(_fields(kind)), line)
        case "interface_type":
            parts = tuple(
                Part(_name(child), None, line_of(child))
                for child in kind.named_children
                if child.type == "method_elem" or child.type == "method_spec"
            )
            return Class(name, (), parts, line, abstract=True)
        case "slice_type" | "array_type" | "map_type":
            element = kind.child_by_field_name("element") or kind.child_by_field_name("value")
            text = text_of(element) if element is not None else ""
            return Class(name, (), (Part(ELEMENT, None, line, type=text),), line)
    return None


def _fields(kind: Node) -> Iterator[Part]:
    for fields in kind.named_children:
        for child in fields.named_children:
            found = child.child_by_field_name("type")
            if child.type != "field_declaration" or found is None:
                continue
            text = text_of(found)
            names = child.children_by_field_name("name")
            for name in names:
                yield Part(text_of(name), None, line_of(name), type=text)
            if not names:  # an embedded type: its name is the field's
                own = re.sub(r"\[.*", "", text.lstrip("*")).rpartition(".")[2]
                yield Part(own, None, line_of(child), static=True, type=text)


_STATEMENTS: dict[str, Callable[[Node], Iterator[Statement]]] = {
    "var_declaration": _specs,
    "const_declaration": _specs,
    "short_var_declaration": _short,
    "assignment_statement": _assignment,
    "expression_statement": _done,
    "go_statement": _done,
    "defer_statement": _done,
    "return_statement": _return,
    "if_statement": _nested,
    "block": _nested,
    "expression_switch_statement": _nested,
    "type_switch_statement": _nested,
    "select_statement": _nested,
    "expression_case": _nested,
    "type_case": _nested,
    "default_case": _nested,
    "communication_case": _nested,
    "labeled_statement": _nested,
    "for_statement": _loop,
    "type_declaration": _types,
}


# -- expressions -----------------------------------------------------------------------------------


def _expression(node: Node | None) -> Expression:
    if node is None:
        return None
    make = _EXPRESSIONS.get(node.type)
    return make(node) if make is not None else None


def _list(node: Node | None) -> list[Expression]:
    if node is None:
        return []
    if node.type != "expression_list":
        return [_expression(node)]
    return [_expression(child) for child in node.named_children if child.type != "comment"]


def _name(node: Node) -> str:
    name = node.child_by_field_name("name")
    return text_of(name) if name is not None else ""


def _string(node: Node | None) -> str:
    if node is None:
        return ""
    text = text_of(node)
    return text[1:-1].replace('\\"', '"') if len(text) > 1 else ""


def _call(node: Node) -> Expression:
    function = node.child_by_field_name("function")
    arguments = node.child_by_field_name("arguments")
    given: list[Expression] = []
    for child in arguments.named_children if arguments is not None else ():
        if child.type == "variadic_argument":
            given.append(Spread(_expression(child.named_children[0])))
        elif child.type != "comment":
            given.append(_expression(child))
    at = line_of(node)
    if function is not None and function.type == "selector_expression":
        field = function.child_by_field_name("field")
        at = line_of(field) if field is not None else at
    return Call(_expression(function), tuple(given), line_of(node), path_line=at)


def _selector(node: Node) -> Expression:
    field = node.child_by_field_name("field")
    of = _expression(node.child_by_field_name("operand"))
    return Member(of, text_of(field)) if field is not None else None


def _qualified(node: Node) -> Expression:
    package = node.child_by_field_name("package")
    return Member(Name(text_of(package)), _name(node)) if package is not None else None


def _index(node: Node) -> Expression:
    operand, index = node.child_by_field_name("operand"), node.child_by_field_name("index")
    value = _expression(index)
    # `f[T]` is a generic function with its type, `list[0]` an item; the first has a type for index.
    of = _expression(operand)
    return Item(of, value) if isinstance(value, (Text, Name, Member)) else of


def _function(node: Node) -> Function:
    parameters: list[Parameter] = []
    receiver = node.child_by_field_name("receiver")
    for group in (receiver, node.child_by_field_name("parameters")):
        for child in group.named_children if group is not None else ():
            kind = child.child_by_field_name("type")
            text = text_of(kind) if kind is not None else ""
            rest = child.type == "variadic_parameter_declaration"
            names = child.children_by_field_name("name")
            parameters += [Parameter(Name(text_of(n)), text, rest=rest) for n in names]
            if not names and child.type.endswith("parameter_declaration"):
                parameters.append(Parameter(None, text, rest=rest))
    body = node.child_by_field_name("body")
    statements: tuple[Statement, ...] = ()
    if body is not None and _is_followed(body, parameters):
        statements = tuple(_block_statements(body))
    return Function(
        _name(node), tuple(parameters), statements, line_of(node), results=tuple(_results(node))
    )


def _is_followed(body: Node, parameters: list[Parameter]) -> bool:
    if any(parameter.type in _REQUESTS for parameter in parameters):
        return _MAKES.search(body.text or b"") is not None
    return body.end_byte - body.start_byte <= _SMALL_BODY or bool(_WIRES.search(body.text or b""))


def _results(node: Node) -> Iterator[str]:
    result = node.child_by_field_name("result")
    if result is None:
        return
    if result.type != "parameter_list":
        yield text_of(result)
        return
    for child in result.named_children:
        kind = child.child_by_field_name("type")
        yield text_of(kind) if kind is not None else ""


def _composite(node: Node) -> Expression:
    kind, body = node.child_by_field_name("type"), node.child_by_field_name("body")
    return _literal(kind, body) if body is not None else None


def _literal(kind: Node | None, body: Node) -> Expression:
    if kind is not None and kind.type in ("slice_type", "array_type", "implicit_length_array_type"):
        element = kind.child_by_field_name("element")
        return Listing(
            tuple(
                _element(child, element) for child in body.named_children if child.type != "comment"
            )
        )
    if kind is not None and kind.type == "map_type":
        return Record(tuple(_entries(body, kind.child_by_field_name("value"), expressions=True)))
    of = _class("", kind) if kind is not None and kind.type == "struct_type" else None
    text = "" if kind is None or of is not None else text_of(kind)
    return Literal(text, Record(tuple(_entries(body, None, expressions=False))), of)


def _element(node: Node, kind: Node | None) -> Expression:
    inner = (
        node.named_children[0] if node.type == "literal_element" and node.named_children else node
    )
    if inner.type == "keyed_element":
        value = inner.child_by_field_name("value") or inner.named_children[-1]
        return _element(value, kind)
    if inner.type == "literal_value":
        plain = kind
        if plain is not None and plain.type == "pointer_type" and plain.named_children:
            plain = plain.named_children[0]
        return _literal(plain, inner)
    return _expression(inner)


def _entries(
    body: Node, kind: Node | None, *, expressions: bool
) -> Iterator[tuple[str | Expression, Expression]]:
    for position, child in enumerate(c for c in body.named_children if c.type != "comment"):
        if child.type != "keyed_element":
            yield str(position), _element(child, kind)
            continue
        parts = [c for c in child.named_children if c.type != "comment"]
        if len(parts) < 2:
            continue
        key = parts[0].named_children[0] if parts[0].named_children else parts[0]
        value = _element(parts[1], kind)
        if key.type == "identifier" and not expressions:
            yield text_of(key), value
        else:
            yield _expression(key) or "", value


def _binary(node: Node) -> Expression:
    operator = node.child_by_field_name("operator")
    if operator is None or text_of(operator) != "+":
        return None
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    return Join((_expression(left), _expression(right)))


def _inner(node: Node) -> Expression:
    for child in node.named_children:
        if child.type != "comment":
            return _expression(child)
    return None


def _operand(node: Node) -> Expression:
    return _expression(node.child_by_field_name("operand"))


_EXPRESSIONS: dict[str, Callable[[Node], Expression]] = {
    "identifier": lambda node: Name(text_of(node)),
    "type_identifier": lambda node: Name(text_of(node)),
    "field_identifier": lambda node: Name(text_of(node)),
    "interpreted_string_literal": lambda node: Text(_string(node)),
    "raw_string_literal": lambda node: Text(_string(node)),
    "int_literal": lambda node: Text(text_of(node)),
    "call_expression": _call,
    "selector_expression": _selector,
    "qualified_type": _qualified,
    "index_expression": _index,
    "type_instantiation_expression": _inner,
    "slice_expression": _operand,
    "func_literal": _function,
    "composite_literal": _composite,
    "parenthesized_expression": _inner,
    "unary_expression": _operand,
    "type_assertion_expression": _operand,
    "type_conversion_expression": _operand,
    "binary_expression": _binary,
    "literal_element": _inner,
}


def _pattern(node: Node) -> Pattern:
    if node.type == "identifier":
        return None if text_of(node) == "_" else Name(text_of(node))
    value = _expression(node)
    return value if isinstance(value, (Member, Item)) else None
