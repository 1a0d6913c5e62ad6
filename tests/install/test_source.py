"""The package carries the kit with its history: it lands and updates without a checkout or a network."""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from support import ANSWERS_FILE, ROOT, commit, git, make_repo, run

from groundplan.install.source import git_address, is_address, named_source

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("gh:org/kit", True),
        ("https://example.com/kit.git", True),
        ("git+file:///srv/kit", True),
        ("git@example.com:org/kit.git", True),
        ("../kit", False),
        ("/srv/kit", False),
        ("C:\\kit", False),
        ("kit:v2/x", False),  # a folder may be called so
    ],
)
def test_an_address_is_told_from_a_path(text: str, address: bool) -> None:
    assert is_address(text) is address


def test_a_path_becomes_absolute_and_an_address_stays(tmp_path: Path) -> None:
    assert named_source("kit", tmp_path) == str(tmp_path / "kit")
    assert named_source("gh:org/kit", tmp_path) == "gh:org/kit"
    assert git_address("gh:org/kit") == "https://github.com/org/kit.git"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of this repo as it is, with a release."""
    folder = tmp_path_factory.mktemp("released") / "kit"
    names = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    git(folder, "init", "--quiet")
    commit(folder, "Release")
    git(folder, "tag", "v0.1.0")
    return folder


def build(released: Path, out: Path, kind: str) -> Path:
    source = released
    if kind == "sdist":
        done = run(
            sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", out, cwd=released
        )
        assert done.returncode == 0, done.stderr
        source = next(out.glob("*.tar.gz"))
    wheel = ("wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", out, source)
    done = run(sys.executable, "-m", "pip", *wheel, cwd=out)
    assert done.returncode == 0, done.stderr
    return next(out.glob("*.whl"))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["clone", "sdist"])
def test_a_wheel_lands_the_kit_and_updates_it_without_network(
    kind: str, released: Path, tmp_path: Path
) -> None:
    out = tmp_path / "dist"
    out.mkdir()
    site = tmp_path / "site"
    with zipfile.ZipFile(build(released, out, kind)) as wheel:
        wheel.extractall(site)
    assert (site / "groundplan/data/kit.bundle").is_file()
    repo = make_repo(tmp_path / "repo", {"app.py": ""})

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        # A proxy that nobody answers stands in for a machine without network.
        nowhere = "http://127.0.0.1:9"
        env = {"PYTHONPATH": str(site), "https_proxy": nowhere, "http_proxy": nowhere}
        program = "import sys; from groundplan.cli.main import main; main()"
        return run(sys.executable, "-P", "-c", program, *arguments, cwd=repo, env=env)

    done = call("init", "--defaults")
    assert done.returncode == 0, done.stderr
    answers = (repo / ANSWERS_FILE).read_text()
    assert "_commit: v0.1.0" in answers
    assert "_src_path: https://github.com/groundplan/groundplan.git" in answers
    commit(repo, "Landed")
    again = call("sync")
    assert again.returncode == 0, again.stderr
    assert "Nothing to do" in again.stdout


@pytest.mark.slow
def test_a_build_from_a_shallow_clone_works_and_has_no_history(
    released: Path, tmp_path: Path
) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{released}", str(shallow))
    out = tmp_path / "dist"
    out.mkdir()
    with zipfile.ZipFile(build(shallow, out, "clone")) as wheel:
        assert "groundplan/data/kit.bundle" not in wheel.namelist()
    assert os.listdir(shallow)  # noqa: PTH208
