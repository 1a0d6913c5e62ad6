"""The digest of what a step touches changes with its files and with nothing else."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from groundplan.plan.model import Lines, Step
from groundplan.plan.touched import repo_files, touched_digests

if TYPE_CHECKING:
    from pathlib import Path


def step(*globs: str) -> Step:
    return Step("S1", "A step", False, 1, Lines(1, 1), touches=globs)


def digest(root: Path, *globs: str) -> str:
    return touched_digests(root, "PLAN.md", [step(*globs)])["S1"]


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    for name in (
        "app/a.py",
        "app/deep/b.py",
        "other.txt",
        "PLAN.md",
        ".groundplan/evidence/x.jsonl",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    (tmp_path / ".gitignore").write_text("ignored\n")
    (tmp_path / "ignored").write_text("x")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    return tmp_path


@pytest.mark.parametrize("globs", [("app/**",), ("app",), ("app/*.py", "app/deep/*"), ("**",)])
def test_a_changed_file_changes_the_digest(repo: Path, globs: tuple[str, ...]) -> None:
    before = digest(repo, *globs)
    (repo / "app/deep/b.py").write_text("changed")
    assert before
    assert digest(repo, *globs) != before


@pytest.mark.parametrize(
    "deed",
    [
        lambda repo: (repo / "app/new.py").write_text("new"),
        lambda repo: (repo / "app/a.py").unlink(),
        lambda repo: (repo / "app/a.py").rename(repo / "app/c.py"),
    ],
)
def test_a_file_that_comes_or_goes_changes_the_digest(repo: Path, deed: object) -> None:
    before = digest(repo, "app/**")
    deed(repo)  # type: ignore[operator]
    assert digest(repo, "app/**") != before


@pytest.mark.parametrize(
    "name", ["other.txt", "PLAN.md", ".groundplan/evidence/x.jsonl", "ignored"]
)
def test_what_the_step_does_not_touch_does_not_count(repo: Path, name: str) -> None:
    before = digest(repo, "app/**", "ignored")
    (repo / name).write_text("changed")
    assert digest(repo, "app/**", "ignored") == before


def test_the_plan_and_its_evidence_never_count(repo: Path) -> None:
    before = digest(repo, "**")
    (repo / "PLAN.md").write_text("ticked")
    (repo / ".groundplan/evidence/x.jsonl").write_text("more")
    assert digest(repo, "**") == before


def test_line_ends_of_another_system_are_no_change(repo: Path) -> None:
    (repo / "app/a.py").write_bytes(b"one\ntwo\n")
    before = digest(repo, "app/*")
    (repo / "app/a.py").write_bytes(b"one\r\ntwo\r\n")
    assert digest(repo, "app/*") == before


def test_a_link_is_not_followed(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "secret"
    outside.write_text("one")
    (repo / "app/link").symlink_to(outside)
    before = digest(repo, "app/*")
    outside.write_text("two")
    assert digest(repo, "app/*") == before


def test_without_git_all_files_are_seen(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x")
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules/b.js").write_text("x")
    assert repo_files(tmp_path) == ["a.py"]


def test_files_that_are_all_gone_are_a_change(repo: Path) -> None:
    before = digest(repo, "app/deep/**")
    (repo / "app/deep/b.py").unlink()
    assert digest(repo, "app/deep/**") not in ("", before)


def test_a_step_that_touches_nothing_has_no_digest(repo: Path) -> None:
    assert digest(repo) == ""
