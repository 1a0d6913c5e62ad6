"""Which packages a Python file imports, by its text: no parsing, so that every file can be asked."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import File

# It starts with plain letters: what the regular expressions look for fastest.
_IMPORT = re.compile(rb"import[ \t]+([\w., \t]*)")


def imported_names(file: File) -> frozenset[str]:
    """Return the modules that a file's import statements name, dotted, and their top packages."""
    found: set[str] = set()
    data = file.data.removeprefix(codecs.BOM_UTF8)
    for match in _IMPORT.finditer(data):
        before = data[data.rfind(b"\n", 0, match.start()) + 1 : match.start()].split()
        if before[:1] == [b"try:"]:
            del before[0]
        if not before:
            found.update(_names(match[1].split(b",")))
        elif len(before) == 2 and before[0] == b"from":
            found.update(_names(before[1:]))
    return frozenset(found)


def _names(modules: list[bytes]) -> Iterator[str]:
    for words in (module.split() for module in modules):
        if words and not words[0].startswith(b"."):
            whole = words[0].decode("utf-8", "replace")
            yield whole
            yield whole.partition(".")[0]
