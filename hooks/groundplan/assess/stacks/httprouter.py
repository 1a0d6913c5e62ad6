"""HttpRouter (github.com/julienschmidt/httprouter, its documentation, 2026-11)."""

from __future__ import annotations

from groundplan.assess.go.routers import CAPITALS, Grouped
from groundplan.assess.stacks import Package, Stack, no_facts

PACKAGE = "github.com/julienschmidt/httprouter"
DIALECT = Grouped(
    "httprouter",
    PACKAGE,
    ("New",),
    CAPITALS,
    ("Router",),
    adds=("Handle", "Handler", "HandlerFunc"),
)

STACK = Stack(
    key="httprouter",
    title="HttpRouter",
    languages=("Go",),
    finds=("frameworks",),
    facts=no_facts,
    packages=(Package("frameworks", "httprouter", go=(PACKAGE,)),),
)
