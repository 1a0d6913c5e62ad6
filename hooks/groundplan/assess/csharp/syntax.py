"""C#'s syntax as code: classes with their attributes, top-level statements as `main`, extensions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from groundplan.assess.code import (
    Call,
    Class,
    Code,
    Either,
    Function,
    Let,
    Listing,
    Loop,
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

_TYPES = (
    "class_declaration",
    "interface_declaration",
    "record_declaration",
    "struct_declaration",
    "enum_declaration",
)
_NAMESPACES = ("namespace_declaration", "file_scoped_namespace_declaration")


def read_csharp(file: File) -> Code | None:
    """Return what a C# file declares; its top-level statements are a function `main`."""
    lowering = _CSharp()
    root = file.tree("csharp").root_node
    body = lowering.members(root)
    main = tuple(one for child in root.named_children for one in lowering.top(child))
    if main:
        body.append(Let(Name("main"), Function("main", (), main, 1)))
    return Code(file.path, tuple(body), lowering.package, lowering.imports)


class _CSharp(Lowering):
    def __init__(self) -> None:
        self.package = ""
        self.imports: dict[str, str] = {}

    def members(self, node: Node) -> list[Statement]:
        """Return the types of a file or a namespace."""
        found: list[Statement] = []
        for child in node.named_children:
            if child.type == "using_directive":
                self.using(child)
            elif child.type in _NAMESPACES:
                self.package = self.package or name_of(child)
                found += self.members(child)
            elif child.type == "declaration_list":
                found += self.members(child)
            elif child.type in _TYPES:
                of = self.type(child)
                found.append(Let(Name(of.name), of))
        return found

    def using(self, node: Node) -> None:
        alias = node.child_by_field_name("name")
        source = text_of(node.named_children[-1])
        if alias is not None:
            self.imports[text_of(alias)] = source

    def top(self, node: Node) -> Iterable[Statement]:
        """Return a top-level statement's own."""
        if node.type == "global_statement" and node.named_children:
            return self.statement(node.named_children[0])
        return ()

    # -- classes -----------------------------------------------------------------------------------

    def type(self, node: Node) -> Class:
        """Return a class, an interface, a record or a struct."""
        inside = node.child_by_field_name("body")
        members = inside.named_children if inside is not None else []
        parts = [part for child in members for part in self.parts(child)]
        listed = next((one for one in node.named_children if one.type == "base_list"), None)
        bases = [
            _type_name(one)
            for one in (listed.named_children if listed is not None else ())
            if one.type != "argument_list"
        ]
        words = _modifiers(node)
        return Class(
            name_of(node),
            tuple(bases),
            tuple(parts),
            line_of(node),
            tuple(self.attributes(node)),
            "abstract" in words or node.type == "interface_declaration",
            tuple(self.fields(members)),
        )

    def fields(self, members: list[Node]) -> Iterator[tuple[str, str]]:
        for child in members:
            kind = child.child_by_field_name("type")
            if child.type == "property_declaration" and kind is not None:
                yield name_of(child), text_of(kind)

    def attributes(self, node: Node) -> Iterator[Expression]:
        for listed in node.named_children:
            for one in listed.named_children if listed.type == "attribute_list" else ():
                if one.type != "attribute":
                    continue
                given = next(
                    (x for x in one.named_children if x.type == "attribute_argument_list"), None
                )
                arguments = [self.argument(x) for x in (given.named_children if given else ())]
                name = name_of(one).rpartition(".")[2].removesuffix("Attribute")
                yield self.annotation(one, Name(name), arguments)

    def argument(self, node: Node) -> Expression:
        name = node.child_by_field_name("name")
        value = self.expression(node.named_children[-1]) if node.named_children else None
        return Named(text_of(name), value) if name is not None else value

    def parts(self, node: Node) -> Iterator[Part]:
        if node.type in _TYPES:
            of = self.type(node)
            yield Part(of.name, of, of.line, static=True)
        elif node.type in ("method_declaration", "constructor_declaration"):
            made = self.function(node)
            is_static = "static" in _modifiers(node)
            name = "constructor" if node.type == "constructor_declaration" else made.name
            result = made.results[0] if made.results else ""
            yield Part(name, made, made.line, is_static, result, made.decorators)
        elif node.type == "field_declaration":
            words = _modifiers(node)
            for declared in node.named_children:
                for one in (
                    declared.named_children if declared.type == "variable_declaration" else ()
                ):
                    if one.type == "variable_declarator":
                        value = (
                            self.expression(one.named_children[-1])
                            if one.named_children[1:]
                            else None
                        )
                        yield Part(
                            name_of(one), value, line_of(one), bool(words & {"static", "const"})
                        )
        elif node.type == "property_declaration":
            value = self.expression(node.child_by_field_name("value"))
            kind = node.child_by_field_name("type")
            text = text_of(kind) if kind is not None else ""
            yield Part(name_of(node), value, line_of(node), "static" in _modifiers(node), text)

    def function(self, node: Node) -> Function:
        listed = node.child_by_field_name("parameters")
        result = node.child_by_field_name("returns")
        given = [
            one
            for one in (listed.named_children if listed is not None else ())
            if one.type == "parameter"
        ]
        extends = ""
        if given and "this" in _modifiers(given[0]):
            kind = given[0].child_by_field_name("type")
            extends = text_of(kind) if kind is not None else ""
        return Function(
            name_of(node),
            tuple(self.parameter(one) for one in given),
            self.function_body(node.child_by_field_name("body")),
            line_of(node),
            results=(text_of(result),) if result is not None else (),
            receiver=extends,
            decorators=tuple(self.attributes(node)),
        )

    def parameter(self, node: Node) -> Parameter:
        kind = node.child_by_field_name("type")
        return Parameter(Name(name_of(node)), text_of(kind) if kind is not None else "")

    def function_body(self, node: Node | None) -> tuple[Statement, ...]:
        if node is None:
            return ()
        if node.type == "block":
            return self.body(node)
        inside = node.named_children[0] if node.type == "arrow_expression_clause" else node
        return (Return(self.expression(inside)),)

    # -- expressions -------------------------------------------------------------------------------

    def name(self, node: Node) -> Expression:
        return Name(text_of(node).lstrip("@"))

    def generic(self, node: Node) -> Expression:
        return Name(text_of(node.named_children[0]))

    def member(self, node: Node) -> Expression:
        of, name = node.child_by_field_name("expression"), node.child_by_field_name("name")
        inside = (
            name.named_children[0] if name is not None and name.type == "generic_name" else name
        )
        return Member(self.expression(of), text_of(inside) if inside is not None else "")

    def qualified(self, node: Node) -> Expression:
        of, name = node.child_by_field_name("qualifier"), node.child_by_field_name("name")
        return Member(self.expression(of), text_of(name) if name is not None else "")

    def invocation(self, node: Node) -> Expression:
        called = node.child_by_field_name("function")
        listed = node.child_by_field_name("arguments")
        given = [
            self.argument(one)
            for one in (listed.named_children if listed is not None else ())
            if one.type == "argument"
        ]
        at = called.child_by_field_name("name") if called is not None else None
        if called is not None and text_of(called) == "nameof" and given:
            return Text(text_of(listed)[1:-1].rpartition(".")[2]) if listed is not None else None
        return self.call(node, self.expression(called), given, at)

    def creation(self, node: Node) -> Expression:
        listed = node.child_by_field_name("arguments")
        given = [
            self.argument(one) for one in (listed.named_children if listed is not None else ())
        ]
        return Call(
            _type_name(node.child_by_field_name("type")), tuple(given), line_of(node), new=True
        )

    def listing(self, node: Node) -> Expression:
        inside = next((x for x in node.named_children if x.type == "initializer_expression"), node)
        return Listing(tuple(self.expression(one) for one in inside.named_children))

    def closure(self, node: Node) -> Expression:
        listed = node.child_by_field_name("parameters")
        names: list[str] = []
        if listed is not None:
            is_list = listed.type == "parameter_list"
            names = (
                [name_of(one) for one in listed.named_children] if is_list else [text_of(listed)]
            )
        body = self.function_body(node.child_by_field_name("body"))
        parameters = tuple(Parameter(Name(name)) for name in names)
        return Function("", parameters, body, line_of(node), arrow=True)

    def verbatim(self, node: Node) -> Expression:
        return Text(text_of(node).lstrip("@$").strip('"').strip())

    def binary(self, node: Node) -> Expression:
        operator = node.child_by_field_name("operator")
        if operator is not None and text_of(operator) == "??":
            return Either(tuple(self.expression(one) for one in node.named_children))
        return self.sum(node)

    # -- statements --------------------------------------------------------------------------------

    def local(self, node: Node) -> Iterator[Statement]:
        for declared in node.named_children:
            for one in declared.named_children if declared.type == "variable_declaration" else ():
                if one.type == "variable_declarator" and one.named_children[1:]:
                    yield Let(Name(name_of(one)), self.expression(one.named_children[-1]))

    def local_function(self, node: Node) -> Iterator[Statement]:
        yield from self.declared(self.function(node))

    def loop(self, node: Node) -> Iterator[Statement]:
        item, over = node.child_by_field_name("left"), node.child_by_field_name("right")
        body = node.child_by_field_name("body")
        name = Name(text_of(item) if item is not None else "_")
        yield Loop(name, self.expression(over), self.body(body))

    expressions: ClassVar[dict[str, Callable[..., Expression]]] = {
        "identifier": name,
        "this": name,
        "generic_name": generic,
        "qualified_name": qualified,
        "member_access_expression": member,
        "invocation_expression": invocation,
        "object_creation_expression": creation,
        "array_creation_expression": listing,
        "implicit_array_creation_expression": listing,
        "collection_expression": listing,
        "initializer_expression": listing,
        "lambda_expression": closure,
        "anonymous_method_expression": closure,
        "string_literal": Lowering.text,
        "interpolated_string_expression": Lowering.text,
        "verbatim_string_literal": verbatim,
        "raw_string_literal": verbatim,
        "binary_expression": binary,
        "parenthesized_expression": Lowering.inner,
        "await_expression": Lowering.inner,
        "postfix_unary_expression": Lowering.inner,
        "cast_expression": Lowering.last,
        "arrow_expression_clause": Lowering.inner,
    }
    statements: ClassVar[dict[str, Callable[..., Iterable[Statement]]]] = {
        "local_declaration_statement": local,
        "local_function_statement": local_function,
        "expression_statement": Lowering.done,
        "return_statement": Lowering.returned,
        "foreach_statement": loop,
        "block": Lowering.nested,
        "if_statement": Lowering.nested,
        "else_clause": Lowering.nested,
        "using_statement": Lowering.nested,
        "try_statement": Lowering.nested,
    }


def _type_name(node: Node | None) -> Expression:
    if node is None:
        return None
    text = text_of(node).partition("<")[0].partition("(")[0]
    return Name(text.rpartition(".")[2])


def _modifiers(node: Node) -> set[str]:
    return {text_of(one) for one in node.named_children if one.type == "modifier"}
