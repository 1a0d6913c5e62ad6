"""Stored answers that the repo disproves later are said, with the command that changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import commit, make_kit, make_repo, write_files

from groundplan.cli import main
from groundplan.core.answers_file import KitAnswers
from groundplan.install.answers_drift import drifted

if TYPE_CHECKING:
    from pathlib import Path

COMPOSE = (
    "services:\n  web:\n    build: .\n    volumes: ['.:/app']\n  db:\n    image: postgres:16\n"
)
BASE = {
    "app.py": "from flask import Flask\napp = Flask(__name__)\n",
    "tests/test_a.py": "import pytest\ndef test_a(): ...\n",
}


def answers(**values: object) -> KitAnswers:
    kept = {"containers": False, "agents": ["claude-code"], "test_command": "pytest", **values}
    return KitAnswers("https://example.invalid/kit.git", "v1.0.0", kept)


@pytest.mark.parametrize(
    ("files", "stored", "question", "fix"),
    [
        # The compose file is gone.
        ({}, {"containers": True, "api_service": "web"}, "containers", "containers=false"),
        # The service has another name.
        (
            {"compose.yaml": COMPOSE},
            {"containers": True, "api_service": "api"},
            "api_service",
            "api_service=web",
        ),
        # A database service is gone.
        (
            {"compose.yaml": COMPOSE},
            {"containers": True, "api_service": "web", "data_services": "db redis"},
            "data_services",
            "data_services=db",
        ),
        # Another package manager.
        (
            {"README.md": "```sh\nuv run pytest\n```\n", "uv.lock": ""},
            {"test_command": "poetry run pytest"},
            "test_command",
            "test_command=uv run pytest",
        ),
        # Another migration tool.
        (
            {"alembic.ini": "[alembic]\n", "migrations/env.py": "from alembic import context\n"},
            {"migration_tool": "django"},
            "migration_tool",
            "migration_tool=alembic",
        ),
        # Another agent.
        ({".cursor/rules/a.mdc": "x\n"}, {}, "agents", "agents=claude-code,cursor"),
    ],
)
def test_an_answer_that_is_no_longer_true_is_said(
    files: dict[str, str], stored: dict[str, object], question: str, fix: str, tmp_path: Path
) -> None:
    repo = make_repo(tmp_path / "r", {**BASE, **files})
    found = {drift.question: drift for drift in drifted(repo, answers(**stored))}
    assert fix in found[question].fix


@pytest.mark.parametrize(
    "stored",
    [
        {"test_command": "pytest -x"},  # a choice of the team
        {"test_command": "make everything"},
        {"test_command": "pytest", "migration_tool": "none"},
    ],
)
def test_what_a_team_chose_is_theirs(stored: dict[str, object], tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "r", BASE)
    assert list(drifted(repo, answers(**stored))) == []


@pytest.mark.slow
def test_a_check_warns_and_stays_green(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kit = make_kit(tmp_path / "kit")
    repo = make_repo(tmp_path / "r", {**BASE, "README.md": "```sh\npoetry run pytest\n```\n"})
    given = ["init", str(repo), "--defaults", "--from", str(kit)]
    assert main.run([*given, "--dry-run"]) == 0
    shown = capsys.readouterr().out
    assert "These make programs run:" in shown
    assert len(shown.split("\n")) < 150
    assert main.run([*given, "--gently"]) == 0
    commit(repo, "Landed")
    monkeypatch.chdir(repo)
    write_files(
        repo, {"app.py": "x = 1\n", "README.md": "```sh\nuv run pytest\n```\n", "uv.lock": ""}
    )
    commit(repo, "Moved to uv")
    capsys.readouterr()
    assert main.run(["adopt", "--check"]) == 0
    out = capsys.readouterr().out
    assert "groundplan sync --answer 'test_command=uv run pytest'" in out
    assert (
        main.run(["review", "--base", "HEAD~1"]) == 0
    )  # code without its tests: a warning for now
    assert "code-with-tests" in capsys.readouterr().out
    answers_file = repo / ".copier-answers.groundplan.yml"
    landed = repo / ".groundplan/landed.json"
    for file in (answers_file, landed):
        file.write_text(file.read_text().replace(str(kit), "https://elsewhere.invalid/kit"))
    commit(repo, "Two files that vouch for each other")
    assert main.run(["sync"]) == 3
    assert "--from https://elsewhere.invalid/kit" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("inner", ["docs", ".github"])
def test_nothing_is_written_into_a_repo_within_the_repo(
    inner: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kit = make_kit(tmp_path / "kit")
    repo = make_repo(tmp_path / "r", {"a": ""})
    make_repo(repo / inner, {"b": ""})
    assert main.run(["init", str(repo), "--defaults", "--from", str(kit)]) == 2
    assert f"{inner} is a repository of its own" in capsys.readouterr().err
    assert sorted(path.name for path in repo.iterdir()) == sorted([".git", "a", inner])
