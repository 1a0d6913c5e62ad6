"""mix.exs (hexdocs.pm/mix, 2026-11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.manifest import Dependency, Manifest

if TYPE_CHECKING:
    from groundplan.assess.checkout import File

_DEPENDENCY = re.compile(r"\{\s*:(\w+)\s*,\s*(?:[\"'~>]|\w+:)")
_ONLY = re.compile(r"\bonly:\s*(\[[^\]]*\]|:\w+)")
_ALIAS = re.compile(r"^\s*\"?([a-z][\w.]*)\"?:\s*\[([^\]]*)\]", re.M)


def read(file: File) -> Manifest:
    """Return the packages of a mix project and its aliases."""
    found: list[Dependency] = []
    for number, line in enumerate(file.text.split("\n"), 1):
        code = line.partition("#")[0]
        for wanted in _DEPENDENCY.finditer(code):
            only = _ONLY.search(code.partition(wanted[0])[2].partition("}")[0])
            development = only is not None and ":prod" not in only[1]
            found.append(Dependency("hex", wanted[1], development, number))
    app = re.search(r"\bapp:\s*:(\w+)", file.text)
    start = file.text.find("aliases do")
    aliases = tuple(
        (alias[1], " && ".join(re.findall(r'"([^"]+)"', alias[2])), file.line_of(alias.start(1)))
        for alias in (_ALIAS.finditer(file.text, start) if start >= 0 else ())
    )
    return Manifest("mix", app[1] if app else "", tuple(found), aliases)
