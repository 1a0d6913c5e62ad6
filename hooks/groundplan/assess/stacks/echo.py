"""Echo (github.com/labstack/echo, its documentation, 2026-11)."""

from __future__ import annotations

from groundplan.assess.go.routers import CAPITALS, Grouped
from groundplan.assess.stacks import Package, Stack, no_facts

PACKAGE = "github.com/labstack/echo"
DIALECT = Grouped("echo", PACKAGE, ("New",), CAPITALS, ("Echo",), adds=("Add",), puts_together=True)

STACK = Stack(
    key="echo",
    title="Echo",
    languages=("Go",),
    finds=("frameworks",),
    facts=no_facts,
    packages=(Package("frameworks", "echo", go=(PACKAGE,)),),
)
