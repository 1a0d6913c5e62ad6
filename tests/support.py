"""What several tests need: scratch repos, a scratch copy of the kit, and landing it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from groundplan.core.git import git as run_git

ROOT = Path(__file__).parents[1]
ANSWERS_FILE = ".copier-answers.groundplan.yml"

# What of the checkout copier needs: the questions, the template, and the data that both include.
KIT_PARTS = (
    "cookiecutter.json",
    "{{ cookiecutter.target }}",
    "hooks/post_gen_project.py",
    "copier.yml",
    "copier",
    "template",
    "hooks/groundplan/rules",
    "hooks/groundplan/plan/sections",
    "hooks/groundplan/migrations.yml",
)
IDENTITY = ("-c", "user.name=Test", "-c", "user.email=test@example.invalid")


def make_repo(folder: Path, files: dict[str, str] | None = None) -> Path:
    """Make `folder` a git repo with these files, committed."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    write_files(folder, files or {})
    commit(folder, "First")
    return folder


def write_files(folder: Path, files: dict[str, str]) -> None:
    """Write files, bytes as given, with the folders that they need."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def git(folder: Path, *arguments: str) -> str:
    """Run git without anybody's configuration and return what it printed."""
    done = run_git(*arguments, cwd=folder)
    assert done.status == 0, f"git {' '.join(arguments)}: {done.err}"
    return done.out


def commit(folder: Path, message: str) -> None:
    """Commit everything that is in the folder."""
    git(folder, "add", "--all")
    git(folder, *IDENTITY, "commit", "--quiet", "--allow-empty", "--message", message)


def make_kit(folder: Path, version: str = "v1.0.0") -> Path:
    """Make a git repo of the template as it is in this checkout, tagged `version`."""
    for part in KIT_PARTS:
        source, target = ROOT / part, folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    git(folder, "init", "--quiet", "--initial-branch=main")
    release(folder, version)
    return folder


def release(kit: Path, version: str) -> None:
    """Commit what changed in a scratch kit and tag it."""
    commit(kit, version)
    git(kit, "tag", version)


def land(kit: Path, target: Path, **answers: Any) -> Path:
    """Run `copier copy` in this process, with defaults for what is not answered."""
    import copier

    target.mkdir(parents=True, exist_ok=True)
    copier.run_copy(str(kit), target, data=answers, defaults=True, quiet=True)
    return target


def run(
    *command: str | Path,
    cwd: Path | None,
    env: dict[str, str] | None = None,
    stdin: str | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a program without a terminal and return how it ended."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=(os.environ | env) if env else None,
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def landed_files(folder: Path) -> dict[str, str]:
    """Return path -> text of everything in a repo but git's own folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }
