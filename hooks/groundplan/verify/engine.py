"""Where the repo's containers are: what its facts say about compose and the database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from groundplan.core import io

if TYPE_CHECKING:
    from pathlib import Path

FACTS = ".groundplan/facts.json"
COMPOSE = ("docker", "compose")
_NAMES = ("postgres", "mysql", "mariadb", "db", "database", "pg", "sql")
_OTHERS = ("redis", "cache", "memcache", "valkey", "rabbit", "kafka", "mail", "elastic", "mongo")


def database_service(root: Path) -> str:
    """Return the service of the repo's database, or nothing where the facts name none."""
    services = _facts(root).get("data_services")
    names = (
        [name for name in services if isinstance(name, str)] if isinstance(services, list) else []
    )
    for part in _NAMES:
        for name in names:
            if part in name.lower():
                return name
    return next((n for n in names if not any(part in n.lower() for part in _OTHERS)), "")


def _facts(root: Path) -> dict[str, Any]:
    path = root / FACTS
    if not path.is_file():
        return {}
    try:
        data = json.loads(io.read_bytes(path, 4 << 20))
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
