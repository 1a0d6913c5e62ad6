"""The user's cache folder: private files that may be lost at any time and are made again."""

from __future__ import annotations

import contextlib
import json
import os
import stat
from pathlib import Path
from typing import Any

from groundplan.core import io
from groundplan.core.digest import sha256
from groundplan.core.errors import EnvironmentTrouble

_FOLDER = "groundplan"


def cache_folder() -> Path | None:
    """Return where groundplan keeps what it can make again; None where there is no home.

    `XDG_CACHE_HOME`, on Windows `LOCALAPPDATA`, else `~/.cache`. Nothing is created.
    """
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or ""
    if Path(named).is_absolute():
        return Path(named) / _FOLDER
    # `Path.home` raises where there is no home; this says "~".
    home = Path(os.path.expanduser("~"))  # noqa: PTH111
    return home / ".cache" / _FOLDER if home.is_absolute() else None


def cache_file(purpose: str, root: Path) -> Path | None:
    """Return the cache file of one purpose for one folder; None where there is no cache."""
    folder = cache_folder()
    name = sha256(os.fsencode(root.resolve()))[:32]
    return folder / purpose / f"{name}.json" if folder else None


def read_cached(path: Path, limit: int) -> Any:
    """Return the JSON of a cache file, or None: missing, damaged, too large, or not this user's own.

    A link, and a file that others may write, count as missing.
    """
    try:
        status = path.lstat()
        own = not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
        is_private = os.name == "nt" or not status.st_mode & 0o022
        if not (stat.S_ISREG(status.st_mode) and own and is_private and status.st_size <= limit):
            return None
        return json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None


def write_cached(path: Path, data: Any) -> None:
    """Keep JSON for this user alone (folder 0700, file 0600); where that fails, nothing is kept."""
    with contextlib.suppress(OSError, EnvironmentTrouble):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if path.parent.is_symlink() or path.is_symlink():
            return
        path.touch(mode=0o600)
        io.write_bytes(path, json.dumps(data, separators=(",", ":")).encode())
