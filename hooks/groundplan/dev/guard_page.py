"""The page that lists the guard's modules, made of what each says of itself."""

from __future__ import annotations

import ast
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "guard"
HEAD = """<!-- Generated from hooks/groundplan/guard by `python -m groundplan.dev gen`. Do not edit. -->

# The guard's modules

The guard is a package of its own, on the standard library only. It lands in each repo as part of `.groundplan/bundle`, a generated text from which a call reads only the modules that it needs. [The guard](../guard.md) says how it decides.
"""


def page() -> str:
    """Return the whole page: a row for each module, with the first sentence of its docstring."""
    rows = [
        f"| `{path.relative_to(FOLDER).as_posix()}` | {_says(path)} |"
        for path in sorted(FOLDER.rglob("[a-z]*.py"))
    ]
    return "\n".join([HEAD, "| module | what it knows |", "| --- | --- |", *rows, ""])


def _says(path: Path) -> str:
    words = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    first = words.split("\n\n")[0].replace("\n", " ")
    return first.removesuffix(".").replace("|", "\\|")
