"""The GitHub Action and the GitLab template, their scripts run as the services run them."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from made_repos import write_landed
from support import ROOT, commit, git, make_repo, write_files

if TYPE_CHECKING:
    from pathlib import Path

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
GITLAB = yaml.safe_load((ROOT / "ci/gitlab.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}
HISTORY = "Get the history that the change is compared with"
REVIEW = "The change keeps the rules"


def run_step(name: str, cwd: Path, temp: Path, **env: str) -> subprocess.CompletedProcess[str]:
    step: dict[str, Any] = STEPS[name]
    told = dict.fromkeys(step.get("env", {}), "")
    full = {
        key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "CI_"))
    }
    full |= {"RUNNER_TEMP": str(temp), "GITHUB_BASE_REF": "", **told, **env}
    # The shell that GitHub starts for `shell: bash`.
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    return subprocess.run(command, cwd=cwd, env=full, capture_output=True, text=True, check=False)


@pytest.fixture
def temp(tmp_path: Path) -> Path:
    """What the first step makes: an environment with the command in it."""
    folder = tmp_path / "temp/groundplan/bin"
    folder.mkdir(parents=True)
    (folder / "groundplan").write_text(f'#!/bin/sh\nexec {sys.executable} -m groundplan "$@"\n')
    (folder / "groundplan").chmod(0o755)
    return tmp_path / "temp"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A checkout of depth one of a branch that breaks a rule."""
    source = make_repo(tmp_path / "source", {"README.md": "x\n"})
    write_landed(source)
    commit(source, "Land")
    git(source, "switch", "--quiet", "-c", "work")
    write_files(source, {"up.sh": "docker-compose up\n"})
    commit(source, "One")
    commit(source, "Two")
    git(source, "switch", "--quiet", "main")
    commit(source, "Meanwhile")
    target = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=work", f"file://{source}", str(target))
    return target


def test_nothing_that_a_user_types_is_put_into_a_script() -> None:
    assert not any("${{" in step["run"] for step in STEPS.values())


def test_a_shallow_checkout_gets_its_history_and_then_a_verdict(clone: Path, temp: Path) -> None:
    assert run_step(HISTORY, clone, temp, GITHUB_BASE_REF="main").returncode == 0
    done = run_step(REVIEW, clone, temp, GITHUB_BASE_REF="main")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=up.sh,line=1,")


def test_a_history_that_can_not_be_had_is_named(clone: Path, temp: Path, tmp_path: Path) -> None:
    (tmp_path / "source").rename(tmp_path / "gone")
    assert run_step(HISTORY, clone, temp, GITHUB_BASE_REF="main").returncode == 0
    done = run_step(REVIEW, clone, temp, GITHUB_BASE_REF="main")
    assert done.returncode == 2
    assert "nothing was looked at" in done.stderr


def test_the_base_can_be_said(clone: Path, temp: Path) -> None:
    run_step(HISTORY, clone, temp, GITHUB_BASE_REF="main")
    assert run_step(REVIEW, clone, temp, BASE="HEAD").returncode == 0
    assert run_step(REVIEW, clone, temp, BASE="origin/main; touch x").returncode == 2
    assert not (clone / "x").exists()


def test_gitlab_runs_both_and_fails_with_the_worse(tmp_path: Path) -> None:
    job = GITLAB["groundplan"]
    assert job["variables"]["GIT_DEPTH"] == "0"
    write_files(tmp_path, {".groundplan/run": 'echo "<x/>"; [ "$1" != check ] || exit 1\n'})
    script = "\n".join(job["script"])
    done = subprocess.run(["sh", "-e", "-c", script], cwd=tmp_path, check=False)
    assert done.returncode == 1
    assert (tmp_path / "groundplan-review.xml").read_text() == "<x/>\n"
