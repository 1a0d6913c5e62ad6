"""Rust's syntax as code: functions with their attributes, impl blocks, modules, paths, macros."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from groundplan.assess.code import (
    Call,
    Class,
    Code,
    Do,
    Either,
    Function,
    Join,
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
    Unresolved,
)
from groundplan.assess.grammars import line_of, name_of, text_of
from groundplan.assess.lowering import Lowering

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tree_sitter import Node

    from groundplan.assess.checkout import File
    from groundplan.assess.code import Expression, Statement

_TEST = re.compile(r"#\[\s*cfg\s*\(\s*(?:all\s*\(\s*)?test\b|#\[\s*(?:\w+::)*(?:test|rstest)\b")
_PATH = re.compile(r"[A-Za-z_]\w*(?:\s*::\s*[A-Za-z_]\w*)*")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def read_rust(file: File) -> Code | None:
    """Return what a Rust file declares, without what is only there for tests."""
    lowering = _Rust()
    body = lowering.items(file.tree("rust").root_node)
    return Code(file.path, tuple(body), "", lowering.imports)


class _Rust(Lowering):
    def __init__(self) -> None:
        self.imports: dict[str, str] = {}

    # -- items -------------------------------------------------------------------------------------

    def items(self, node: Node) -> list[Statement]:
        """Return the items of a file or a module; the methods of one type become one class."""
        found: list[Statement] = []
        impls: dict[str, list[Part]] = {}
        types: dict[str, Class] = {}
        attributes: list[Node] = []
        for child in node.named_children:
            if child.type == "attribute_item":
                attributes.append(child)
                continue
            if "comment" not in child.type:
                texts = [text_of(one) for one in attributes]
                if not any(_TEST.match(text) for text in texts):
                    found += self.item(child, attributes, impls, types)
                attributes = []
        for name in dict.fromkeys([*types, *impls]):
            of = types.get(name) or Class(name, (), (), 0)
            of = Class(
                name,
                of.bases,
                (*of.parts, *impls.get(name, ())),
                of.line,
                of.decorators,
                fields=of.fields,
            )
            found.append(Let(Name(name), of))
        return found

    def item(
        self,
        node: Node,
        attributes: list[Node],
        impls: dict[str, list[Part]],
        types: dict[str, Class],
    ) -> list[Statement]:
        marks = tuple(self.attribute(one) for one in attributes)
        if node.type == "use_declaration":
            self.use(node.child_by_field_name("argument"), "")
        elif node.type == "function_item":
            made = self.function(node, marks)
            return [Let(Name(made.name), made)]
        elif node.type in ("const_item", "static_item"):
            return [Let(Name(name_of(node)), self.expression(node.child_by_field_name("value")))]
        elif node.type == "mod_item" and (inside := node.child_by_field_name("body")) is not None:
            parts = [
                Part(one.pattern.name, one.value, line_of(node), static=True)
                for one in self.items(inside)
                if isinstance(one, Let) and isinstance(one.pattern, Name)
            ]
            return [Let(Name(name_of(node)), Class(name_of(node), (), tuple(parts), line_of(node)))]
        elif node.type in ("struct_item", "enum_item"):
            types[name_of(node)] = self.struct(node, marks)
        elif node.type == "impl_item":
            self.impl(node, impls)
        elif node.type in ("macro_invocation", "expression_statement"):
            inside = node.named_children[0] if node.type == "expression_statement" else node
            if inside.type == "macro_invocation":
                return [Do(self.macro(inside))]
        return []

    def struct(self, node: Node, marks: tuple[Expression, ...]) -> Class:
        listed = node.child_by_field_name("body")
        fields = [
            (name_of(one), text_of(kind))
            for one in (listed.named_children if listed is not None else ())
            if one.type == "field_declaration"
            and (kind := one.child_by_field_name("type")) is not None
        ]
        return Class(name_of(node), (), (), line_of(node), marks, fields=tuple(fields))

    def impl(self, node: Node, impls: dict[str, list[Part]]) -> None:
        of = node.child_by_field_name("type")
        name = text_of(of).partition("<")[0].rpartition("::")[2] if of is not None else ""
        parts = impls.setdefault(name, [])
        attributes: list[Node] = []
        body = node.child_by_field_name("body")
        for child in body.named_children if body is not None else ():
            if child.type == "attribute_item":
                attributes.append(child)
            elif child.type == "function_item":
                made = self.function(child, tuple(self.attribute(one) for one in attributes))
                takes_self = "self_parameter" in [
                    one.type
                    for one in (child.child_by_field_name("parameters") or child).named_children
                ]
                parts.append(
                    Part(made.name, made, made.line, not takes_self, decorators=made.decorators)
                )
                attributes = []
            elif child.type == "const_item":
                value = self.expression(child.child_by_field_name("value"))
                parts.append(Part(name_of(child), value, line_of(child), static=True))
                attributes = []

    def use(self, node: Node | None, above: str) -> None:
        """Note what a `use` makes known: name -> path; `*1` and so on for everything of a module."""
        if node is None:
            return
        if node.type == "use_list":
            for one in node.named_children:
                self.use(one, above)
        elif node.type == "scoped_use_list":
            path = node.child_by_field_name("path")
            inside = f"{above}{text_of(path)}::" if path is not None else above
            self.use(node.child_by_field_name("list"), inside)
        elif node.type == "use_as_clause":
            path, alias = node.child_by_field_name("path"), node.child_by_field_name("alias")
            if path is not None and alias is not None:
                self.imports[text_of(alias)] = above + text_of(path)
        elif node.type == "use_wildcard":
            self.imports[f"*{len(self.imports)}"] = above + text_of(node).removesuffix("::*")
        else:
            text = text_of(node)
            name = text.rpartition("::")[2]
            if name == "self":
                self.imports[above.removesuffix("::").rpartition("::")[2]] = above.removesuffix(
                    "::"
                )
            else:
                self.imports[name] = above + text

    def attribute(self, node: Node) -> Expression:
        """`#[get("/x", format = "json")]` as a call; what is between its brackets is only tokens."""
        inside = node.named_children[0]
        name = text_of(inside.named_children[0]) if inside.named_children else ""
        given = inside.child_by_field_name("arguments")
        text = text_of(given)[1:-1] if given is not None else ""
        arguments: list[Expression] = []
        for part in _split(text):
            key, sign, value = part.partition("=")
            quoted = _STRING.search(value if sign else part)
            made: Expression = (
                Text(quoted[1]) if quoted else Text((value if sign else part).strip())
            )
            if sign and re.fullmatch(r"\s*\w+\s*", key):
                arguments.append(Named(key.strip(), made))
            else:
                arguments.append(made)
        return Call(Name(name.replace(" ", "")), tuple(arguments), line_of(node))

    def function(self, node: Node, marks: tuple[Expression, ...]) -> Function:
        listed = node.child_by_field_name("parameters")
        result = node.child_by_field_name("return_type")
        parameters = [
            Parameter(Name("self")) if one.type == "self_parameter" else self.parameter(one)
            for one in (listed.named_children if listed is not None else ())
            if one.type in ("parameter", "self_parameter")
        ]
        return Function(
            name_of(node),
            tuple(parameters),
            self.block(node.child_by_field_name("body")),
            line_of(node),
            results=(text_of(result),) if result is not None else (),
            decorators=marks,
        )

    def parameter(self, node: Node) -> Parameter:
        pattern, kind = node.child_by_field_name("pattern"), node.child_by_field_name("type")
        name = text_of(pattern).removeprefix("mut ") if pattern is not None else ""
        return Parameter(Name(name), text_of(kind) if kind is not None else "")

    def block(self, node: Node | None) -> tuple[Statement, ...]:
        """Return a block's statements; the expression at its end is what it gives."""
        if node is None:
            return ()
        children = [one for one in node.named_children if "comment" not in one.type]
        found: list[Statement] = []
        for number, child in enumerate(children):
            is_last = number == len(children) - 1 and child.type in self.expressions
            if is_last:
                found.append(Return(self.expression(child)))
            elif child.type == "function_item":
                made = self.function(child, ())
                found.append(Let(Name(made.name), made))
            elif child.type == "use_declaration":
                self.use(child.child_by_field_name("argument"), "")
            else:
                found += self.statement(child)
        return tuple(found)

    # -- expressions -------------------------------------------------------------------------------

    def path(self, node: Node) -> Expression:
        return _path(text_of(node))

    def field(self, node: Node) -> Expression:
        of, name = node.child_by_field_name("value"), node.child_by_field_name("field")
        return Member(self.expression(of), text_of(name) if name is not None else "")

    def invocation(self, node: Node) -> Expression:
        called = node.child_by_field_name("function")
        listed = node.child_by_field_name("arguments")
        given = [
            self.expression(one)
            for one in (listed.named_children if listed is not None else ())
            if "comment" not in one.type and one.type != "attribute_item"
        ]
        at = called.child_by_field_name("field") if called is not None else None
        return self.call(node, self.expression(called), given, at)

    def generic(self, node: Node) -> Expression:
        return self.expression(node.child_by_field_name("function") or node.named_children[0])

    def closure(self, node: Node) -> Expression:
        body = node.child_by_field_name("body")
        listed = node.child_by_field_name("parameters")
        parameters = tuple(
            Parameter(Name(text_of(one).partition(":")[0].removeprefix("mut ").strip()))
            for one in (listed.named_children if listed is not None else ())
        )
        statements = (
            self.block(body)
            if body is not None and body.type == "block"
            else (Return(self.expression(body)),)
        )
        return Function("", parameters, statements, line_of(node), arrow=True)

    def branches(self, node: Node) -> Expression:
        """`if` and `match` as expressions: every branch is called in place."""
        found = [
            Call(Function("", (), self.block(one), line_of(one), arrow=True), (), line_of(one))
            for one in _blocks(node)
        ]
        return Either(tuple(found))

    def inline(self, node: Node) -> Expression:
        block = (
            node
            if node.type == "block"
            else next((one for one in node.named_children if one.type == "block"), None)
        )
        return Call(
            Function("", (), self.block(block), line_of(node), arrow=True), (), line_of(node)
        )

    def listing(self, node: Node) -> Expression:
        return Listing(tuple(self.expression(one) for one in node.named_children))

    def macro(self, node: Node) -> Expression:
        """`routes![a, b::c]`, `format!("{}/x", BASE)`, `vec![...]`: tokens that look like arguments."""
        name = text_of(node.named_children[0]).rpartition("::")[2]
        text = text_of(node.named_children[-1])[1:-1] if len(node.named_children) > 1 else ""
        if name in ("routes", "vec", "catchers", "openapi_get_routes", "openapi_routes"):
            return Listing(tuple(_path(one) for one in _split(text)))
        if name in ("format", "concat"):
            return _formatted(text, joined=name == "concat")
        return Call(Name(f"{name}!"), (Text(text),), line_of(node))

    # -- statements --------------------------------------------------------------------------------

    def local(self, node: Node) -> Iterator[Statement]:
        pattern = node.child_by_field_name("pattern")
        value = self.expression(node.child_by_field_name("value"))
        kind = node.child_by_field_name("type")
        if pattern is not None and value is not None:
            name = text_of(pattern).removeprefix("mut ")
            yield Let(Name(name), value, text_of(kind) if kind is not None else "")

    def done(self, node: Node) -> Iterator[Statement]:
        inside = node.named_children[0] if node.named_children else node
        if inside.type in ("for_expression", "while_expression", "loop_expression"):
            yield from self.loop(inside)
        elif inside.type == "return_expression":
            yield from self.returned(inside)
        else:
            yield from super().done(node)

    def loop(self, node: Node) -> Iterator[Statement]:
        pattern, over = node.child_by_field_name("pattern"), node.child_by_field_name("value")
        body = self.block(node.child_by_field_name("body"))
        name = text_of(pattern) if pattern is not None else "_"
        yield Loop(Name(name), self.expression(over), body)

    expressions: ClassVar[dict[str, Callable[..., Expression]]] = {
        "identifier": path,
        "scoped_identifier": path,
        "self": path,
        "field_expression": field,
        "call_expression": invocation,
        "generic_function": generic,
        "string_literal": Lowering.text,
        "raw_string_literal": Lowering.text,
        "closure_expression": closure,
        "async_block": inline,
        "unsafe_block": inline,
        "block": inline,
        "if_expression": branches,
        "match_expression": branches,
        "macro_invocation": macro,
        "array_expression": listing,
        "tuple_expression": listing,
        "reference_expression": Lowering.last,
        "try_expression": Lowering.inner,
        "await_expression": Lowering.inner,
        "parenthesized_expression": Lowering.inner,
        "type_cast_expression": Lowering.inner,
    }
    statements: ClassVar[dict[str, Callable[..., Iterable[Statement]]]] = {
        "let_declaration": local,
        "expression_statement": done,
        "return_expression": Lowering.returned,
        "for_expression": loop,
    }


def _path(text: str) -> Expression:
    """Return a path such as `crate::users::router` as members of members."""
    parts = [part.strip().partition("<")[0] for part in text.split("::")]
    parts = [part for part in parts if part]
    if not parts or not all(re.fullmatch(r"\w+", part) for part in parts):
        return Unresolved(text[:60])
    made: Expression = Name(parts[0])
    for part in parts[1:]:
        made = Member(made, part)
    return made


def _split(text: str) -> list[str]:
    """Return the parts between the commas of a token tree that are inside no brackets or quotes."""
    parts, depth, start, quoted = [], 0, 0, False
    for position, char in enumerate(text):
        if char == '"' and text[position - 1 : position] != "\\":
            quoted = not quoted
        elif not quoted and char in "([{":
            depth += 1
        elif not quoted and char in ")]}":
            depth -= 1
        elif not quoted and char == "," and depth == 0:
            parts.append(text[start:position].strip())
            start = position + 1
    return [part for part in (*parts, text[start:].strip()) if part]


def _formatted(text: str, *, joined: bool) -> Expression:
    parts = _split(text)
    values = [Text(found[1]) if (found := _STRING.fullmatch(one)) else _path(one) for one in parts]
    if joined:
        return Join(tuple(values))
    if not values or not isinstance(values[0], Text):
        return Unresolved()
    given = iter(values[1:])
    made: list[Expression] = []
    end = 0
    for hole in re.finditer(r"\{(\w*)[^{}]*\}", values[0].value):
        made.append(Text(values[0].value[end : hole.start()]))
        made.append(
            _path(hole[1]) if hole[1] and not hole[1].isdigit() else next(given, Unresolved())
        )
        end = hole.end()
    return Join((*made, Text(values[0].value[end:])))


def _blocks(node: Node) -> Iterator[Node]:
    for child in node.named_children:
        if child.type == "block":
            yield child
        elif child.type in ("else_clause", "match_block", "match_arm", "if_expression"):
            yield from _blocks(child)
