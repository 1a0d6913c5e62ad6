from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import commit, git, make_repo, write_files

from groundplan.core.commits import changed_since, is_commit

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return make_repo(tmp_path / "repo", {"a.txt": "one\n"})


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("length", [4, 12, 40])
def test_a_commit_is_known_loose_and_packed(repo: Path, packed: bool, length: int) -> None:
    head = git(repo, "rev-parse", "HEAD").strip()
    if packed:
        git(repo, "gc", "-q")
    assert is_commit(repo, head[:length])
    assert is_commit(repo, head[:length].upper())


def test_what_is_no_commit_is_none(repo: Path) -> None:
    blob = git(repo, "hash-object", "a.txt").strip()
    assert is_commit(repo, blob) is False  # it is there, and it is a file
    assert is_commit(repo, "0" * 40) is False
    assert is_commit(repo, "--help") is False
    assert is_commit(repo, "") is None


def test_a_spoilt_object_is_asked_of_git(repo: Path) -> None:
    head = git(repo, "rev-parse", "HEAD").strip()
    file = repo / ".git/objects" / head[:2] / head[2:]
    file.chmod(0o644)
    file.write_bytes(b"no zlib")
    assert is_commit(repo, head) is False


def test_changes_since_a_commit(repo: Path) -> None:
    before = git(repo, "rev-parse", "HEAD").strip()
    write_files(repo, {"b c.txt": "two\n"})
    commit(repo, "Second")
    assert changed_since(repo, before) == ["b c.txt"]
    assert changed_since(repo, "0" * 40) is None
    assert changed_since(repo, "HEAD; rm -rf /") is None
