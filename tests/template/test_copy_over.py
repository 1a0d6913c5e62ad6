"""Copying over a repo with files of its own leaves each byte as it was and says what to add (U1)."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest
from support import ANSWERS_FILE, git, land, landed_files, make_repo, run, write_files

if TYPE_CHECKING:
    from pathlib import Path

OWN = {
    "README.md": "# Mine\n",
    "Makefile": "all:\n\techo mine\n",
    "AGENTS.md": "# My agents\r\n\r\nCRLF, and no newline at the end",
    "CLAUDE.md": "My Claude\n",
    ".pre-commit-config.yaml": "repos: []  # mine\n",
    ".gitignore": "*.log\n",
    ".github/workflows/ci.yml": "on: push\n",
    ".github/workflows/groundplan.yml": "on: pull_request\n",
    ".github/ISSUE_TEMPLATE/change-request.yml": "name: mine\n",
    ".copier-answers.yml": "_commit: v9\n_src_path: /another/template\nproject_type: weird\n",
    "docs/onboarding.md": "# Mine\n",
    "groundplan.mk": "# mine\n",
    "compose.yaml": "services: {api: {image: x}}\n",
    ".claude/settings.json": '{\n\t"model": "mine"\n}\n',
}


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return make_repo(tmp_path / "own [repo] with 'odd' name", OWN)


def copier(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "copier", *(str(part) for part in arguments)]


def test_nothing_that_was_there_changes_without_a_terminal(kit: Path, repo: Path) -> None:
    done = run(*copier("copy", "--defaults", kit, repo), cwd=repo)
    assert done.returncode == 0, done.stderr
    assert {name: text for name, text in landed_files(repo).items() if name in OWN} == OWN
    assert git(repo, "diff", "--stat") == ""
    assert (repo / "PLAN.md").is_file()


def take_every_default(command: list[str]) -> tuple[list[str], str]:
    """Press Return at each question; return the questions, and all that was on the screen."""
    child = pexpect.spawn(command[0], command[1:], encoding="utf-8", dimensions=(60, 140))
    asked: list[str] = []
    screen, waited = "", 0
    while "The kit has landed" not in screen:
        try:
            came = child.read_nonblocking(10_000, timeout=1)
            screen += came
            child.send(
                "\x1b[1;1R" * came.count("\x1b[6n")
            )  # where the cursor is, as a terminal says it
            continue
        except pexpect.TIMEOUT:
            plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen)
            questions = re.findall(r"🎤 ([^?\r\n]*)", plain)
            if not questions or questions[-1] in asked:
                waited += 1
                assert waited < 30, f"no way on: {screen[-500:]}"
                continue
            question = questions[-1]
        except pexpect.EOF:
            break
        waited = 0
        asked.append(question)
        child.send("\r")
    child.close()
    return asked, screen


def test_nothing_that_was_there_changes_at_a_terminal(kit: Path, repo: Path) -> None:
    asked, screen = take_every_default(copier("copy", kit, repo))
    assert "The kit has landed" in screen
    assert "Files that are here already. Which of them stay as they are" in asked
    assert {name: text for name, text in landed_files(repo).items() if name in OWN} == OWN


def test_a_new_repo_is_asked_eight_questions_at_most(kit: Path, tmp_path: Path) -> None:
    asked, screen = take_every_default(copier("copy", kit, tmp_path / "new"))
    assert "The kit has landed" in screen
    assert len(asked) <= 8, asked


def test_the_message_says_what_to_add_where(kit: Path, repo: Path) -> None:
    done = run(*copier("copy", "--defaults", kit, repo), cwd=repo)
    said = done.stderr[done.stderr.index("The kit has landed") :]
    for name in (
        "Makefile",
        "AGENTS.md",
        ".pre-commit-config.yaml",
        "CLAUDE.md",
        ".claude/settings.json",
    ):
        assert re.search(rf"^{re.escape(name)}: ", said, re.MULTILINE), name
    assert "    include groundplan.mk\n" in said
    assert "    @AGENTS.md\n" in said
    assert "- id: groundplan\n" in said
    assert ".groundplan/AGENTS.block.md" in said
    assert (repo / ".groundplan/AGENTS.block.md").is_file()
    assert "{%" not in said
    assert "own_files" not in said
    assert "README.md" not in said


def test_the_line_for_the_makefile_works(kit: Path, repo: Path) -> None:
    (repo / "groundplan.mk").unlink()
    land(kit, repo, containers=True)
    (repo / "Makefile").write_text("include groundplan.mk\n" + OWN["Makefile"])
    assert "docker-test" in run("make", "help", cwd=repo).stdout
    assert run("make", "all", cwd=repo).stdout == "echo mine\nmine\n"


def test_the_own_answers_file_of_another_template_is_not_read(kit: Path, repo: Path) -> None:
    land(kit, repo)
    assert "weird" not in (repo / ANSWERS_FILE).read_text()


def test_a_second_copy_with_the_answers_file_changes_nothing(kit: Path, repo: Path) -> None:
    land(kit, repo)
    before = landed_files(repo)
    done = run(*copier("copy", "--defaults", "-a", ANSWERS_FILE, kit, repo), cwd=repo)
    assert done.returncode == 0, done.stderr
    assert landed_files(repo) == before


def test_it_says_that_updates_need_git(kit: Path, tmp_path: Path) -> None:
    done = run(*copier("copy", "--defaults", kit, tmp_path / "plain"), cwd=tmp_path)
    assert "git init" in done.stderr
    inside = make_repo(tmp_path / "mono")
    done = run(*copier("copy", "--defaults", kit, inside / "app"), cwd=tmp_path)
    assert "git init" not in done.stderr


@pytest.mark.parametrize(
    ("files", "found"),
    [
        (
            {"compose.yaml": "services: {}\n", "Dockerfile": "FROM x\n"},
            {"project_type": "api", "containers": "true"},
        ),
        # Nothing of the repo is built: what runs there is a database.
        ({"compose.yaml": "services: {}\n"}, {"containers": "false"}),
        (
            {"package.json": "{}", "vite.config.ts": ""},
            {"project_type": "frontend", "test_command": "npm test"},
        ),
        (
            {"package.json": "{}", "pnpm-lock.yaml": ""},
            {"project_type": "library", "test_command": "pnpm test"},
        ),
        ({"manage.py": ""}, {"migration_tool": "django", "containers": "false"}),
        ({"pyproject.toml": ""}, {"project_type": "library", "test_command": "pytest"}),
        (
            {"go.mod": "module x\n"},
            {"test_command": "go test ./...", "test_one_command": "go test ./... -run"},
        ),
        ({}, {"project_type": "api", "containers": "true", "migration_tool": "alembic"}),
        ({".cursor/rules/a.mdc": "x", ".cursor/hooks.json": "{}"}, {"agents": "- cursor"}),
    ],
)
def test_defaults_are_right_without_an_answer(
    kit: Path, tmp_path: Path, files: dict[str, str], found: dict[str, str]
) -> None:
    repo = tmp_path / "repo"
    repo.mkdir()
    write_files(repo, files)
    land(kit, repo)
    stored = (repo / ANSWERS_FILE).read_text()
    for key, value in found.items():
        separator = "\n" if value.startswith("- ") else " "
        assert f"{key}:{separator}{value}\n" in stored
