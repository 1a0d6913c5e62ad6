"""Many files at once: all of them, or none, wherever it is stopped."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from support import write_files

from groundplan.core import transaction
from groundplan.core.digest import sha256
from groundplan.core.errors import EnvironmentTrouble, Refused
from groundplan.core.transaction import (
    JOURNAL,
    STAGE,
    TRANSACTION,
    Change,
    Tree,
    apply,
    kept_changes,
    locked,
    recover,
)
from groundplan.core.user_state import state_folder

if TYPE_CHECKING:
    from pathlib import Path

BEFORE = {"a.txt": "old a\n", "deep/b.txt": "old b\n", "gone/c.txt": "old c\n", "same.txt": "s\n"}
AFTER = {"a.txt": "new a\n", "deep/b.txt": "new b\n", "new/x/d.txt": "new d\n", "same.txt": "s\n"}


def tree_with_changes(folder: Path) -> Tree:
    folder.mkdir()
    write_files(folder, BEFORE)
    (folder / "a.txt").chmod(0o755)
    tree = Tree(folder)
    tree.write("a.txt", b"new a\n")
    tree.write("deep/b.txt", b"new b\n")
    tree.write("gone/c.txt", None)
    tree.write("new/x/d.txt", b"new d\n", 0o755)
    return tree


def texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_all_of_it_is_done_and_modes_stay(tmp_path: Path) -> None:
    tree = tree_with_changes(tmp_path / "r")
    apply(tree.root, tree.changes())
    assert texts(tree.root) == AFTER
    assert (tree.root / "a.txt").stat().st_mode & 0o777 == 0o755
    assert (tree.root / "new/x/d.txt").stat().st_mode & 0o777 == 0o755
    assert not (tree.root / "gone").exists()


CALLS = ["replace", "unlink", "mkdir", "open", "fsync"]


@pytest.mark.parametrize("number", range(0, 90, 2))
@pytest.mark.parametrize("problem", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
def test_a_failure_at_any_call_leaves_everything_as_it_was(
    number: int, problem: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = tree_with_changes(tmp_path / "r")
    count = 0

    def failing(real: Any) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            nonlocal count
            count += 1
            if count == number + 1:
                raise problem
            return real(*arguments, **options)

        return call

    for name in CALLS:
        monkeypatch.setattr(os, name, failing(getattr(os, name)))
    try:
        apply(tree.root, tree.changes())
    except (EnvironmentTrouble, KeyboardInterrupt):
        monkeypatch.undo()
        recover(tree.root)
        assert texts(tree.root) in (BEFORE, AFTER)
        assert not list(tree.root.glob(f"{STAGE}*"))
        assert not (tree.root / "new").exists() or texts(tree.root) == AFTER
    else:
        monkeypatch.undo()
        assert texts(tree.root) == AFTER


@pytest.mark.parametrize("number", range(0, 40, 3))
def test_a_kill_in_the_middle_is_taken_back_at_the_next_start(number: int, tmp_path: Path) -> None:
    """Stopped dead before the n-th file changes: as a kill, or a machine without power."""
    tree = tree_with_changes(tmp_path / "r")
    program = f"""
import os, pathlib, sys
from groundplan.core.transaction import Tree, apply
tree = Tree(pathlib.Path({str(tree.root)!r}))
tree.write("a.txt", b"new a\\n"); tree.write("deep/b.txt", b"new b\\n")
tree.write("gone/c.txt", None); tree.write("new/x/d.txt", b"new d\\n", 0o755)
count = 0
for name in ("replace", "unlink", "mkdir", "fsync"):
    def dying(*args, real=getattr(os, name), **options):
        global count
        count += 1
        if count > {number}:
            os._exit(9)
        return real(*args, **options)
    setattr(os, name, dying)
apply(tree.root, tree.changes())
"""
    done = subprocess.run([sys.executable, "-c", program], check=False)
    assert done.returncode in (0, 9)
    recover(tree.root)
    assert texts(tree.root) in (BEFORE, AFTER)
    assert not list(tree.root.glob(f"{STAGE}*"))
    again = Tree(tree.root)
    again.write("a.txt", b"again\n")
    apply(again.root, again.changes())
    assert (tree.root / "a.txt").read_text() == "again\n"


def test_a_file_that_was_changed_meanwhile_refuses_everything(tmp_path: Path) -> None:
    tree = tree_with_changes(tmp_path / "r")
    (tree.root / "deep/b.txt").write_text("edited\n")
    with pytest.raises(Refused, match=r"deep/b.txt was changed meanwhile"):
        apply(tree.root, tree.changes())
    assert texts(tree.root) == {**BEFORE, "deep/b.txt": "edited\n"}


@pytest.mark.parametrize("kind", ["link out", "folder", "file as folder", "linked folder", "fifo"])
def test_what_is_in_the_way_is_named(kind: str, tmp_path: Path) -> None:
    root = tmp_path / "r"
    write_files(root, {"x": ""})
    (tmp_path / "out").mkdir()
    (tmp_path / "out/f").write_text("theirs")
    path = "d/f"
    if kind == "linked folder":
        (root / "d").symlink_to(tmp_path / "out")
    elif kind == "file as folder":
        (root / "d").write_text("")
    else:
        (root / "d").mkdir()
        if kind == "link out":
            (root / "d/f").symlink_to(tmp_path / "out/f")
        elif kind == "folder":
            (root / "d/f").mkdir()
        else:
            os.mkfifo(root / "d/f")
    with pytest.raises(Refused, match="d"):
        apply(root, [Change(path, None, b"ours")])
    assert (tmp_path / "out/f").read_text() == "theirs"


@pytest.mark.parametrize(
    "path", ["../out.txt", "/tmp/out.txt", "a/../../out.txt", ".git/hooks/x", ""]
)
def test_a_path_that_leaves_the_repo_is_refused(path: str, tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    with pytest.raises(Refused, match="no path inside"):
        apply(tmp_path / "r", [Change(path, None, b"x")])


@pytest.mark.parametrize("stage", [STAGE, f"{STAGE}-0123abcd"])
@pytest.mark.parametrize("path", ["../victim.txt", ".git/config", "link/victim.txt", ".env"])
def test_k9_a_journal_that_the_repo_contains_is_not_believed(
    path: str, stage: str, tmp_path: Path
) -> None:
    """Whoever clones a repo has not stopped anything in it, whatever files it has."""
    repo = tmp_path / "repo"
    write_files(tmp_path, {"victim.txt": "mine\n", "repo/.git/config": "mine\n"})
    write_files(repo, {".env": "mine\n"})
    (repo / "link").symlink_to(tmp_path)
    journal = json.dumps([{"path": path, "made": [], "after": None, "mode": 420}])
    write_files(repo, {f"{stage}/journal.json": journal, f"{stage}/old/0": "theirs\n"})
    recover(repo)
    apply(repo, [Change("x", None, b"ours")])
    assert (repo / "x").read_bytes() == b"ours"
    for file in (tmp_path / "victim.txt", repo / ".git/config", repo / ".env"):
        assert file.read_text() == "mine\n"


def test_what_was_edited_after_a_kill_is_not_taken_back(tmp_path: Path) -> None:
    tree = tree_with_changes(tmp_path / "r")
    journal = state_folder(tree.root) / TRANSACTION
    entry = {"path": "a.txt", "made": [], "after": sha256(b"new a\n"), "mode": 0o644}
    write_files(journal, {JOURNAL: json.dumps([entry]), "old/0": "old a\n"})
    (tree.root / "a.txt").write_text("edited\n")
    recover(tree.root)
    assert (tree.root / "a.txt").read_text() == "edited\n"
    assert not journal.exists()


def test_a_link_inside_the_repo_stays_a_link(tmp_path: Path) -> None:
    write_files(tmp_path, {"real.md": "a\n"})
    (tmp_path / "link.md").symlink_to("real.md")
    tree = Tree(tmp_path)
    tree.write("link.md", b"b\n")
    apply(tmp_path, tree.changes())
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text() == "b\n"


def test_kept_files_come_back_unless_edited_since(tmp_path: Path) -> None:
    tree = tree_with_changes(tmp_path / "r")
    keep = tmp_path / "keep"
    apply(tree.root, tree.changes(), keep=keep)
    (tree.root / "new/x/d.txt").write_text("edited\n")
    with pytest.raises(Refused, match="Edited since"):
        kept_changes(tree.root, keep)
    (tree.root / "new/x/d.txt").write_text("new d\n")
    apply(tree.root, kept_changes(tree.root, keep))
    assert texts(tree.root) == BEFORE
    assert (tree.root / "a.txt").stat().st_mode & 0o777 == 0o755


def test_k9_the_lock_holds_whatever_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "way").symlink_to(tmp_path)
    with locked(tmp_path):
        for name in ("TMPDIR", "HOME", "XDG_STATE_HOME"):
            (tmp_path / name).mkdir()
            monkeypatch.setenv(name, str(tmp_path / name))
        with pytest.raises(Refused, match="Another groundplan"), locked(tmp_path / "way"):
            pass


def test_a_second_process_is_refused_and_the_lock_ends_with_its_holder(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(Refused, match="Another groundplan"), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass


def test_a_journal_names_only_what_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = tree_with_changes(tmp_path / "r")
    seen: list[str] = []

    def look(root: Path, stage: Path, found: Any) -> None:
        journal = state_folder(root) / TRANSACTION / JOURNAL
        seen.extend(entry["path"] for entry in json.loads(journal.read_text()))
        raise KeyboardInterrupt

    monkeypatch.setattr(transaction, "_commit", look)
    with pytest.raises(KeyboardInterrupt):
        apply(tree.root, tree.changes())
    assert seen == ["a.txt", "deep/b.txt", "gone/c.txt", "new/x/d.txt"]
    assert texts(tree.root) == BEFORE
    shutil.rmtree(tree.root)
