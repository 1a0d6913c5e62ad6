"""What runs the commit hooks of a repo is found, connected in its own way, or named with the line to add."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from adopt_repos import answers, repo
from support import git, make_repo

from groundplan.core.transaction import Tree
from groundplan.install.adopt import adopt, undo
from groundplan.install.checkout_state import switched_off
from groundplan.install.hook_runners import CALL, hook_lines, hook_runner

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("files", "name", "path", "is_connected"),
    [
        ({"lefthook.yml": "pre-commit:\n  commands: {}\n"}, "lefthook", "lefthook.yml", False),
        ({"prek.toml": '[[repos]]\nrepo = "builtin"\n'}, "prek", "prek.toml", False),
        ({".husky/pre-commit": "npm test\n"}, "husky", ".husky/pre-commit", False),
        ({".husky/pre-commit": f"{CALL}\n"}, "husky", ".husky/pre-commit", True),
        ({".husky/pre-commit": f"# {CALL}\n"}, "husky", ".husky/pre-commit", False),
    ],
)
def test_another_runner_is_found(
    files: dict[str, str], name: str, path: str, is_connected: bool, tmp_path: Path
) -> None:
    runner = hook_runner(make_repo(tmp_path / "r", files))
    assert runner is not None
    assert (runner.name, runner.path, runner.is_connected) == (name, path, is_connected)


def test_a_set_hooks_path_is_named(tmp_path: Path) -> None:
    here = make_repo(tmp_path / "r", {"a": ""})
    git(here, "config", "core.hooksPath", "tools/hooks")
    assert "tools/hooks/pre-commit" in " ".join(hook_lines(here))


def test_a_project_below_the_root_is_told_of_the_root(tmp_path: Path) -> None:
    here = make_repo(tmp_path / "r", {"api/a": "", ".pre-commit-config.yaml": "repos: []\n"})
    said = "\n".join(hook_lines(here / "api"))
    assert f"cd api && {CALL}" in said
    assert "working-directory: api" in said
    assert list(hook_lines(here)) == []


def test_husky_is_connected_and_given_back(tmp_path: Path) -> None:
    tree = repo(tmp_path / "r", {".husky/pre-commit": "npm test\n"})
    adopt(tree, answers())
    assert (tree.read(".husky/pre-commit") or b"").decode().endswith(f"{CALL}\n")
    undo(tree)
    assert tree.read(".husky/pre-commit") == b"npm test\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".claude/settings.json", '{"disableAllHooks": true}'),
        (".claude/settings.local.json", '{"model": "x", // ours\n "disableAllHooks": true}'),
        (".gemini/settings.json", '{"hooksConfig": {"enabled": false}}'),
    ],
)
def test_hooks_that_are_switched_off_are_said(path: str, text: str, tmp_path: Path) -> None:
    tree = Tree(make_repo(tmp_path / "r", {path: text}))
    assert [problem.path for problem in switched_off(tree)] == [path]
