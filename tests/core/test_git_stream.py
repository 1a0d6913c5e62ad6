"""Git, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import support

from groundplan.core.errors import EnvironmentTrouble
from groundplan.core.git_stream import git_lines

if TYPE_CHECKING:
    from pathlib import Path


def test_lines_come_without_their_ends(tmp_path: Path) -> None:
    repo = support.make_repo(tmp_path / "repo", {"a": "", "b": ""})
    assert list(git_lines("ls-files", cwd=repo, max_bytes=100)) == [b"a", b"b"]


def test_no_more_than_the_limit_is_read(tmp_path: Path) -> None:
    repo = support.make_repo(tmp_path / "repo", {f"file{number}": "" for number in range(50)})
    assert sum(map(len, git_lines("ls-files", cwd=repo, max_bytes=20))) <= 20


def test_outside_of_a_repository_there_are_no_lines(tmp_path: Path) -> None:
    assert list(git_lines("ls-files", cwd=tmp_path, max_bytes=100)) == []


def test_without_git_the_reason_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EnvironmentTrouble, match="git"):
        list(git_lines("ls-files", cwd=tmp_path, max_bytes=100))
