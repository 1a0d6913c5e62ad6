"""Which scripts are read: those that import a package, or name something."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.javascript.files import SUFFIXES
from groundplan.assess.javascript.syntax import read_code

if TYPE_CHECKING:
    from groundplan.assess.checkout import File
    from groundplan.assess.code import Code

_SOURCE = re.compile(
    rb"""(?:\bfrom\s*|\brequire\(\s*|\bimport\s*\(?\s*)['"]([.@#~/\w][^'"\n]{0,200})['"]"""
)


def read_sources(file: File) -> tuple[str, ...] | None:
    """Return the names of modules that a script imports, those of Node left out."""
    found = {match[1].decode("utf-8", "replace") for match in _SOURCE.finditer(file.data)}
    return tuple(sorted(source for source in found if not source.startswith("node:"))) or None


IMPORTS = Want(read_sources, suffixes=SUFFIXES, needles=(b"import", b"require"))


def scripts_importing(*packages: str, more: tuple[bytes, ...] = ()) -> Want[Code]:
    """Return the want for scripts of the product that name one of the packages as a whole text.

    Args:
        packages: names of npm packages.
        more: needles for what is not the whole of a text: `b"@hono/"`.
    """
    quoted = [f"{mark}{name}{mark}".encode() for name in packages for mark in "'\"`"]
    return scripts_with(*quoted, *more)


def scripts_with(*needles: bytes) -> Want[Code]:
    """Return the want for scripts of the product in which one of the needles stands."""
    return Want(read_code, suffixes=SUFFIXES, needles=needles)
