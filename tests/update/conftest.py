from __future__ import annotations

import os
import sys
import venv
from pathlib import Path

import pytest
from support import run

# The oldest supported copier, one in the middle; the newest is the one that is installed.
OLDER = ("9.17.2", "9.18.2")
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "groundplan-tests"


@pytest.fixture(scope="session", params=[*OLDER, "newest"])
def copier(request: pytest.FixtureRequest) -> list[str]:
    """The command of one supported copier."""
    if request.param == "newest":
        return [sys.executable, "-m", "copier"]
    folder = CACHE / f"copier-{request.param}-{sys.version_info.major}.{sys.version_info.minor}"
    program = folder / "bin" / "copier"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        wanted = f"copier=={request.param}"
        done = run(folder / "bin" / "python", "-m", "pip", "install", "-q", wanted, cwd=Path.home())
        if done.returncode:
            if os.environ.get("CI"):
                pytest.fail(f"copier {request.param} can't be installed: {done.stderr}")
            pytest.skip(f"copier {request.param} can't be installed: {done.stderr.strip()[-200:]}")
        (folder / "ready").touch()
    return [str(program)]
