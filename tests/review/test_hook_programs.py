"""Our hooks under pre-commit and prek, from a clone of this checkout, on staged content."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from support import ROOT, commit, git, land, make_kit, make_repo, run, write_files

pytestmark = pytest.mark.slow

PROGRAMS = ("pre-commit", "prek")
CONFIG = """\
repos:
  - repo: {kit}
    rev: {rev}
    hooks:
      - id: {hook}
"""


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of what is installed by the hooks: this checkout as it stands, without its tags."""
    folder = tmp_path_factory.mktemp("package")
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in listed.split("\0"):
        if (ROOT / name).is_file() and not name.startswith(("tests/", "benchmarks/", "examples/")):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "Package")
    return folder


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Caches of their own for both programs, shared by the tests."""
    folder = tmp_path_factory.mktemp("home")
    bin_folder = Path(sys.executable).parent
    return {
        "PRE_COMMIT_HOME": str(folder / "pre-commit"),
        "PREK_HOME": str(folder / "prek"),
        "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }


@pytest.fixture
def repo(tmp_path: Path, package: Path) -> Path:
    kit = make_kit(tmp_path / "kit")
    target = make_repo(tmp_path / "repo")
    land(kit, target, project_type="api", containers=True, agents=["claude-code"])
    configure(target, package, "groundplan")
    commit(target, "Land")
    return target


def configure(repo: Path, package: Path, hook: str) -> None:
    rev = git(package, "rev-parse", "HEAD").strip()
    config = CONFIG.format(kit=package, rev=rev, hook=hook)
    write_files(repo, {".pre-commit-config.yaml": config})


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_staged_text_is_judged_and_not_the_working_tree(
    program: str, repo: Path, home: dict[str, str]
) -> None:
    write_files(repo, {"run.sh": "docker-compose up\n"})
    git(repo, "add", "run.sh")
    write_files(repo, {"run.sh": "docker compose up\n"})  # mended, and not staged
    done = run(program, "run", cwd=repo, env=home)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "compose-v2" in done.stdout
    assert (repo / "run.sh").read_text() == "docker compose up\n"

    git(repo, "add", "run.sh")
    write_files(repo, {"run.sh": "docker-compose up\n"})  # broken again, and not staged
    done = run(program, "run", cwd=repo, env=home)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_commit_that_only_removes_is_judged_too(
    program: str, repo: Path, home: dict[str, str]
) -> None:
    git(repo, "rm", "--quiet", ".claude/settings.json")
    done = run(program, "run", cwd=repo, env=home)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "no-bypass" in done.stdout


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_installed_hook_stops_a_commit(program: str, repo: Path, home: dict[str, str]) -> None:
    assert run(program, "install", cwd=repo, env=home).returncode == 0
    write_files(repo, {".env": "A=1\n"})
    git(repo, "add", "--force", ".env")
    identity = ("-c", "user.name=T", "-c", "user.email=t@e.invalid")
    done = run("git", *identity, "commit", "-m", "x", cwd=repo, env=home)
    assert done.returncode != 0
    assert "env-readonly" in done.stdout + done.stderr


@pytest.mark.parametrize("hook", ["groundplan-check", "groundplan-review"])
def test_each_part_runs_alone(hook: str, repo: Path, package: Path, home: dict[str, str]) -> None:
    configure(repo, package, hook)
    commit(repo, "Only a part")
    done = run("prek", "run", cwd=repo, env=home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout
