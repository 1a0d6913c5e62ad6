"""A Makefile of the user's own: one line brings the kit's targets in."""

from __future__ import annotations

import fnmatch
import re

from groundplan.install.adopt.edits import TextEdit, at_the_end, line_end

KIT = "groundplan.mk"
# The order in which GNU make looks for its file (manual, section 3.2).
NAMES = ("GNUmakefile", "makefile", "Makefile")
_INCLUDE = re.compile(r"^ *[-s]?include[ \t]+(?P<names>[^#\r\n]*)", re.MULTILINE)
_TARGET = re.compile(r"^(?P<names>[A-Za-z0-9_. /-]+?)[ \t]*::?(?![:=])", re.MULTILINE)


def makefile_edits(text: str, kit: str) -> list[TextEdit]:
    """Return the edit that includes the kit's targets; nothing when they are included.

    The line goes to the end, so that the first target of the user stays the one that `make` makes.
    Where both have a target of one name, or recipes have a prefix of their own, it goes to the
    beginning: what comes later wins in make, and that has to be the user's.

    Args:
        text: the user's Makefile.
        kit: the text of groundplan.mk.
    """
    if any(
        fnmatch.fnmatch(KIT, name.removeprefix("./"))
        for found in _INCLUDE.finditer(text)
        for name in found["names"].split()
    ):
        return []
    if targets(text) & targets(kit) or ".RECIPEPREFIX" in text:
        end = line_end(text)
        at = 1 if text.startswith("\ufeff") else 0
        line = f"include {KIT}{end}"
        if ".DEFAULT_GOAL" not in text:
            # Empty: the next target that make reads is the default again.
            line += f".DEFAULT_GOAL :={end}"
        return [TextEdit(at, "", line)]
    return [at_the_end(text, f"include {KIT}\n")]


def targets(text: str) -> set[str]:
    """Return the names of the explicit targets of a Makefile, without those for make itself."""
    plain = re.sub(r"^define .*?^endef", "", text, flags=re.MULTILINE | re.DOTALL)
    names = (name for found in _TARGET.finditer(plain) for name in found["names"].split())
    return {name for name in names if not name.startswith(".")}
