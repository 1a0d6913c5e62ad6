"""Kotlin's syntax as code: classes with their annotations, functions, blocks as trailing lambdas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from groundplan.assess.code import (
    Call,
    Class,
    Code,
    Do,
    Function,
    Item,
    Join,
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
from groundplan.assess.grammars import line_of, name_of, parser, text_of
from groundplan.assess.lowering import Lowering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tree_sitter import Node

    from groundplan.assess.checkout import File
    from groundplan.assess.code import Expression, Statement

_TYPED = re.compile(r"^([ \t]*(?:get|post|put|delete|patch|head|options))<([\w.]+)>\s*\{", re.M)
_POSITIONAL = re.compile(r"^([ \t]*(?:@[\w.]+\s+)*@[\w.]+)\((?=[\"\[$A-Z])(?!\w+\s*=[^=])", re.M)
_TYPES = ("class_declaration", "object_declaration", "companion_object")
_TYPE_NODES = ("user_type", "nullable_type")


def read_kotlin(file: File) -> Code | None:
    """Return what a Kotlin file declares."""
    root = parser("kotlin").parse(_plain(file.text).encode()).root_node
    lowering = _Kotlin()
    package, imports = "", dict[str, str]()
    body: list[Statement] = []
    for node in root.named_children:
        if node.type == "package_header":
            package = text_of(node.named_children[-1])
        elif node.type == "import":
            words = text_of(node).removeprefix("import ").split()
            source = words[0]
            name = words[-1].rpartition(".")[2] if len(words) > 1 else source.rpartition(".")[2]
            key = f"*{len(imports)}" if name == "*" else name
            imports[key] = source.removesuffix(".*")
        else:
            body += lowering.statement(node)
    return Code(file.path, tuple(body), package, imports)


def _plain(text: str) -> str:
    """Return the source, line by line as it was, without two forms that the grammar takes for others.

    `get<Articles> { ... }` is two comparisons to it, and `@Path("/x")` before a class a value in
    parentheses.
    """
    text = _TYPED.sub(r"\1(type = \2) {", text)
    return _POSITIONAL.sub(r"\1(value = ", text)


class _Kotlin(Lowering):
    def type(self, node: Node) -> Class:
        """Return a class, an interface or an object."""
        inside = _child(node, "class_body") or _child(node, "enum_class_body")
        is_object = node.type != "class_declaration"
        parts = [
            part
            for child in (inside.named_children if inside is not None else ())
            for part in self.parts(child, is_object)
        ]
        parts += [part for part in self.kept(node) if part.name not in {one.name for one in parts}]
        words = text_of(node).partition("{")[0].split()
        return Class(
            name_of(node) or "Companion",
            tuple(self.bases(node)),
            tuple(parts),
            line_of(node),
            tuple(self.annotations(node)),
            "abstract" in words or "interface" in words,
        )

    def kept(self, node: Node) -> Iterator[Part]:
        """Yield the fields that the parameters of the constructor are."""
        constructor = _child(node, "primary_constructor")
        listed = _child(constructor, "class_parameters") if constructor is not None else None
        for one in listed.named_children if listed is not None else ():
            if one.type == "class_parameter":
                name, kind = _child(one, "identifier"), _child(one, *_TYPE_NODES)
                text = text_of(kind) if kind is not None else ""
                value = self.expression(one.named_children[-1]) if "=" in text_of(one) else None
                yield Part(
                    text_of(name) if name is not None else "",
                    value,
                    line_of(one),
                    type=text,
                    decorators=tuple(self.annotations(one)),
                )

    def bases(self, node: Node) -> Iterator[Expression]:
        listed = _child(node, "delegation_specifiers")
        for one in listed.named_children if listed is not None else ():
            inside = one.named_children[0] if one.named_children else one
            if inside.type in ("constructor_invocation", "explicit_delegation"):
                inside = inside.named_children[0]
            yield Name(_bare(inside))

    def annotations(self, node: Node) -> Iterator[Expression]:
        for modifiers in node.named_children:
            for one in modifiers.named_children if modifiers.type == "modifiers" else ():
                if one.type != "annotation":
                    continue
                inside = one.named_children[-1]
                given: list[Expression] = []
                if inside.type == "constructor_invocation":
                    given = list(self.arguments(_child(inside, "value_arguments")))
                    inside = inside.named_children[0]
                yield self.annotation(one, Name(_bare(inside)), given)

    def parts(self, node: Node, is_static: bool) -> Iterator[Part]:
        if node.type == "companion_object":
            yield from self.type(node).parts
        elif node.type in _TYPES:
            of = self.type(node)
            yield Part(of.name, of, of.line, static=True)
        elif node.type == "function_declaration":
            made = self.function(node)
            annotations = tuple(self.annotations(node))
            result = made.results[0] if made.results else ""
            yield Part(made.name, made, made.line, is_static, result, annotations)
        elif node.type == "property_declaration":
            name, kind, value = self.property(node)
            annotations = tuple(self.annotations(node))
            yield Part(name, value, line_of(node), is_static, kind, annotations)

    def property(self, node: Node) -> tuple[str, str, Expression]:
        variable = _child(node, "variable_declaration")
        name = _child(variable, "identifier") if variable is not None else None
        kind = _child(variable, *_TYPE_NODES) if variable is not None else None
        value = node.named_children[-1]
        is_value = value is not variable and value.type not in ("getter", "setter", "modifiers")
        return (
            text_of(name) if name is not None else "",
            text_of(kind) if kind is not None else "",
            self.expression(value) if is_value else None,
        )

    def function(self, node: Node) -> Function:
        children = node.named_children
        at = next(
            (n for n, one in enumerate(children) if one == node.child_by_field_name("name")), 0
        )
        receiver = next((one for one in children[:at] if one.type in _TYPE_NODES), None)
        name, extended = name_of(node), text_of(receiver) if receiver is not None else ""
        if not name:  # the grammar took `Route.users` for a type
            extended, _, name = extended.rpartition(".")
        result = next((one for one in children[at:] if one.type in _TYPE_NODES), None)
        listed = _child(node, "function_value_parameters")
        return Function(
            name,
            tuple(
                self.parameter(one)
                for one in (listed.named_children if listed is not None else ())
                if one.type == "parameter"
            ),
            self.function_body(_child(node, "function_body")),
            line_of(node),
            results=(text_of(result),) if result is not None else (),
            receiver=extended.partition("<")[0].rpartition(".")[2],
            decorators=tuple(self.annotations(node)),
        )

    def function_body(self, node: Node | None) -> tuple[Statement, ...]:
        if node is None or not node.named_children:
            return ()
        inside = node.named_children[0]
        return self.body(inside) if inside.type == "block" else (Return(self.expression(inside)),)

    def parameter(self, node: Node) -> Parameter:
        name, kind = _child(node, "identifier"), _child(node, *_TYPE_NODES)
        text = text_of(kind) if kind is not None else ""
        return Parameter(Name(text_of(name) if name is not None else ""), text)

    # -- expressions -------------------------------------------------------------------------------

    def arguments(self, node: Node | None) -> Iterator[Expression]:
        for one in node.named_children if node is not None else ():
            if one.type != "value_argument":
                continue
            inside = one.named_children
            if len(inside) > 1 and any(child.type == "=" for child in one.children):
                yield Named(text_of(inside[0]), self.expression(inside[-1]))
            elif inside:
                yield self.expression(inside[-1])

    def invocation(self, node: Node) -> Expression:
        called = node.named_children[0]
        arguments: list[Expression] = []
        for one in node.named_children[1:]:
            if one.type == "value_arguments":
                arguments += self.arguments(one)
            elif one.type == "annotated_lambda":
                arguments.append(self.last(one))
        # `get("/x") { ... }`: the block is one more argument of the call before it.
        made = self.expression(called)
        if called.type == "call_expression" and isinstance(made, Call):
            return self.call(node, made.function, (*made.arguments, *arguments))
        return self.call(node, made, arguments)

    def member(self, node: Node) -> Expression:
        return Member(self.expression(node.named_children[0]), text_of(node.named_children[-1]))

    def item(self, node: Node) -> Expression:
        return Item(
            self.expression(node.named_children[0]), self.expression(node.named_children[-1])
        )

    def listing(self, node: Node) -> Expression:
        return Listing(tuple(self.expression(one) for one in node.named_children))

    def closure(self, node: Node) -> Expression:
        listed = _child(node, "lambda_parameters")
        names = [text_of(one) for one in listed.named_children] if listed is not None else []
        inside = [one for one in node.named_children if one.type != "lambda_parameters"]
        body = [one for child in inside for one in self.statement(child)]
        parameters = tuple(Parameter(Name(name.partition(":")[0].strip())) for name in names)
        return Function("", parameters, tuple(body), line_of(node))

    def string(self, node: Node) -> Expression:
        """Return a string; `$name` is two pieces of plain content to the grammar."""
        made = self.text(node)
        contents = [text_of(one) for one in node.named_children if one.type == "string_content"]
        if "$" not in contents:
            return made
        parts: list[Expression] = []
        for one in node.named_children:
            text = text_of(one)
            opened = bool(parts) and isinstance(parts[-1], Text) and parts[-1].value == "$"
            if one.type == "string_content" and opened and (name := re.match(r"\w+", text)):
                parts[-1:] = [Name(name[0]), Text(text[name.end() :])]
            elif one.type == "interpolation":
                parts.append(self.inner(one))
            else:
                parts.append(Text(text.removeprefix("\\")))
        return Join(tuple(parts))

    def reference(self, node: Node) -> Expression:
        """`Application::module`, `::handler`."""
        return Name(text_of(node.named_children[-1])) if node.named_children else None

    def name(self, node: Node) -> Expression:
        return Name(text_of(node).strip("`"))

    # -- statements --------------------------------------------------------------------------------

    def declared_type(self, node: Node) -> Iterator[Statement]:
        yield from self.declared(self.type(node))

    def declared_function(self, node: Node) -> Iterator[Statement]:
        yield from self.declared(self.function(node))

    def declared_property(self, node: Node) -> Iterator[Statement]:
        name, kind, value = self.property(node)
        yield Let(Name(name), value, kind)

    def done(self, node: Node) -> Iterator[Statement]:
        yield Do(self.expression(node))

    expressions: ClassVar[dict[str, Callable[..., Expression]]] = {
        "identifier": name,
        "this_expression": name,
        "navigation_expression": member,
        "call_expression": invocation,
        "indexing_expression": item,
        "string_literal": string,
        "multiline_string_literal": string,
        "binary_expression": Lowering.sum,
        "parenthesized_expression": Lowering.inner,
        "collection_literal": listing,
        "lambda_literal": closure,
        "anonymous_function": closure,
        "callable_reference": reference,
    }
    statements: ClassVar[dict[str, Callable[..., Iterable[Statement]]]] = {
        "class_declaration": declared_type,
        "object_declaration": declared_type,
        "function_declaration": declared_function,
        "property_declaration": declared_property,
        "return_expression": Lowering.returned,
        "call_expression": done,
        "binary_expression": done,
        "navigation_expression": done,
        "string_literal": done,
        "if_expression": Lowering.nested,
        "when_expression": Lowering.nested,
        "when_entry": Lowering.nested,
        "try_expression": Lowering.nested,
        "for_statement": Lowering.nested,
        "control_structure_body": Lowering.nested,
        "block": Lowering.nested,
    }


def _child(node: Node, *types: str) -> Node | None:
    return next((one for one in node.named_children if one.type in types), None)


def _bare(node: Node) -> str:
    return text_of(node).partition("<")[0].rstrip("?").rpartition(".")[2]
