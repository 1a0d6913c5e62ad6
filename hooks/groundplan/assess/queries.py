"""Tree-sitter queries: the search for shapes of nodes runs in the library, not in Python."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING

from groundplan.assess.grammars import GRAMMARS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tree_sitter import Node, Query, Tree


@cache
def _query(grammar: str, source: str) -> Query:
    from tree_sitter import Language, Query

    module, function = GRAMMARS[grammar]
    return Query(Language(getattr(importlib.import_module(module), function)()), source)


def matches(
    tree: Tree, grammar: str, source: str, ranges: Iterable[tuple[int, int]] | None = None
) -> Iterator[dict[str, list[Node]]]:
    """Yield the captures, by name, of each match of a query in a tree.

    Args:
        tree: the tree.
        grammar: the name of its grammar.
        source: the query.
        ranges: places in bytes; only what touches one of them is yielded, once for each that it
            touches. The whole tree when None.
    """
    from tree_sitter import QueryCursor

    for start, end in ranges if ranges is not None else [(0, tree.root_node.end_byte)]:
        cursor = QueryCursor(_query(grammar, source))
        if ranges is not None:
            cursor.set_byte_range(start, end)
        for _, captures in cursor.matches(tree.root_node):
            yield captures
