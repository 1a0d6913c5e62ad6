"""The recipes for hundreds of repos: the exact commands that they run, and each fails on a conflict."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import pytest
import yaml
from support import ANSWERS_FILE, ROOT, commit, git, make_kit, make_repo, release, run

from groundplan.cli import main

RECIPES = ROOT / "docs/recipes"
WORKFLOW = ROOT / ".github/workflows/update-repo.yml"
BIN = Path(sys.executable).parent


def workflow_commands() -> list[str]:
    steps = yaml.safe_load(WORKFLOW.read_text())["jobs"]["update"]["steps"]
    return [step["run"] for step in steps if "run" in step]


def test_every_recipe_can_be_read() -> None:
    preset = json.loads((RECIPES / "renovate.json").read_text())
    managers = [rule["matchManagers"] for rule in preset["packageRules"]]
    assert managers == [["copier"], ["pre-commit"]]
    assert not preset["packageRules"][0]["automerge"]
    dependabot = yaml.safe_load((RECIPES / "dependabot.yml").read_text())
    assert dependabot["updates"][0]["package-ecosystem"] == "pre-commit"
    caller = yaml.safe_load((RECIPES / "groundplan-update.yml").read_text())
    assert caller["jobs"]["update"]["uses"].endswith(f"{WORKFLOW.relative_to(ROOT)}@main")
    lines = (RECIPES / "groundplan-update.yml").read_text().strip().split("\n")
    assert len([line for line in lines if not line.startswith("#")]) <= 10


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_kit(tmp_path_factory.mktemp("kit") / "kit")
    page = folder / "template/docs/onboarding.md.jinja"
    page.write_text(page.read_text().replace("# Welcome", "# Welcome here"))
    release(folder, "v1.1.0")
    return folder


@pytest.fixture(scope="module")
def landed_once(kit: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make_repo(tmp_path_factory.mktemp("landed") / "repo", {"a": ""})
    assert main.run(["init", str(folder), "--defaults", "--from", str(kit), "--ref", "v1.0.0"]) == 0
    commit(folder, "Landed")
    return folder


@pytest.fixture
def repo(landed_once: Path, tmp_path: Path) -> Path:
    """A clone, as a bot has it."""
    upstream = tmp_path / "upstream.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(landed_once), str(upstream))
    git(tmp_path, "clone", "--quiet", str(upstream), str(tmp_path / "repo"))
    return tmp_path / "repo"


def conflict(repo: Path) -> None:
    page = repo / "docs/onboarding.md"
    page.write_text(page.read_text().replace("# Welcome", "# Hello"))
    commit(repo, "Ours")


def path_with(tmp_path: Path, **programs: str) -> dict[str, str]:
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, text in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)
    return {"PATH": f"{folder}:{BIN}:/usr/bin:/bin"}


@pytest.mark.slow
def test_multi_gitter_updates_and_fails_on_a_conflict(repo: Path, tmp_path: Path) -> None:
    env = path_with(tmp_path)
    script = RECIPES / "multi-gitter.sh"
    shutil.copytree(repo, tmp_path / "other")
    done = run(script, cwd=repo, env=env)
    assert done.returncode == 0, done.stderr
    assert "# Welcome here" in (repo / "docs/onboarding.md").read_text()
    conflict(tmp_path / "other")
    failed = run(script, cwd=tmp_path / "other", env=env)
    assert failed.returncode == 3
    assert git(tmp_path / "other", "status", "--porcelain") == ""


@pytest.mark.slow
def test_the_workflow_opens_a_pull_request_and_fails_on_a_conflict(
    repo: Path, tmp_path: Path
) -> None:
    log = tmp_path / "gh.log"
    env = path_with(tmp_path, gh=f'echo "$@" >> {log}')
    shutil.copytree(repo, tmp_path / "other")
    commands = [text for text in workflow_commands() if "pip install" not in text]
    for text in commands:
        done = run("bash", "-e", "-c", text, cwd=repo, env=env)
        assert done.returncode == 0, done.stderr
    assert "pr create --head groundplan-update" in log.read_text()
    shown = git(tmp_path / "upstream.git", "show", "groundplan-update:docs/onboarding.md")
    assert "# Welcome here" in shown
    conflict(tmp_path / "other")
    assert run("bash", "-e", "-c", commands[0], cwd=tmp_path / "other", env=env).returncode == 3


@pytest.mark.slow
def test_what_renovate_runs_updates_without_trust(repo: Path) -> None:
    """The command line of its copier manager, as its source has it (lib/modules/manager/copier)."""
    command = ("copier", "update", "--skip-answered", "--defaults", "--answers-file", ANSWERS_FILE)
    done = run(BIN / command[0], *command[1:], "--vcs-ref", "v1.1.0", cwd=repo)
    assert done.returncode == 0, done.stderr
    assert "# Welcome here" in (repo / "docs/onboarding.md").read_text()
    assert "_commit: v1.1.0" in (repo / ANSWERS_FILE).read_text()
    commit(repo, "What the bot's pull request holds")
    in_ci = run(sys.executable, "-m", "groundplan", "adopt", "--check", cwd=repo)
    assert in_ci.returncode == 0, in_ci.stdout  # what is behind is a warning with its command
    after = run(sys.executable, "-m", "groundplan", "adopt", cwd=repo)
    assert after.returncode == 0, after.stderr
    commit(repo, "By a bot")
    again = run(sys.executable, "-m", "groundplan", "sync", cwd=repo)
    assert again.returncode == 0, again.stderr
    assert "Nothing to do" in again.stdout


@pytest.mark.slow
def test_a_conflict_that_copier_leaves_is_reported_by_the_check_in_ci(repo: Path) -> None:
    conflict(repo)
    command = ("copier", "update", "--skip-answered", "--defaults", "--answers-file", ANSWERS_FILE)
    assert run(BIN / command[0], *command[1:], cwd=repo).returncode == 0
    found = run(sys.executable, "-m", "groundplan", "adopt", "--check", cwd=repo)
    assert found.returncode == 1
    assert "docs/onboarding.md" in found.stdout
    assert "merge was left unresolved" in found.stdout
