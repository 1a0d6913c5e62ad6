"""JavaScript and TypeScript -> `Code`, by tree-sitter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.code import (
    Assign,
    Block,
    Call,
    Class,
    Code,
    Do,
    Either,
    Export,
    ExportAll,
    Expression,
    Function,
    Import,
    Item,
    Join,
    Let,
    Listing,
    ListPattern,
    Loop,
    Member,
    Name,
    Parameter,
    Part,
    Pattern,
    Record,
    RecordPattern,
    Return,
    Spread,
    Statement,
    Text,
    Unresolved,
)
from groundplan.assess.grammars import line_of, name_of, text_of
from groundplan.assess.javascript.files import SUFFIXES, grammar_of, is_minified
from groundplan.assess.javascript.nodes import short_text, string_of, unescaped, unquoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

    from groundplan.assess.checkout import File

_SMALL_BODY = 400
# A longer body in which none of this stands wires nothing: it is a handler's, or a computation's.
_WIRES = re.compile(
    rb"\.\s*(?:use|get|post|put|del|delete|patch|all|route|routes|register|mount|basePath|prefix|"
    rb"openapi|setGlobalPrefix|enableVersioning|init\w*|set\w*|create\w*|config\w*|listen|load\w*|"
    rb"forEach|map|apply|call|bind|then)\s*[(<]|[rR]oute|express|fastify|[kK]oa|[hH]ono|Nest|"
    rb"require\(|import\(|readdir|\bmodule\s*:"
)


def read_code(file: File) -> Code | None:
    """Return a file's code; None for what is not a script or was not written by hand."""
    if file.suffix not in SUFFIXES or is_minified(file):
        return None
    root = file.tree(grammar_of(file.suffix)).root_node
    return Code(file.path, tuple(_statements(root)))


# -- statements ------------------------------------------------------------------------------------


def _statements(node: Node) -> Iterator[Statement]:
    """Yield what is left of a block; functions first, as the language hoists them."""
    rest: list[Node] = []
    for child in node.named_children:
        inner = (
            child.child_by_field_name("declaration") if child.type == "export_statement" else None
        )
        if (inner or child).type in ("function_declaration", "generator_function_declaration"):
            yield from _statement(child)
        else:
            rest.append(child)
    for child in rest:
        yield from _statement(child)


def _statement(node: Node) -> Iterator[Statement]:
    make = _STATEMENTS.get(node.type)
    if make is not None:
        yield from make(node)


def _declaration(node: Node) -> Iterator[Statement]:
    for child in node.named_children:
        if child.type == "variable_declarator":
            value = _field(child, "value")
            yield Let(_pattern(_child(child, "name")), value, _type(child))


def _function_declaration(node: Node) -> Iterator[Statement]:
    yield Let(Name(name_of(node)), _function(node))


def _class_declaration(node: Node) -> Iterator[Statement]:
    yield Let(Name(name_of(node)), _class(node))


def _expression_statement(node: Node) -> Iterator[Statement]:
    for child in node.named_children:
        yield from _done(child)


def _done(node: Node) -> Iterator[Statement]:
    if node.type == "sequence_expression":
        for child in node.named_children:
            yield from _done(child)
        return
    if node.type == "internal_module":  # a namespace of TypeScript stands as an expression
        yield from _namespace(node)
        return
    value = _expression(node)
    if isinstance(value, (Call, Assign, Either)):
        yield Do(value)


def _return(node: Node) -> Iterator[Statement]:
    for child in node.named_children:
        if child.type != "comment":
            yield Return(_expression(child))


def _nested(node: Node) -> Iterator[Statement]:
    inner: list[Statement] = []
    for child in node.named_children:
        if child.type in ("call_expression", "assignment_expression", "parenthesized_expression"):
            inner += _done(child)
        elif child.type in _STATEMENTS:
            inner += _statement(child)
    if inner:
        yield Block(tuple(inner))


def _block(node: Node) -> Iterator[Statement]:
    inner = tuple(_statements(node))
    if inner:
        yield Block(inner)


def _loop(node: Node) -> Iterator[Statement]:
    body = _child(node, "body")
    inner = tuple(_statements(body)) if body is not None and body.type == "statement_block" else ()
    if body is not None and body.type != "statement_block":
        inner = tuple(_statement(body))
    if node.type == "for_in_statement":
        over = _field(node, "right")
        if "in" in {child.type for child in node.children}:
            over = Call(Member(Name("Object"), "keys"), (over,), line_of(node))
        yield Loop(_pattern(_child(node, "left")), over, inner)
    elif inner:
        yield Block(inner)


def _namespace(node: Node) -> Iterator[Statement]:
    body = _child(node, "body")
    entries: list[tuple[str | Expression, Expression]] = []
    for statement in _statements(body) if body is not None else ():
        if isinstance(statement, Let) and isinstance(statement.pattern, Name):
            entries.append((statement.pattern.name, statement.value))
        elif isinstance(statement, Export):
            entries.append((statement.name, statement.value))
    yield Let(Name(name_of(node)), Record(tuple(entries)))


def _enum(node: Node) -> Iterator[Statement]:
    entries: list[tuple[str | Expression, Expression]] = []
    body = _child(node, "body")
    for child in body.named_children if body is not None else ():
        if child.type == "enum_assignment":
            entries.append((_key(_child(child, "name")), _field(child, "value")))
    yield Let(Name(name_of(node)), Record(tuple(entries)))


def _import(node: Node) -> Iterator[Statement]:
    if any(child.type == "type" for child in node.children):
        return
    for clause in node.named_children:
        if clause.type == "import_require_clause":
            name = next((c for c in clause.named_children if c.type == "identifier"), None)
            if name is not None:
                source = string_of(_child(clause, "source"))
                yield Let(Name(text_of(name)), Import(source, "*"))
    source = string_of(_child(node, "source"))
    if not source:
        return
    clause_node = next((c for c in node.named_children if c.type == "import_clause"), None)
    if clause_node is None:
        yield Do(Call(Import(source, "*"), (), line_of(node)))
        return
    for part in clause_node.named_children:
        if part.type == "identifier":
            yield Let(Name(text_of(part)), Import(source, "default"))
        elif part.type == "namespace_import":
            yield Let(Name(text_of(part.named_children[-1])), Import(source, "*"))
        elif part.type == "named_imports":
            for specifier in part.named_children:
                name = _child(specifier, "name")
                if name is not None:
                    local = _child(specifier, "alias") or name
                    yield Let(Name(text_of(local)), Import(source, unquoted(name)))


def _export(node: Node) -> Iterator[Statement]:
    source_node = _child(node, "source")
    source = string_of(source_node) if source_node is not None else ""
    declaration, value = _child(node, "declaration"), _child(node, "value")
    kinds = {child.type for child in node.children}
    if declaration is not None:
        yield from _exported(declaration, "default" in kinds, node)
    elif value is not None:
        yield Export("default", _expression(value), line_of(node))
    elif "=" in kinds:
        for child in node.named_children:
            yield Do(Assign(Member(Name("module"), "exports"), _expression(child)))
    for child in node.named_children:
        if child.type == "export_clause":
            for specifier in child.named_children:
                name = _child(specifier, "name")
                if name is None:
                    continue
                offered = unquoted(_child(specifier, "alias") or name)
                own = Import(source, unquoted(name)) if source else Name(unquoted(name))
                yield Export(offered, own, line_of(specifier))
        elif child.type == "namespace_export":
            name = child.named_children[-1]
            yield Export(unquoted(name), Import(source, "*"), line_of(child))
    if "*" in kinds and source:
        yield ExportAll(source)


def _exported(declaration: Node, default: bool, node: Node) -> Iterator[Statement]:
    decorators = _decorators(node)
    for statement in _statement(declaration):
        if isinstance(statement, Let) and isinstance(statement.value, Class):
            statement.value.decorators = decorators + statement.value.decorators
        yield statement
        if not isinstance(statement, Let):
            continue
        line = line_of(declaration)
        if default:
            own = statement.pattern if isinstance(statement.pattern, Name) else None
            named = own is not None and own.name
            yield Export("default", own if named else statement.value, line)
            continue
        for name in _bound(statement.pattern):
            yield Export(name, Name(name), line)
    if default and declaration.type not in _STATEMENTS:
        yield Export("default", _expression(declaration), line_of(node))


def _bound(pattern: Pattern) -> Iterator[str]:
    if isinstance(pattern, Name):
        yield pattern.name
    elif isinstance(pattern, RecordPattern):
        for _, inner, _ in pattern.entries:
            yield from _bound(inner)
    elif isinstance(pattern, ListPattern):
        for inner in pattern.items:
            yield from _bound(inner)


_STATEMENTS: dict[str, Callable[[Node], Iterator[Statement]]] = {
    "lexical_declaration": _declaration,
    "variable_declaration": _declaration,
    "function_declaration": _function_declaration,
    "generator_function_declaration": _function_declaration,
    "class_declaration": _class_declaration,
    "abstract_class_declaration": _class_declaration,
    "expression_statement": _expression_statement,
    "return_statement": _return,
    "if_statement": _nested,
    "else_clause": _nested,
    "try_statement": _nested,
    "catch_clause": _nested,
    "finally_clause": _nested,
    "switch_statement": _nested,
    "switch_body": _nested,
    "switch_case": _nested,
    "switch_default": _nested,
    "while_statement": _nested,
    "do_statement": _nested,
    "labeled_statement": _nested,
    "statement_block": _block,
    "for_statement": _loop,
    "for_in_statement": _loop,
    "import_statement": _import,
    "export_statement": _export,
    "enum_declaration": _enum,
    "internal_module": _namespace,
    "module": _namespace,
}


# -- expressions -----------------------------------------------------------------------------------


def _expression(node: Node | None) -> Expression:
    if node is None:
        return None
    make = _EXPRESSIONS.get(node.type)
    return make(node) if make is not None else None


def _field(node: Node, name: str) -> Expression:
    return _expression(node.child_by_field_name(name))


def _child(node: Node, name: str) -> Node | None:
    return node.child_by_field_name(name)


def _template(node: Node) -> Expression:
    parts: list[Expression] = []
    for child in node.named_children:
        if child.type == "template_substitution":
            inner = child.named_children[0] if child.named_children else None
            value = _expression(inner)
            parts.append(value if value is not None else Unresolved(short_text(inner)))
        elif child.type == "string_fragment":
            parts.append(Text(text_of(child)))
        else:
            parts.append(Text(unescaped(text_of(child))))
    if all(isinstance(part, Text) for part in parts):
        return Text("".join(part.value for part in parts if isinstance(part, Text)))
    return Join(tuple(parts))


def _call(node: Node) -> Expression:
    arguments = _child(node, "arguments")
    new = node.type == "new_expression"
    function = _child(node, "constructor" if new else "function")
    if function is None:
        return None
    if function.type == "import":
        source = _inner(arguments) if arguments is not None else None
        if isinstance(source, Text):
            return Import(source.value, "*")
        return Call(Name("require"), (source,), line_of(node))
    given: list[Expression] = []
    if arguments is not None and arguments.type == "arguments":
        given = [_expression(c) for c in arguments.named_children if c.type != "comment"]
    called = _expression(function)
    if isinstance(called, Name) and called.name == "require" and len(given) == 1:
        first = given[0]
        if isinstance(first, Text):
            return Import(first.value, "*")
    line = line_of(node)
    at = line
    if function.type == "member_expression":
        property_node = _child(function, "property")
        at = line_of(property_node) if property_node is not None else line
    return Call(called, tuple(given), line, new, at)


def _member(node: Node) -> Expression:
    name = _child(node, "property")
    return Member(_field(node, "object"), text_of(name).lstrip("#") if name is not None else "")


def _record(node: Node) -> Expression:
    entries: list[tuple[str | Expression, Expression]] = []
    for child in node.named_children:
        if child.type == "pair":
            entries.append((_key(_child(child, "key")), _field(child, "value")))
        elif child.type == "shorthand_property_identifier":
            name = text_of(child)
            entries.append((name, Name(name)))
        elif child.type == "spread_element" and child.named_children:
            entries.append((None, _expression(child.named_children[0])))
        elif child.type == "method_definition":
            entries.append((name_of(child), _function(child)))
    return Record(tuple(entries))


def _key(node: Node | None) -> str | Expression:
    if node is None:
        return ""
    if node.type == "computed_property_name" and node.named_children:
        return _expression(node.named_children[0]) or ""
    return unquoted(node)


def _listing(node: Node) -> Expression:
    return Listing(tuple(_expression(c) for c in node.named_children if c.type != "comment"))


def _function(node: Node) -> Function:
    body = _child(node, "body")
    statements: tuple[Statement, ...] = ()
    if body is not None and body.type == "statement_block":
        if body.end_byte - body.start_byte <= _SMALL_BODY or _WIRES.search(body.text or b""):
            statements = tuple(_statements(body))
    elif body is not None:
        statements = (Return(_expression(body)),)
    result = _child(node, "return_type")
    return Function(
        name_of(node),
        tuple(_parameters(node)),
        statements,
        line_of(node),
        arrow=node.type == "arrow_function",
        results=(_bare_type(result),) if result is not None else (),
    )


def _parameters(node: Node) -> Iterator[Parameter]:
    single = _child(node, "parameter")
    if single is not None:
        yield Parameter(Name(text_of(single)))
    parameters = _child(node, "parameters")
    for child in parameters.named_children if parameters is not None else ():
        if child.type in ("required_parameter", "optional_parameter"):
            pattern = _child(child, "pattern")
            if pattern is not None and pattern.type == "this":
                continue
            rest = pattern is not None and pattern.type == "rest_pattern"
            if rest and pattern is not None and pattern.named_children:
                pattern = pattern.named_children[0]
            keeps = any(c.type in ("accessibility_modifier", "readonly") for c in child.children)
            yield Parameter(_pattern(pattern), _type(child), _field(child, "value"), keeps, rest)
        elif child.type == "assignment_pattern":
            yield Parameter(_pattern(_child(child, "left")), "", _field(child, "right"))
        elif child.type == "rest_pattern" and child.named_children:
            yield Parameter(_pattern(child.named_children[0]), rest=True)
        elif child.type != "comment":
            yield Parameter(_pattern(child))


def _type(node: Node) -> str:
    found = _child(node, "type")
    return _bare_type(found) if found is not None else ""


def _bare_type(node: Node) -> str:
    return text_of(node).lstrip(": ").strip()[:120]


def _class(node: Node) -> Class:
    bases: list[Expression] = []
    for child in node.named_children:
        if child.type == "class_heritage":
            bases += _bases(child)
    body = _child(node, "body")
    parts = tuple(_parts(body)) if body is not None else ()
    abstract = node.type == "abstract_class_declaration"
    return Class(name_of(node), tuple(bases), parts, line_of(node), _decorators(node), abstract)


def _bases(node: Node) -> Iterator[Expression]:
    for child in node.named_children:
        if child.type == "extends_clause":
            yield _field(child, "value")
        elif child.type not in ("implements_clause", "comment"):
            yield _expression(child)


def _decorators(node: Node) -> tuple[Expression, ...]:
    return tuple(
        _expression(child.named_children[0])
        for child in node.children
        if child.type == "decorator" and child.named_children
    )


def _parts(body: Node) -> Iterator[Part]:
    pending: tuple[Expression, ...] = ()  # a method's decorators stand before it, as its siblings
    for child in body.named_children:
        if child.type == "decorator" and child.named_children:
            pending += (_expression(child.named_children[0]),)
            continue
        if child.type == "comment":
            continue
        static = any(c.type == "static" for c in child.children)
        decorators, pending = pending + _decorators(child), ()
        if child.type == "method_definition":
            name = _key(_child(child, "name"))
            value: Expression = _function(child)
            if any(c.type == "get" for c in child.children) and isinstance(value, Function):
                value.arrow = True  # a getter is what it gives, and `this` is that of its class
                value = Call(value, (), line_of(child))
        elif child.type in ("public_field_definition", "field_definition"):
            name = _key(_child(child, "name") or _child(child, "property"))
            value = _field(child, "value")
        elif child.type == "class_static_block":
            continue
        else:
            continue
        if isinstance(name, str):
            line = line_of(_child(child, "name") or _child(child, "property") or child)
            yield Part(name.lstrip("#"), value, line, static, _type(child), decorators)


def _binary(node: Node) -> Expression:
    operator = _child(node, "operator")
    left, right = _field(node, "left"), _field(node, "right")
    match operator.type if operator is not None else "":
        case "||" | "??":
            return Either((left, right))
        case "&&":
            return right
        case "+":
            return Join(
                (
                    left if left is not None else Unresolved(short_text(_child(node, "left"))),
                    right if right is not None else Unresolved(short_text(_child(node, "right"))),
                )
            )
    return None


def _ternary(node: Node) -> Expression:
    return Either((_field(node, "consequence"), _field(node, "alternative")))


def _inner(node: Node) -> Expression:
    for child in node.named_children:
        if child.type != "comment":
            return _expression(child)
    return None


def _last(node: Node) -> Expression:
    return _expression(node.named_children[-1]) if node.named_children else None


def _assignment(node: Node) -> Expression:
    return Assign(_pattern(_child(node, "left")), _field(node, "right"))


def _spread(node: Node) -> Expression:
    return Spread(_inner(node))


_EXPRESSIONS: dict[str, Callable[[Node], Expression]] = {
    "identifier": lambda node: Name(text_of(node)),
    "shorthand_property_identifier": lambda node: Name(text_of(node)),
    "meta_property": lambda _: Name("import.meta"),
    "this": lambda _: Name("this"),
    "super": lambda _: Name("super"),
    "string": lambda node: Text(string_of(node)),
    "number": lambda node: Text(text_of(node)),
    "template_string": _template,
    "call_expression": _call,
    "new_expression": _call,
    "member_expression": _member,
    "subscript_expression": lambda node: Item(_field(node, "object"), _field(node, "index")),
    "array": _listing,
    "object": _record,
    "arrow_function": _function,
    "function_expression": _function,
    "function_declaration": _function,
    "generator_function": _function,
    "function": _function,
    "class": _class,
    "class_declaration": _class,
    "parenthesized_expression": _inner,
    "as_expression": _inner,
    "satisfies_expression": _inner,
    "non_null_expression": _inner,
    "instantiation_expression": _inner,
    "type_assertion": _last,
    "await_expression": _inner,
    "binary_expression": _binary,
    "ternary_expression": _ternary,
    "assignment_expression": _assignment,
    "sequence_expression": _last,
    "spread_element": _spread,
    "unary_expression": lambda node: _void(node),
}


def _void(node: Node) -> Expression:
    inner = _field(node, "argument")
    return inner if isinstance(inner, Call) else None


# -- patterns --------------------------------------------------------------------------------------


def _pattern(node: Node | None) -> Pattern:
    if node is None:
        return None
    match node.type:
        case "identifier" | "shorthand_property_identifier_pattern":
            return Name(text_of(node))
        case "object_pattern":
            return _record_pattern(node)
        case "array_pattern":
            return ListPattern(tuple(_pattern(c) for c in node.named_children))
        case "assignment_pattern":
            return _pattern(_child(node, "left"))
        case "member_expression" | "subscript_expression" | "parenthesized_expression":
            value = _expression(node)
            return value if isinstance(value, (Member, Item)) else None
        case "lexical_declaration" | "variable_declaration":
            return _pattern(node.named_children[-1]) if node.named_children else None
        case "variable_declarator":
            return _pattern(_child(node, "name"))
    return None


def _record_pattern(node: Node) -> RecordPattern:
    entries: list[tuple[str, Pattern, Expression]] = []
    rest = ""
    for child in node.named_children:
        if child.type == "shorthand_property_identifier_pattern":
            entries.append((text_of(child), Name(text_of(child)), None))
        elif child.type == "object_assignment_pattern":
            left = _child(child, "left")
            if left is not None:
                entries.append((text_of(left), _pattern(left), _field(child, "right")))
        elif child.type == "pair_pattern":
            key, value = _key(_child(child, "key")), _child(child, "value")
            default = None
            if value is not None and value.type == "assignment_pattern":
                default = _field(value, "right")
            if isinstance(key, str):
                entries.append((key, _pattern(value), default))
        elif child.type == "rest_pattern" and child.named_children:
            rest = text_of(child.named_children[0])
    return RecordPattern(tuple(entries), rest)
