"""The agent clients, unpacked outside the checkout: from the npm registry, once."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

import pytest

from groundplan.doctor.live import CLIENTS, Client
from groundplan.doctor.live.clients import NODE, node_folder

CACHE = Path(os.environ.get("GROUNDPLAN_CLIENTS", "~/.cache/groundplan-clients")).expanduser()
REQUIRED = ("claude-code", "codex", "gemini-cli", "opencode")
"""The clients that CI has to try (GROUNDPLAN_REQUIRE_LIVE=1); others are tried where they are."""

BY_KEY = {client.agent: client for client in CLIENTS}
KEYS = [*REQUIRED, *(key for key in BY_KEY if key not in REQUIRED)]


def unpacked(key: str) -> Client:
    """Return a client that is in the cache by now; skip the test, or fail it in CI, without it."""
    client = BY_KEY[key]
    wanted = [(client.package, client.folder)]
    wanted += [(NODE, node_folder())] if client.needs_node else []
    for package, folder in wanted:
        if (CACHE / folder).is_dir():
            continue
        if key not in REQUIRED:
            pytest.skip(f"{package} is tried only where it is, and it is not in {CACHE}")
        if not _fetch(package, CACHE / folder):
            message = f"{package} is not in {CACHE} and could not be had"
            if os.environ.get("GROUNDPLAN_REQUIRE_LIVE") == "1":
                pytest.fail(message)
            pytest.skip(message)
    return client


def _fetch(package: str, folder: Path) -> bool:
    """Get a package by `npm pack` and unpack it; a half-unpacked one never gets the folder's name."""
    if shutil.which("npm") is None:
        return False
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE) as name:
        packed = subprocess.run(["npm", "pack", package, "--silent"], cwd=name, check=False)
        archives = list(Path(name).glob("*.tgz"))
        if packed.returncode or not archives:
            return False
        with tarfile.open(archives[0]) as archive:
            archive.extractall(name, filter="data")
        (Path(name) / "package").rename(folder)
    return True
