"""Java's syntax as code: classes with their annotations, constants and methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from groundplan.assess.code import (
    Call,
    Class,
    Code,
    Do,
    Function,
    Let,
    Listing,
    Member,
    Name,
    Named,
    Parameter,
    Part,
    Return,
    Text,
)
from groundplan.assess.grammars import line_of, name_of, text_of
from groundplan.assess.lowering import Lowering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tree_sitter import Node

    from groundplan.assess.checkout import File
    from groundplan.assess.code import Expression, Statement

_TYPES = ("class_declaration", "interface_declaration", "record_declaration", "enum_declaration")
_FIELDS = ("field_declaration", "constant_declaration")


def read_java(file: File) -> Code | None:
    """Return what a Java file declares."""
    root = file.tree("java").root_node
    lowering = _Java()
    package, imports = "", dict[str, str]()
    body: list[Statement] = []
    for node in root.named_children:
        if node.type == "package_declaration":
            package = text_of(node.named_children[-1])
        elif node.type == "import_declaration":
            source = text_of(next(one for one in node.named_children))
            star = any(one.type == "asterisk" for one in node.named_children)
            imports[f"*{len(imports)}" if star else source.rpartition(".")[2]] = source
        elif node.type in _TYPES:
            of = lowering.type(node)
            body.append(Let(Name(of.name), of))
    return Code(file.path, tuple(body), package, imports)


class _Java(Lowering):
    def type(self, node: Node) -> Class:
        """Return a class, an interface, a record or an enum."""
        inside = node.child_by_field_name("body")
        parts = [part for child in _members(inside) for part in self.parts(child)]
        is_interface = node.type == "interface_declaration"
        return Class(
            name_of(node),
            tuple(self.bases(node)),
            tuple(parts),
            line_of(node),
            tuple(self.annotations(node)),
            is_interface or "abstract" in text_of(node).partition("{")[0].split(),
        )

    def bases(self, node: Node) -> Iterator[Expression]:
        for child in node.named_children:
            if child.type in ("superclass", "super_interfaces", "extends_interfaces"):
                for one in child.named_children:
                    for base in one.named_children if one.type == "type_list" else (one,):
                        yield type_name(base)

    def annotations(self, node: Node) -> Iterator[Expression]:
        modifiers = next((one for one in node.named_children if one.type == "modifiers"), None)
        for one in modifiers.named_children if modifiers is not None else ():
            if one.type in ("annotation", "marker_annotation"):
                name = one.child_by_field_name("name")
                given = one.child_by_field_name("arguments")
                arguments = [self.argument(item) for item in _items(given)]
                yield self.annotation(one, self.expression(name), arguments)

    def argument(self, node: Node) -> Expression:
        if node.type == "element_value_pair":
            key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
            return Named(text_of(key) if key is not None else "", self.expression(value))
        return self.expression(node)

    def parts(self, node: Node) -> Iterator[Part]:
        if node.type in _TYPES:
            of = self.type(node)
            yield Part(of.name, of, of.line, static=True)
        elif node.type == "method_declaration":
            yield self.method(node)
        elif node.type in _FIELDS:
            kind = node.child_by_field_name("type")
            annotations = tuple(self.annotations(node))
            is_static = "static" in _modifiers(node) or node.type == "constant_declaration"
            for one in node.children_by_field_name("declarator"):
                value = self.expression(one.child_by_field_name("value"))
                text = text_of(kind) if kind is not None else ""
                yield Part(name_of(one), value, line_of(one), is_static, text, annotations)
        elif node.type == "enum_constant":
            yield Part(name_of(node), Text(name_of(node)), line_of(node), static=True)

    def method(self, node: Node) -> Part:
        annotations = tuple(self.annotations(node))
        result = node.child_by_field_name("type")
        text = text_of(result) if result is not None else ""
        parameters = node.child_by_field_name("parameters")
        function = Function(
            name_of(node),
            tuple(self.parameter(one) for one in _items(parameters)),
            self.body(node.child_by_field_name("body")),
            line_of(node),
            results=(text,),
            decorators=annotations,
        )
        is_static = "static" in _modifiers(node)
        return Part(name_of(node), function, line_of(node), is_static, text, annotations)

    def parameter(self, node: Node) -> Parameter:
        kind = node.child_by_field_name("type")
        return Parameter(Name(name_of(node)), text_of(kind) if kind is not None else "")

    # -- expressions -------------------------------------------------------------------------------

    def field(self, node: Node) -> Expression:
        of, name = node.child_by_field_name("object"), node.child_by_field_name("field")
        return Member(self.expression(of), text_of(name) if name is not None else "")

    def scoped(self, node: Node) -> Expression:
        of, name = node.child_by_field_name("scope"), node.child_by_field_name("name")
        return Member(self.expression(of), text_of(name) if name is not None else "")

    def invocation(self, node: Node) -> Expression:
        of, name = node.child_by_field_name("object"), node.child_by_field_name("name")
        arguments = [self.expression(one) for one in _items(node.child_by_field_name("arguments"))]
        text = text_of(name) if name is not None else ""
        called = Name(text) if of is None else Member(self.expression(of), text)
        return self.call(node, called, arguments, name)

    def creation(self, node: Node) -> Expression:
        of = node.child_by_field_name("type")
        arguments = [self.expression(one) for one in _items(node.child_by_field_name("arguments"))]
        return Call(type_name(of), tuple(arguments), line_of(node), new=True)

    def listing(self, node: Node) -> Expression:
        return Listing(tuple(self.expression(one) for one in node.named_children))

    def closure(self, node: Node) -> Expression:
        given = node.child_by_field_name("parameters")
        names = [given] if given is not None and given.type == "identifier" else _items(given)
        inside = node.child_by_field_name("body")
        body: tuple[Statement, ...] = ()
        if inside is not None:
            is_block = inside.type == "block"
            body = self.body(inside) if is_block else (Return(self.expression(inside)),)
        parameters = tuple(Parameter(Name(name_of(one) or text_of(one))) for one in names)
        return Function("", parameters, body, line_of(node), arrow=True)

    def name(self, node: Node) -> Expression:
        return Name(text_of(node))

    # -- statements --------------------------------------------------------------------------------

    def local(self, node: Node) -> Iterator[Statement]:
        for one in node.children_by_field_name("declarator"):
            yield Let(Name(name_of(one)), self.expression(one.child_by_field_name("value")))

    def done(self, node: Node) -> Iterator[Statement]:
        yield Do(self.inner(node))

    expressions: ClassVar[dict[str, Callable[..., Expression]]] = {
        "identifier": name,
        "type_identifier": name,
        "scoped_identifier": scoped,
        "field_access": field,
        "string_literal": Lowering.text,
        "binary_expression": Lowering.sum,
        "parenthesized_expression": Lowering.inner,
        "element_value_array_initializer": listing,
        "array_initializer": listing,
        "method_invocation": invocation,
        "object_creation_expression": creation,
        "lambda_expression": closure,
        "cast_expression": Lowering.last,
    }
    statements: ClassVar[dict[str, Callable[..., Iterable[Statement]]]] = {
        "local_variable_declaration": local,
        "return_statement": Lowering.returned,
        "expression_statement": done,
        "block": Lowering.nested,
        "if_statement": Lowering.nested,
        "try_statement": Lowering.nested,
    }


def type_name(node: Node | None) -> Expression:
    """Return a type's name without what it is generic over."""
    while node is not None and node.type == "generic_type":
        node = node.named_children[0]
    return Name(text_of(node).rpartition(".")[2]) if node is not None else None


def _members(body: Node | None) -> Iterator[Node]:
    for child in body.named_children if body is not None else ():
        if child.type == "enum_body_declarations":
            yield from child.named_children
        else:
            yield child


def _items(node: Node | None) -> list[Node]:
    found = node.named_children if node is not None else []
    return [one for one in found if "comment" not in one.type]


def _modifiers(node: Node) -> str:
    return next((text_of(one) for one in node.named_children if one.type == "modifiers"), "")
