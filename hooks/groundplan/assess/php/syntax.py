"""PHP's syntax as code: classes with their attributes, calls, closures, required files."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from groundplan.assess.code import (
    Call,
    Class,
    Code,
    Either,
    Function,
    Item,
    Listing,
    Loop,
    Member,
    Name,
    Named,
    Parameter,
    Part,
    Record,
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

_TYPES = ("class_declaration", "interface_declaration", "trait_declaration", "enum_declaration")


def read_php(file: File) -> Code | None:
    """Return what a PHP file declares, and what it does when it is required."""
    lowering = _Php(file.folder)
    body = lowering.body(file.tree("php").root_node)
    return Code(file.path, body, lowering.package, lowering.imports)


class _Php(Lowering):
    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.package = ""
        self.imports: dict[str, str] = {}

    # -- classes -----------------------------------------------------------------------------------

    def type(self, node: Node) -> Class:
        """Return a class, an interface, a trait or an enum."""
        inside = node.child_by_field_name("body")
        members = inside.named_children if inside is not None else []
        parts = [part for child in members for part in self.parts(child)]
        return Class(
            name_of(node),
            tuple(self.bases(node, members)),
            tuple(parts),
            line_of(node),
            tuple(self.attributes(node)),
            node.type == "interface_declaration"
            or any(one.type == "abstract_modifier" for one in node.named_children),
        )

    def bases(self, node: Node, members: list[Node]) -> Iterator[Expression]:
        for child in node.named_children:
            if child.type in ("base_clause", "class_interface_clause"):
                for one in child.named_children:
                    yield self.name(one)
        for child in members:  # traits
            if child.type == "use_declaration":
                for one in child.named_children:
                    if one.type in ("name", "qualified_name"):
                        yield self.name(one)

    def attributes(self, node: Node) -> Iterator[Expression]:
        listed = node.child_by_field_name("attributes")
        groups = listed.named_children if listed is not None else []
        for one in (inner for group in groups for inner in group.named_children):
            if one.named_children:
                given = self.arguments(one.child_by_field_name("parameters"))
                yield self.annotation(one, self.name(one.named_children[0]), given)

    def parts(self, node: Node) -> Iterator[Part]:
        if node.type == "method_declaration":
            made = self.function(node)
            is_static = any(one.type == "static_modifier" for one in node.named_children)
            result = made.results[0] if made.results else ""
            yield Part(made.name, made, made.line, is_static, result, made.decorators)
        elif node.type == "const_declaration":
            for one in node.named_children:
                if one.type == "const_element":
                    name, given = one.named_children[0], one.named_children[-1]
                    yield Part(text_of(name), self.expression(given), line_of(one), static=True)
        elif node.type == "property_declaration":
            for one in node.named_children:
                if one.type == "property_element":
                    value = self.expression(one.child_by_field_name("default_value"))
                    yield Part(name_of(one).lstrip("$"), value, line_of(one))
        elif node.type == "enum_case":
            case = node.child_by_field_name("value")
            made_of = {"value": self.expression(case), "name": Text(name_of(node))}
            record = Record(tuple(made_of.items()))
            yield Part(name_of(node), record, line_of(node), static=True)

    def function(self, node: Node) -> Function:
        result = node.child_by_field_name("return_type")
        return Function(
            name_of(node),
            self.parameters(node),
            self.function_body(node.child_by_field_name("body")),
            line_of(node),
            results=(text_of(result),) if result is not None else (),
            decorators=tuple(self.attributes(node)),
        )

    def parameters(self, node: Node) -> tuple[Parameter, ...]:
        listed = node.child_by_field_name("parameters")
        found = []
        for one in listed.named_children if listed is not None else ():
            kind = one.child_by_field_name("type")
            value = one.child_by_field_name("default_value")
            text = text_of(kind).rpartition("\\")[2] if kind is not None else ""
            found.append(Parameter(Name(name_of(one)), text, self.expression(value)))
        return tuple(found)

    def function_body(self, node: Node | None) -> tuple[Statement, ...]:
        if node is None:
            return ()
        if node.type == "compound_statement":
            return self.body(node)
        return (Return(self.expression(node)),)

    # -- expressions -------------------------------------------------------------------------------

    def name(self, node: Node) -> Expression:
        text = text_of(node)
        if text == "__DIR__":
            return Text(f"/{self.folder}")
        return Name(text.rpartition("\\")[2])

    def variable(self, node: Node) -> Expression:
        text = text_of(node)
        return Name("this" if text == "$this" else text)

    def arguments(self, node: Node | None) -> Iterator[Expression]:
        for one in node.named_children if node is not None else ():
            if one.type != "argument" or not one.named_children:
                continue
            value = self.expression(one.named_children[-1])
            name = one.child_by_field_name("name")
            yield Named(text_of(name), value) if name is not None else value

    def invocation(self, node: Node) -> Expression:
        called = node.child_by_field_name("function")
        given = self.arguments(node.child_by_field_name("arguments"))
        return self.call(node, self.expression(called), given)

    def method_call(self, node: Node) -> Expression:
        of = node.child_by_field_name("object") or node.child_by_field_name("scope")
        name = node.child_by_field_name("name")
        given = self.arguments(node.child_by_field_name("arguments"))
        text = text_of(name) if name is not None else ""
        return self.call(node, Member(self.expression(of), text), given, name)

    def creation(self, node: Node) -> Expression:
        given = next((one for one in node.named_children if one.type == "arguments"), None)
        return Call(
            self.expression(node.named_children[0]),
            tuple(self.arguments(given)),
            line_of(node),
            new=True,
        )

    def constant(self, node: Node) -> Expression:
        of, name = node.named_children[0], text_of(node.named_children[-1])
        return self.expression(of) if name == "class" else Member(self.expression(of), name)

    def member(self, node: Node) -> Expression:
        of = node.child_by_field_name("object") or node.named_children[0]
        return Member(self.expression(of), text_of(node.named_children[-1]).lstrip("$"))

    def array(self, node: Node) -> Expression:
        items: list[Expression] = []
        entries: list[tuple[str | Expression, Expression]] = []
        for one in node.named_children:
            if one.type != "array_element_initializer":
                continue
            values = [self.expression(child) for child in one.named_children]
            if len(values) == 2:
                entries.append((values[0], values[1]))
            elif values:
                items.append(values[0])
        if not entries:
            return Listing(tuple(items))
        return Record((*entries, *((str(n), item) for n, item in enumerate(items))))

    def subscript(self, node: Node) -> Expression:
        inside = node.named_children
        return Item(self.expression(inside[0]), self.expression(inside[-1]) if inside[1:] else None)

    def closure(self, node: Node) -> Expression:
        body = self.function_body(node.child_by_field_name("body"))
        return Function("", self.parameters(node), body, line_of(node), arrow=True)

    def binary(self, node: Node) -> Expression:
        operator = node.child_by_field_name("operator")
        sides = [self.expression(node.child_by_field_name(side)) for side in ("left", "right")]
        if operator is not None and text_of(operator) in ("??", "||", "or"):
            return Either(tuple(sides))
        return self.sum(node)

    def choice(self, node: Node) -> Expression:
        sides = [node.child_by_field_name("body"), node.child_by_field_name("alternative")]
        return Either(tuple(self.expression(one) for one in sides if one is not None))

    def required(self, node: Node) -> Expression:
        return Call(Name("require"), (self.last(node),), line_of(node))

    # -- statements --------------------------------------------------------------------------------

    def namespace(self, node: Node) -> Iterator[Statement]:
        self.package = name_of(node)
        inside = node.child_by_field_name("body")
        if inside is not None:
            yield from self.body(inside)

    def used(self, node: Node) -> Iterator[Statement]:
        head = next((one for one in node.named_children if one.type == "namespace_name"), None)
        group = next(
            (one for one in node.named_children if one.type == "namespace_use_group"), node
        )
        start = f"{text_of(head)}\\" if head is not None else ""
        for one in group.named_children:
            if one.type == "namespace_use_clause":
                alias = one.child_by_field_name("alias")
                source = start + text_of(one.named_children[0])
                name = text_of(alias) if alias is not None else source.rpartition("\\")[2]
                self.imports[name] = source.lstrip("\\")
        yield from ()

    def declared_type(self, node: Node) -> Iterator[Statement]:
        yield from self.declared(self.type(node))

    def declared_function(self, node: Node) -> Iterator[Statement]:
        yield from self.declared(self.function(node))

    def loop(self, node: Node) -> Iterator[Statement]:
        inside = node.named_children
        body = node.child_by_field_name("body")
        over, item = self.expression(inside[0]), inside[1]
        keyed = item.type == "pair"
        value = self.expression(item.named_children[-1] if keyed else item)
        if isinstance(value, Name):
            statements = self.body(body) if body is not None else ()
            yield Loop(value, over, statements)

    expressions: ClassVar[dict[str, Callable[..., Expression]]] = {
        "name": name,
        "qualified_name": name,
        "relative_scope": name,
        "variable_name": variable,
        "string": Lowering.text,
        "encapsed_string": Lowering.text,
        "array_creation_expression": array,
        "anonymous_function": closure,
        "arrow_function": closure,
        "function_call_expression": invocation,
        "member_call_expression": method_call,
        "nullsafe_member_call_expression": method_call,
        "scoped_call_expression": method_call,
        "object_creation_expression": creation,
        "class_constant_access_expression": constant,
        "scoped_property_access_expression": member,
        "member_access_expression": member,
        "subscript_expression": subscript,
        "binary_expression": binary,
        "conditional_expression": choice,
        "parenthesized_expression": Lowering.inner,
        "cast_expression": Lowering.last,
        "require_expression": required,
        "require_once_expression": required,
        "include_expression": required,
        "include_once_expression": required,
    }
    statements: ClassVar[dict[str, Callable[..., Iterable[Statement]]]] = {
        "namespace_definition": namespace,
        "namespace_use_declaration": used,
        **dict.fromkeys(_TYPES, declared_type),
        "function_definition": declared_function,
        "expression_statement": Lowering.done,
        "return_statement": Lowering.returned,
        "foreach_statement": loop,
        "compound_statement": Lowering.nested,
        "if_statement": Lowering.nested,
        "else_clause": Lowering.nested,
        "else_if_clause": Lowering.nested,
        "try_statement": Lowering.nested,
        "colon_block": Lowering.nested,
    }
