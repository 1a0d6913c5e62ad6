"""What git does to the kit's files on the way to another machine is a finding, with its way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import commit, git, make_kit, make_repo, run, write_files

from groundplan.cli import main

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("landed")
    kit = make_kit(base / "kit")
    repo = make_repo(base / "repo", {"app.py": "", ".gitignore": "*.log\n"})
    assert main.run(["init", str(repo), "--defaults", "--from", str(kit)]) == 0
    commit(repo, "Landed")
    return repo


def check(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.chdir(folder)
    capsys.readouterr()
    status = main.run(["adopt", "--check"])
    out = capsys.readouterr().out
    assert (status, "Every file is connected." in out) in ((0, True), (1, False)), out
    return out


def clone(repo: Path, folder: Path, *options: str) -> Path:
    git(repo, "clone", "--quiet", *options, str(repo), str(folder))
    return folder


def test_nothing_is_found_in_a_plain_clone(landed, tmp_path, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    assert "connected" in check(clone(landed, tmp_path / "c"), monkeypatch, capsys)


def test_carriage_returns_are_found(landed, tmp_path, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    here = clone(landed, tmp_path / "c")
    hook = here / ".groundplan/run"
    hook.write_bytes(hook.read_bytes().replace(b"\n", b"\r\n"))
    assert ".groundplan/run: it was checked out with CRLF" in check(here, monkeypatch, capsys)


def test_a_lost_right_to_run_is_found(landed, tmp_path, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    here = clone(landed, tmp_path / "c")
    git(here, "update-index", "--chmod=-x", ".groundplan/hook")
    assert "git update-index --chmod=+x .groundplan/hook" in check(here, monkeypatch, capsys)


def test_an_ignored_file_of_the_kit_is_found(landed, tmp_path, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    here = clone(landed, tmp_path / "c")
    git(here, "rm", "--quiet", "--cached", ".groundplan/run")
    (here / ".git/info/exclude").write_text("run\n")
    assert "git add -f .groundplan/run" in check(here, monkeypatch, capsys)


def test_a_raised_commit_is_found(landed, tmp_path, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    here = clone(landed, tmp_path / "c")
    answers = here / ".copier-answers.groundplan.yml"
    answers.write_text(answers.read_text().replace("_commit: v1.0.0", "_commit: v1.4.0"))
    assert "put _commit: v1.0.0 back" in check(here, monkeypatch, capsys)


def test_a_sparse_checkout_is_found(landed, tmp_path, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    here = clone(landed, tmp_path / "c")
    git(here, "sparse-checkout", "set", "--no-cone", "/*", "!/docs/")
    assert "git sparse-checkout add docs" in check(here, monkeypatch, capsys)


def test_two_spellings_of_one_name_are_found(landed, tmp_path, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    here = clone(landed, tmp_path / "c")
    write_files(here, {"agents.md": "# ours\n"})
    git(here, "add", "agents.md")
    assert "agents.md is the same file on Windows and macOS" in check(here, monkeypatch, capsys)


@pytest.mark.parametrize("link", ["AGENTS.md", "CLAUDE.md"])
def test_a_link_that_is_text_here_stays_a_link(link: str, tmp_path: Path) -> None:
    kit = make_kit(tmp_path / "kit")
    real = {"AGENTS.md": "CLAUDE.md", "CLAUDE.md": "AGENTS.md"}[link]
    first = make_repo(tmp_path / "first", {real: "# Ours\n"})
    (first / link).symlink_to(real)
    commit(first, "Link")
    windows = clone(first, tmp_path / "windows", "-c", "core.symlinks=false")
    assert main.run(["init", str(windows), "--defaults", "--from", str(kit)]) == 0
    assert (windows / link).read_text() == real
    text = (windows / real).read_text()
    assert text.startswith("# Ours\n")
    assert "groundplan:begin" in text
    assert "@AGENTS.md" not in text
    commit(windows, "Landed")
    again = clone(windows, tmp_path / "again")
    assert (again / link).resolve() == (again / real).resolve()


def test_rules_that_became_one_file_do_not_import_themselves(
    landed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = clone(landed, tmp_path / "c")
    git(here, "mv", "AGENTS.md", "CLAUDE.md")
    (here / "AGENTS.md").symlink_to("CLAUDE.md")
    commit(here, "One file")
    monkeypatch.chdir(here)
    assert main.run(["adopt"]) == 0
    assert "@AGENTS.md" not in (here / "CLAUDE.md").read_text()
    assert run("git", "status", "--porcelain", cwd=here).stdout == ""


def test_a_makefile_of_another_spelling_is_the_one_that_is_connected(tmp_path: Path) -> None:
    kit = make_kit(tmp_path / "kit")
    repo = make_repo(tmp_path / "r", {"makefile": "all:\n\t@echo theirs\n"})
    assert main.run(["init", str(repo), "--defaults", "--from", str(kit)]) == 0
    assert not (repo / "Makefile").exists()
    assert run("make", cwd=repo).stdout == "theirs\n"
    assert "plan-check" in run("make", "help", cwd=repo).stdout
