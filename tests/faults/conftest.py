from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from support import commit, make_kit, make_repo, release, run, write_files

from groundplan.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PROGRAM = (sys.executable, "-m", "groundplan")
WITHOUT_ROOT_POWERS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")


HOLD_THE_LOCK = """
import sys, pathlib
from groundplan.core.transaction import locked
with locked(pathlib.Path.cwd()):
    print('held', flush=True)
    sys.stdin.read()
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended, as a user sees it."""

    status: int
    out: str
    err: str

    @property
    def said(self) -> str:
        assert "Traceback" not in self.out + self.err
        return self.out + self.err


def edit(kit: Path, path: str, old: str, new: str) -> None:
    file = kit / "template" / path
    text = file.read_text()
    assert old in text, (path, old)
    file.write_text(text.replace(old, new, 1))


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases of this checkout's template, with files that the second changes in every way."""
    folder = make_kit(tmp_path_factory.mktemp("kit") / "kit")
    for name, line in (("files.yml", "- docs/new.md\n"), ("exclude.yml", EXCLUDE)):
        path = folder / "copier" / name
        path.write_text(path.read_text() + line)
    write_files(
        folder,
        {
            "template/docs/dropped.md": "# Dropped\n\none\ntwo\n",
            "template/docs/naïve ünï 🚀.md": "# Name\n\none\ntwo\nthree\n",
            "template/docs/drawing.bin": "\0\1old",
        },
    )
    release(folder, "v1.0.0-rc")  # no version that counts: the same commit gets its tag below
    run("git", "tag", "--force", "v1.0.0", cwd=folder)
    edit(folder, "docs/onboarding.md.jinja", "# Welcome", "# Welcome here")
    edit(folder, "docs/naïve ünï 🚀.md", "three", "three\nfour")
    (folder / "template/docs/patterns/_template.md").rename(
        folder / "template/docs/patterns/_form.md"
    )
    (folder / "template/docs/dropped.md").unlink()
    write_files(
        folder,
        {"template/docs/new.md": "# New\n", "template/docs/drawing.bin": "\0\1new"},
    )
    mk = folder / "template/groundplan.mk.jinja"
    mk.write_text(mk.read_text() + "\nnew-target: ## New\n\t@true\n")
    release(folder, "v1.1.0")
    return folder


EXCLUDE = "- \"{{ '/docs/new.md' if 'docs/new.md' in own_files else '' }}\"\n"


@pytest.fixture(scope="session")
def landed_once(kit: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repo with the first release, to be copied."""
    folder = make_repo(tmp_path_factory.mktemp("landed") / "repo", {"app.py": "x = 1\n"})
    assert main.run(["init", str(folder), "--defaults", "--from", str(kit), "--ref", "v1.0.0"]) == 0
    commit(folder, "Land the kit")
    return folder


@pytest.fixture
def landed(landed_once: Path, tmp_path: Path) -> Path:
    """A repo with the first release, committed."""
    folder = tmp_path / "repo"
    shutil.copytree(landed_once, folder, symlinks=True)
    return folder


@pytest.fixture
def groundplan(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Ended]:
    """Call a command in this process, without a terminal."""

    def call(*arguments: str | Path, cwd: Path) -> Ended:
        monkeypatch.chdir(cwd)
        monkeypatch.setattr("sys.stdin", open(os.devnull))  # noqa: SIM115, PTH123 - for the test's life
        capfd.readouterr()
        status = main.run([str(part) for part in arguments])
        out, err = capfd.readouterr()
        return Ended(status, out, err)

    return call


@pytest.fixture
def program() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Call a command in a process of its own."""

    def call(
        *arguments: str | Path, cwd: Path, before: tuple[str, ...] = (), **env: str
    ) -> subprocess.CompletedProcess[str]:
        return run(*before, *PROGRAM, *arguments, cwd=cwd, env=env)

    return call


def status_when_stopped(
    *arguments: str | Path, cwd: Path, number: int, after: float, **env: str
) -> int:
    """Return how a command in a process of its own ends that gets a signal some seconds after its start."""
    running = subprocess.Popen(
        [*PROGRAM, *map(str, arguments)],
        cwd=cwd,
        env=os.environ | env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(after)
    running.send_signal(number)
    status = running.wait(timeout=30)
    assert status in (0, 128 + number, -number)
    return status


def snapshot(folder: Path) -> dict[str, tuple[object, int]]:
    """Return every file, link and folder but git's own, with bytes and mode."""
    found: dict[str, tuple[object, int]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] == ".git":
            continue
        mode = path.lstat().st_mode
        content = (
            str(path.readlink())
            if path.is_symlink()
            else path.read_bytes()
            if path.is_file()
            else None
        )
        found[name] = (content, mode)
    return found


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 6 MB; skipped where none may be mounted."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = run("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder, cwd=tmp_path)
    if mounted.returncode:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr.strip()}")
    yield folder
    run("umount", "-l", folder, cwd=tmp_path)


def fill(folder: Path, leave: int) -> None:
    """Fill the disk that a folder is on, but for some bytes."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(b"x" * 4096)
        except OSError:
            os.truncate(ballast, ballast.stat().st_size - leave)
