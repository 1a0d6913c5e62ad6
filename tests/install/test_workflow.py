"""Landing in real-looking repos: connected once, working, and taken out again."""

from __future__ import annotations

import json
import shutil
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest
import yaml
from support import ANSWERS_FILE, ROOT, commit, git, make_kit, make_repo, run, write_files

from groundplan.cli import main

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
MINIATURES = ROOT / "tests/data/assess/mini-repos"
OWN = {
    "Makefile": "build:\n\t@echo built\n",
    "AGENTS.md": "# Ours\n",
    ".pre-commit-config.yaml": "# ours\nrepos:\n- repo: local\n  hooks: []\n",
    ".claude/settings.json": '{\n\t"model": "x" // ours\n}\n',
}


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_kit(tmp_path_factory.mktemp("kit") / "kit")


@pytest.mark.parametrize("name", sorted(path.name for path in MINIATURES.iterdir()))
def test_a_miniature_gets_the_kit_beside_its_own_files_and_back(
    name: str, kit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = make_repo(tmp_path / "repo")
    shutil.copytree(MINIATURES / name, repo, dirs_exist_ok=True)
    write_files(repo, OWN)
    commit(repo, "Theirs")
    monkeypatch.chdir(repo)
    assert main.run(["init", "--defaults", "--from", str(kit)]) == 0
    assert main.run(["adopt", "--check"]) == 0
    changed = git(repo, "diff", "--name-only").split()
    assert sorted(changed) == sorted(OWN)
    assert run("make", cwd=repo).stdout == "built\n"
    assert "plan" in run("make", "help", cwd=repo).stdout
    facts = json.loads((repo / ".groundplan/facts.json").read_text())
    answers = yaml.safe_load((repo / ANSWERS_FILE).read_text())
    assert facts["test_command"] == answers["test_command"]
    commit(repo, "Landed")
    assert main.run(["sync"]) == 0
    assert git(repo, "status", "--porcelain") == ""
    assert main.run(["remove"]) == 0
    assert git(repo, "diff", "--name-only", "HEAD~1", "--", *OWN) == ""
    assert not (repo / ".groundplan/hook").exists()


def test_the_summary_fits_80_columns_and_says_where_answers_were_found(
    kit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    compose = "services:\n  web:\n    build: .\n    command: flask run\n"
    repo = make_repo(tmp_path / "r", {"compose.yaml": compose, "app.py": "import flask\n"})
    assert main.run(["init", str(repo), "--defaults", "--from", str(kit)]) == 0
    out = capsys.readouterr().out
    assert "containers: true  (compose.yaml:2, web is built from the root)" in out
    assert max(len(line) for line in out.split("\n")) <= 80


def test_json_says_what_was_written_and_where_answers_are_from(
    kit: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = make_repo(tmp_path / "r", {"compose.yaml": "services:\n  web: {build: .}\n", **OWN})
    given = ["init", str(repo), "--defaults", "--from", str(kit), "--json"]
    assert main.run([*given, "--dry-run"]) == 0
    assert not json.loads(capsys.readouterr().out)["written"]
    assert main.run(given) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["written"]
    assert data["version"] == "v1.0.0"
    assert data["found"]["containers"]["path"] == "compose.yaml"
    assert sorted(data["adopted"]) == sorted(OWN)
    assert {"path": "groundplan.mk", "change": "+"} in data["files"]


@pytest.mark.parametrize("questions", [0, 1, 3])
def test_ctrl_c_at_a_question_writes_nothing(questions: int, kit: Path, tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "r", {"a": ""})
    child = pexpect.spawn(
        sys.executable,
        ["-m", "groundplan", "init", "--from", str(kit)],
        cwd=str(repo),
        dimensions=(24, 80),
        timeout=60,
    )
    child.expect("What kind of project")
    for _ in range(questions):
        child.send("\r")
        child.expect(r"\?")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert git(repo, "status", "--porcelain") == ""


def test_the_commit_hook_reports_a_block_that_is_behind(
    kit: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    repo = make_repo(tmp_path / "r", {"AGENTS.md": "# Ours\n"})
    assert main.run(["init", str(repo), "--defaults", "--from", str(kit)]) == 0
    commit(repo, "Landed")
    monkeypatch.chdir(repo)
    assert main.run(["review", "--staged", "--with-plan"]) == 0
    block = repo / ".groundplan/AGENTS.block.md"
    block.write_text(block.read_text() + "\nNew text.\n")
    capsys.readouterr()
    assert main.run(["review", "--staged", "--with-plan"]) == 1
    assert "AGENTS.md: not connected" in capsys.readouterr().err
    assert main.run(["adopt"]) == 0
    assert main.run(["review", "--staged", "--with-plan"]) == 0
    assert "New text." in (repo / "AGENTS.md").read_text()


def test_removing_says_that_a_commit_hook_stays_without_its_settings(tmp_path: Path) -> None:
    folder = make_repo(tmp_path / "repo", {"pyproject.toml": "[project]\nname = 'x'\n"})
    kit = make_kit(tmp_path / "kit")
    groundplan = (sys.executable, "-m", "groundplan")
    assert run(*groundplan, "init", "--defaults", "--from", kit, cwd=folder).returncode == 0
    commit(folder, "Land the kit")
    write_files(folder, {".git/hooks/pre-commit": "#!/bin/sh\n# made by pre-commit\n"})
    done = run(*groundplan, "remove", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "pre-commit uninstall" in done.stdout
