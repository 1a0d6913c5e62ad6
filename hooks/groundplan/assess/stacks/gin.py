"""Gin (github.com/gin-gonic/gin, its documentation, 2026-11)."""

from __future__ import annotations

from groundplan.assess.go.routers import CAPITALS, Grouped
from groundplan.assess.stacks import Package, Stack, no_facts

PACKAGE = "github.com/gin-gonic/gin"
DIALECT = Grouped("gin", PACKAGE, ("New", "Default"), CAPITALS, ("Engine",))

STACK = Stack(
    key="gin",
    title="Gin",
    languages=("Go",),
    finds=("frameworks",),
    facts=no_facts,
    packages=(Package("frameworks", "gin", go=(PACKAGE,)),),
)
