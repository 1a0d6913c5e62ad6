"""Which packages a Python file imports, by its text: no parsing, so that every file can be asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.reading.checkout import File

# A plain first character is what the regular expressions look for fastest.
_IMPORT = re.compile(
    rb"\n[ \t]*(?:try:[ \t]*)?(?:from[ \t]+(\w[\w.]*)[ \t]+import|import[ \t]+([\w., \t]+))"
)


def imported_names(file: File) -> frozenset[str]:
    """Return the modules that a file's import statements name, dotted, and their top packages."""
    found: set[str] = set()
    for dotted, several in set(_IMPORT.findall(b"\n" + file.data)):
        for name in (dotted, *several.split(b",")):
            if words := name.split():
                whole = words[0].decode("utf-8", "replace")
                found |= {whole, whole.partition(".")[0]}
    return frozenset(found)
