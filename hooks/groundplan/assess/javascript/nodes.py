"""The texts and names that nodes of JavaScript's grammar hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.grammars import text_of

if TYPE_CHECKING:
    from tree_sitter import Node


def unquoted(node: Node) -> str:
    """Return a node's text, without the quotes of a string."""
    return string_of(node) if node.type == "string" else text_of(node)


def string_of(node: Node | None) -> str:
    """Return what a string says; empty for any other node."""
    if node is None or node.type not in ("string", "template_string"):
        return ""
    return "".join(
        unescaped(text_of(child)) if child.type == "escape_sequence" else text_of(child)
        for child in node.named_children
        if child.type in ("string_fragment", "escape_sequence")
    )


def unescaped(text: str) -> str:
    """Return the sign that an escape means."""
    return {"\\n": "\n", "\\t": "\t", "\\r": "\r"}.get(text, text[1:])


def short_text(node: Node | None) -> str:
    """Return a node's text where it is short enough to be shown; else nothing."""
    text = text_of(node) if node is not None else ""
    return text if len(text) <= 60 else ""
