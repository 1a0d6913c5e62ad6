"""Cargo.toml (doc.rust-lang.org/cargo, 2026-11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from groundplan.assess import data_files
from groundplan.assess.manifest import Dependency, Manifest

if TYPE_CHECKING:
    from groundplan.assess.checkout import File

_GROUPS = {"dependencies": False, "dev-dependencies": True, "build-dependencies": True}


def read(file: File) -> Manifest:
    """Return the crates that a package or a workspace depends on.

    Raises:
        Unreadable: it is not TOML.
    """
    data = data_files.toml(file)
    found: list[Dependency] = []
    for table in _tables(data):
        for group, development in _GROUPS.items():
            for name, wanted in _table(table.get(group)).items():
                crate = _table(wanted).get("package", name)
                line = data_files.line_with(file.text, rf"^\s*(?:\[.*\.)?{re.escape(name)}\b")
                found.append(Dependency("cargo", str(crate), development, line))
                for feature in _features(wanted):  # a driver is a feature: `sqlx/postgres`
                    found.append(Dependency("cargo", f"{crate}/{feature}", development, line))
    name = _table(data.get("package")).get("name", "")
    return Manifest("cargo", str(name), tuple(found), data=data)


def _features(wanted: object) -> list[str]:
    features = _table(wanted).get("features")
    return [one for one in features if isinstance(one, str)] if isinstance(features, list) else []


def _tables(data: dict[str, Any]) -> list[dict[str, Any]]:
    targets = _table(data.get("target")).values()
    return [data, _table(data.get("workspace")), *(_table(target) for target in targets)]


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
