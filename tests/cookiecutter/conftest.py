from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support import make_kit, run

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

    Cookiecutter = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template of this checkout as a tagged git repo."""
    return make_kit(tmp_path_factory.mktemp("kit") / "kit")


@pytest.fixture
def cookiecutter(tmp_path: Path) -> Cookiecutter:
    """Call the real cookiecutter, with a home of its own."""
    home = tmp_path / "home"
    home.mkdir()
    program = Path(sys.executable).parent / "cookiecutter"

    def call(
        *arguments: str | Path, cwd: Path, stdin: str | None = None, **env: str
    ) -> subprocess.CompletedProcess[str]:
        settings = {"HOME": str(home), "PWD": str(cwd), **env}
        return run(program, *arguments, cwd=cwd, env=settings, stdin=stdin)

    return call
