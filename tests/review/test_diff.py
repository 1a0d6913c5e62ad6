"""Diffs as values: what is staged or committed, never the working tree; names of any bytes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from support import commit, git, make_repo, write_files

from groundplan.core.errors import Refused
from groundplan.core.git import git_bytes
from groundplan.review import diff
from groundplan.review.paths import shown

if TYPE_CHECKING:
    from pathlib import Path


def staged(repo: Path) -> list[diff.Change]:
    scope = diff.staged(repo)
    return diff.with_texts(repo, scope, diff.changes(repo, scope), lambda _: True)


def short(found: list[diff.Change]) -> list[tuple[str, str]]:
    return [(item.status, shown(item.path)) for item in found]


def test_the_staged_text_is_read_and_not_the_working_tree(tmp_path: Path) -> None:
    repo = make_repo(tmp_path, {"run.sh": "one\n"})
    write_files(repo, {"run.sh": "one\ntwo\n"})
    git(repo, "add", "run.sh")
    write_files(repo, {"run.sh": "nothing of it\n"})
    (found,) = staged(repo)
    assert (found.text, found.old_text, found.added) == ("one\ntwo\n", "one\n", {2})


def test_a_repo_without_a_commit_has_a_diff_too(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    write_files(tmp_path, {"a": "1\n"})
    git(tmp_path, "add", "a")
    assert short(staged(tmp_path)) == [("A", "a")]


def test_each_kind_of_change(tmp_path: Path) -> None:
    long = "".join(f"line {n}\n" for n in range(20))
    repo = make_repo(tmp_path, {"old.sh": long, "gone.sh": "x\n", "kind": "text\n"})
    git(repo, "mv", "old.sh", "new.sh")
    write_files(repo, {"new.sh": long + "more\n"})
    (repo / "gone.sh").unlink()
    (repo / "kind").unlink()
    (repo / "kind").symlink_to("new.sh")
    git(repo, "add", "--all")
    found = {item.path: item for item in staged(repo)}
    assert {path: item.status for path, item in found.items()} == {
        "gone.sh": "D",
        "kind": "T",
        "new.sh": "R",
    }
    assert found["new.sh"].old_path == "old.sh"
    assert found["new.sh"].added == {21}
    assert found["kind"].mode == diff.LINK_MODE
    assert found["kind"].added == {1}


@pytest.mark.parametrize(
    "name",
    [
        b"a\nb.sh",
        b"-rf.sh",
        b'"quoted".sh',
        b"tab\there.sh",
        b"caf\xe9.sh",  # Latin-1: no UTF-8
        b"x\n+docker-compose up\ndiff --git a b\n@@ -0,0 +1 @@.sh",
        b":(glob)*.sh",
        b"a\\b.sh",
    ],
)
def test_a_name_is_never_taken_for_anything_else(tmp_path: Path, name: bytes) -> None:
    repo = make_repo(tmp_path, {"z.sh": "z\n"})
    path = os.fsencode(repo) + b"/" + name
    with open(path, "wb") as file:  # noqa: PTH123 - a name of any bytes
        file.write(b"one\n")
    git(repo, "add", "--all")
    git(repo, "-c", "user.name=T", "-c", "user.email=t@e.invalid", "commit", "-qm", "x")
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(b"one\ntwo\n")
    write_files(repo, {"z.sh": "z\nnew\n"})
    git(repo, "add", "--all")
    found = {os.fsencode(item.path): item for item in staged(repo)}
    assert found[name].added == {2}
    assert found[b"z.sh"].added == {2}
    assert (
        shown(found[name].path).isprintable()
        or "\n" in shown(found[name].path)
        or "\t" in shown(found[name].path)
    )


def test_nobodys_way_to_show_diffs_changes_what_is_read(tmp_path: Path) -> None:
    repo = make_repo(tmp_path, {"a.sh": "1\n2\n3\n4\n5\n", ".gitattributes": "*.sh -diff\n"})
    for key, value in {
        "diff.noprefix": "true",
        "diff.external": "false",
        "color.ui": "always",
        "diff.context": "9",
        "diff.interHunkContext": "9",
        "diff.renames": "false",
        "core.quotePath": "false",
        "diff.submodule": "log",
        "diff.orderFile": "/dev/null",
    }.items():
        git(repo, "config", key, value)
    write_files(repo, {"a.sh": "new\n2\n3\n4\nnew\n"})
    git(repo, "add", "--all")
    (found,) = staged(repo)
    assert found.added == {1, 5}


def test_the_base_is_where_the_branch_began(tmp_path: Path) -> None:
    repo = make_repo(tmp_path, {"a": "1\n"})
    git(repo, "switch", "--quiet", "-c", "work")
    write_files(repo, {"mine": "1\n"})
    commit(repo, "Mine")
    git(repo, "switch", "--quiet", "main")
    write_files(repo, {"theirs": "1\n"})
    commit(repo, "Theirs")
    git(repo, "switch", "--quiet", "work")
    assert short(diff.changes(repo, diff.since(repo, "main"))) == [("A", "mine")]
    # The merge ref of a pull request: what it adds to the base is the same.
    git(repo, "-c", "user.name=T", "-c", "user.email=t@e.invalid", "merge", "-q", "main", "-m", "m")
    assert short(diff.changes(repo, diff.since(repo, "main"))) == [("A", "mine")]


@pytest.mark.parametrize("base", ["nowhere", "--output=x", "", "main:a", "HEAD~99"])
def test_a_base_that_is_not_there_is_named(tmp_path: Path, base: str) -> None:
    repo = make_repo(tmp_path, {"a": "1\n"})
    with pytest.raises(Refused, match="nothing was looked at"):
        diff.since(repo, base)
    assert not (repo / "x").exists()


def test_a_clone_of_depth_one_is_named(tmp_path: Path) -> None:
    source = make_repo(tmp_path / "source", {"a": "1\n"})
    git(source, "switch", "--quiet", "-c", "work")
    commit(source, "One")
    commit(source, "Two")
    git(source, "switch", "--quiet", "main")
    commit(source, "Three")
    clone = tmp_path / "clone"
    address = f"file://{source}"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=work", address, str(clone))
    with pytest.raises(Refused, match="main is not in this clone"):
        diff.since(clone, "origin/main")
    git(clone, "fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main")
    with pytest.raises(Refused, match="history is cut off"):
        diff.since(clone, "origin/main")


def test_two_histories_without_a_common_commit_are_named(tmp_path: Path) -> None:
    repo = make_repo(tmp_path, {"a": "1\n"})
    git(repo, "switch", "--quiet", "--orphan", "other")
    commit(repo, "Other")
    with pytest.raises(Refused, match="no common commit"):
        diff.since(repo, "main")


def test_the_index_that_git_names_to_a_hook_is_the_one_that_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = make_repo(tmp_path, {"a": "1\n"})
    write_files(repo, {"part": "1\n", "rest": "1\n"})
    index = repo / ".git/part-index"
    index.write_bytes((repo / ".git/index").read_bytes())
    monkeypatch.setenv("GIT_INDEX_FILE", str(index))
    blob = git_bytes("hash-object", "-w", "--stdin", cwd=repo, stdin=b"1\n")
    assert blob is not None
    entry = f"100644,{blob.decode().strip()},part"
    assert git_bytes("update-index", "--add", "--cacheinfo", entry, cwd=repo) is not None
    assert short(staged(repo)) == [("A", "part")]


def test_a_submodule_and_a_huge_file_have_no_text(tmp_path: Path) -> None:
    repo = make_repo(tmp_path, {"a": "1\n"})
    inner = make_repo(tmp_path / "inner", {"b": "1\n"})
    head = git(inner, "rev-parse", "HEAD").strip()
    git(repo, "update-index", "--add", "--cacheinfo", f"160000,{head},sub")
    write_files(repo, {"big.sh": "x\n" * diff.TEXT_LIMIT, "bin.sh": "a\0b\n"})
    git(repo, "add", "big.sh", "bin.sh")
    assert {item.path: item.text for item in staged(repo)} == {
        "big.sh": "",
        "bin.sh": "",
        "sub": "",
    }
