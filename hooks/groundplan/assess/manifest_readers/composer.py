"""composer.json (getcomposer.org/doc/04-schema.md, 2026-11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from groundplan.assess import data_files
from groundplan.assess.checkout import Unreadable
from groundplan.assess.manifest import Dependency, Manifest

if TYPE_CHECKING:
    from groundplan.assess.checkout import File


def read(file: File) -> Manifest:
    """Return the packages that a composer.json requires, and its scripts.

    Raises:
        Unreadable: it is not a JSON object.
    """
    data = data_files.json(file)
    if not isinstance(data, dict):
        raise Unreadable(1, "composer.json is not an object")
    found = [
        Dependency("composer", name.lower(), group == "require-dev", _line(file, name))
        for group in ("require", "require-dev")
        for name in _table(data.get(group))
    ]
    scripts = [
        (name, " && ".join(_texts(command)), _line(file, name))
        for name, command in _table(data.get("scripts")).items()
    ]
    name = data.get("name")
    return Manifest(
        "composer", name if isinstance(name, str) else "", tuple(found), tuple(scripts), data
    )


def _line(file: File, name: str) -> int:
    return data_files.line_with(file.text, rf'"{re.escape(name)}"\s*:')


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]
