"""Tree-sitter queries: the search for shapes of nodes runs in the library, not in Python."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING

from groundplan.reading.grammars import GRAMMARS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node, Query, Tree


@cache
def _query(grammar: str, source: str) -> Query:
    from tree_sitter import Language, Query

    module, function = GRAMMARS[grammar]
    return Query(Language(getattr(importlib.import_module(module), function)()), source)


def matches(tree: Tree, grammar: str, source: str) -> Iterator[dict[str, list[Node]]]:
    """Yield the captures, by name, of each match of a query in a tree."""
    from tree_sitter import QueryCursor

    for _, captures in QueryCursor(_query(grammar, source)).matches(tree.root_node):
        yield captures
