"""Fiber (github.com/gofiber/fiber, its documentation, 2.x and 3.x, 2026-11)."""

from __future__ import annotations

from groundplan.assess.go.routers import TITLED, Grouped
from groundplan.assess.stacks import Package, Stack, no_facts

PACKAGE = "github.com/gofiber/fiber"
DIALECT = Grouped(
    "fiber", PACKAGE, ("New",), TITLED, ("App",), adds=("Add",), several=(), mounts=("Mount", "Use")
)

STACK = Stack(
    key="fiber",
    title="Fiber",
    languages=("Go",),
    finds=("frameworks",),
    facts=no_facts,
    packages=(Package("frameworks", "fiber", go=(PACKAGE,)),),
)
