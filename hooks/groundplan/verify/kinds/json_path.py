"""Paths into a JSON document, as a plan writes them: `$.loans[0].tool`."""

from __future__ import annotations

import json
import re
from typing import Any

from groundplan.core.errors import Refused

_STEP = re.compile(r"\.([A-Za-z_][\w-]*)|\[(-?\d+)\]|\[(?:'([^']*)'|\"([^\"]*)\")\]")


class Nothing:
    """What stands at a path that leads nowhere."""

    def __repr__(self) -> str:
        return "nothing"


def at_path(document: Any, path: str) -> Any:
    """Return what stands at a path, or `Nothing`.

    Raises:
        Refused: it is no path: `$`, then `.name`, `[0]` or `['name']` any number of times.
    """
    if not path.startswith("$"):
        raise Refused(f"{path} is no JSON path.", "Begin with $, for example $.items[0].name")
    at = 1
    while at < len(path):
        found = _STEP.match(path, at)
        if not found:
            raise Refused(f"{path} is no JSON path.", "Use .name, [0] and ['name'].")
        name = next((part for part in (found[1], found[3], found[4]) if part is not None), None)
        document = _child(document, int(found[2]) if name is None else name)
        at = found.end()
    return document


def _child(document: Any, key: str | int) -> Any:
    if isinstance(key, str):
        if key == "length" and isinstance(document, list):
            return len(document)
        return document.get(key, Nothing()) if isinstance(document, dict) else Nothing()
    if isinstance(document, list) and -len(document) <= key < len(document):
        return document[key]
    return Nothing()


def as_text(value: Any) -> str:
    """Return a value as a plan writes it: a text as it is, all else as JSON."""
    if isinstance(value, str | Nothing):
        return str(value) if isinstance(value, str) else repr(value)
    return json.dumps(value, ensure_ascii=False)


def is_same(value: Any, expected: str) -> bool:
    """Say whether a value is what a plan expects; `1` is the number and the text."""
    if isinstance(value, Nothing):
        return False
    if isinstance(value, str):
        return value == expected
    try:
        wanted = json.loads(expected)
    except ValueError:
        return False
    return isinstance(wanted, bool) is isinstance(value, bool) and bool(wanted == value)
