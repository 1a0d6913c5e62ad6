"""ExUnit: what starts it (hexdocs.pm/ex_unit, 2026-11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.places import Place
from groundplan.assess.stacks import Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File


def read_start(file: File) -> int | None:
    """Return the line on which ExUnit is started or a case begins."""
    found = re.search(r"\bExUnit\.start\b|\buse\s+ExUnit\.Case", file.text)
    return file.line_of(found.start()) if found else None


STARTS = Want(
    read_start,
    suffixes=(".exs", ".ex"),
    needles=(b"ExUnit",),
    places=(Place.PRODUCT, Place.TEST),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield ExUnit where tests use it."""
    for file, line in checkout.read(STARTS):
        yield Fact("test_framework", "exunit", "used by tests", file.path, line)


STACK = Stack(
    key="elixir_tests",
    title="ExUnit",
    languages=("Elixir",),
    finds=("test_framework",),
    facts=facts,
    wants=(STARTS,),
)
