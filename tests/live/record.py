"""What the live tests found, kept with version and date; the page about it is generated from here."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import Any

from client_packages import BY_KEY

from groundplan.core import write
from groundplan.dev.driving_page import RECORD


def recorded(key: str, what: str, found: str) -> bool:
    """Say whether the record says of a client what was found; GROUNDPLAN_RECORD=1 writes it there.

    Args:
        key: the agent's key.
        what: the column.
        found: what this run came to.
    """
    record = noted(key, what, found)
    kept: bool = record.get(key, {}).get("found", {}).get(what) == found
    return kept


def noted(key: str, what: str, found: str) -> dict[str, Any]:
    """Return the record, with a measured value in it where GROUNDPLAN_RECORD=1 says so; see `recorded`."""
    record: dict[str, Any] = {}
    if RECORD.is_file():
        record = json.loads(RECORD.read_text(encoding="utf-8"))
    if os.environ.get("GROUNDPLAN_RECORD") == "1":
        entry = record.setdefault(key, {})
        entry["version"], entry["date"] = BY_KEY[key].version, f"{datetime.now(UTC):%Y-%m-%d}"
        entry.setdefault("found", {})[what] = found
        write.write_text(RECORD, json.dumps(record, indent=2, sort_keys=True) + "\n")
    return record
