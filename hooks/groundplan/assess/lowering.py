"""From a syntax tree to `Code`: what the front ends of all languages with a grammar share."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from groundplan.assess.code import Call, Do, Join, Let, Member, Name, Return, Text, Unresolved
from groundplan.assess.grammars import line_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tree_sitter import Node

    from groundplan.assess.code import Class, Expression, Function, Statement

_SHOWN = 60


class Lowering:
    """Turns the nodes of one language into expressions and statements, by the nodes' types."""

    expressions: ClassVar[dict[str, Callable[..., Expression]]] = {}
    """Type of a node -> the method that makes an expression of it."""
    statements: ClassVar[dict[str, Callable[..., Iterable[Statement]]]] = {}
    """Type of a node -> the method that makes statements of it."""

    def expression(self, node: Node | None) -> Expression:
        """Return a node's expression; `Unresolved` for what no reader needs."""
        if node is None:
            return None
        make = self.expressions.get(node.type)
        if make is not None:
            return make(self, node)
        return Unresolved(text_of(node)[:_SHOWN] if node.named_child_count == 0 else "")

    def body(self, node: Node | None) -> tuple[Statement, ...]:
        """Return the statements of a block."""
        if node is None:
            return ()
        return tuple(one for child in node.named_children for one in self.statement(child))

    def statement(self, node: Node) -> Iterable[Statement]:
        """Return the statements of a node; none for what no reader needs."""
        make = self.statements.get(node.type)
        return make(self, node) if make is not None else ()

    def nested(self, node: Node) -> Iterator[Statement]:
        """Return what stands in a block, a branch or a `try`: it counts as if it always ran."""
        yield from self.body(node)

    def returned(self, node: Node) -> Iterator[Statement]:
        """Return a `return` with its value."""
        yield Return(self.inner(node))

    def declared(self, made: Class | Function) -> Iterator[Statement]:
        """Return the declaration of a type or a function: its name, given to it."""
        yield Let(Name(made.name), made)

    def done(self, node: Node) -> Iterator[Statement]:
        """Return an expression that is a statement; an assignment gives its target the value."""
        inside = node.named_children[0] if node.named_children else node
        if inside.type == "assignment_expression":
            target = self.expression(inside.child_by_field_name("left"))
            value = self.expression(inside.child_by_field_name("right"))
            if isinstance(target, Name | Member):
                yield Let(target, value)
        else:
            yield Do(self.expression(inside))

    def inner(self, node: Node) -> Expression:
        """Return what stands in parentheses, or behind a mark that changes nothing."""
        return self.expression(node.named_children[0]) if node.named_children else None

    def last(self, node: Node) -> Expression:
        """Return the last part of a node: what a cast, a reference or an `await` is about."""
        return self.expression(node.named_children[-1]) if node.named_children else None

    def sum(self, node: Node) -> Expression:
        """Return text that a `+` puts together; other operators give what is not followed."""
        operator = node.child_by_field_name("operator")
        sign = text_of(operator) if operator is not None else text_of(node.children[1])
        if sign not in ("+", "."):
            return Unresolved()
        left, right = node.named_children[0], node.named_children[-1]
        return Join((self.expression(left), self.expression(right)))

    def text(self, node: Node) -> Expression:
        """Return a string's literal; what is put into it becomes a part of its own."""
        parts: list[Expression] = []
        for child in node.named_children:
            kind = child.type
            if kind.endswith(("_content", "_fragment")) or kind == "escape_sequence":
                parts.append(Text(_unescaped(text_of(child))))
            elif kind == "interpolation":
                inside = [one for one in child.named_children if one.type != "interpolation_brace"]
                parts.append(self.expression(inside[0]) if inside else None)
            elif not kind.endswith(("_start", "_end", "_prefix", "encoding")):
                parts.append(self.expression(child))
        if all(isinstance(part, Text) for part in parts):
            return Text("".join(part.value for part in parts if isinstance(part, Text)))
        return Join(tuple(parts))

    def annotation(self, node: Node, name: Expression, arguments: Iterable[Expression]) -> Call:
        """Return an annotation, an attribute or a decorator as the call that it looks like."""
        return Call(name, tuple(arguments), line_of(node))

    def call(
        self,
        node: Node,
        function: Expression,
        arguments: Iterable[Expression],
        at: Node | None = None,
    ) -> Call:
        """Return a call; of a chained one `at` is the method's name, whose line counts."""
        return Call(function, tuple(arguments), line_of(node), path_line=line_of(at or node))


def _unescaped(text: str) -> str:
    return text[1:] if len(text) == 2 and text[0] == "\\" else text
