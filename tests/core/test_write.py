"""Writing: whole or not at all, and never through a link that leaves the repo."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest
from support import make_repo, write_files

from groundplan.core import write
from groundplan.core.errors import EnvironmentTrouble, Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_file_is_replaced_whole_with_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "run"
    path.write_text("old")
    path.chmod(0o750)
    write.write_text(path, "new\r\n")
    assert path.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o750
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    write.write_text(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentTrouble, match="No space left"):
        write.write_text(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def _replaced(path: Path) -> None:
    write.write_text(path, "ours")


def _opened(path: Path) -> None:
    os.close(write.open_file(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC))


def _streamed(path: Path) -> None:
    write.open_new(path).close()


def _appended(path: Path) -> None:
    write.append_private(path, "ours")


@pytest.mark.parametrize("writes", [_replaced, _opened, _streamed, _appended])
@pytest.mark.parametrize(
    ("link", "target", "written"),
    [
        ("PLAN.md", "../victim", "PLAN.md"),  # the file itself
        (".groundplan/output", "../../folder", ".groundplan/output/verify.lock"),  # its folder
        (".groundplan", "../folder", ".groundplan/confirmed.json"),  # a folder further up
        ("a", "b", "a"),  # a link to a link
        ("gone", "../not-there-yet", "gone"),  # a link to nothing, which a write would create
        ("AGENTS.md", ".git/config", "AGENTS.md"),  # a program of git's would start
        ("docs", ".git/hooks", "docs/pre-commit"),
    ],
)
def test_t3_nothing_is_written_through_a_link_out_of_the_repo(
    tmp_path: Path, link: str, target: str, written: str, writes: Callable[[Path], None]
) -> None:
    repo = make_repo(tmp_path / "repo")
    write_files(tmp_path, {"victim": "theirs", "folder/verify.lock": "theirs"})
    write_files(tmp_path, {"folder/confirmed.json": "theirs"})
    (repo / "b").symlink_to("../victim")
    (repo / link).parent.mkdir(exist_ok=True)
    (repo / link).symlink_to(target)
    config = (repo / ".git/config").read_text()
    with pytest.raises(Refused, match="link"):
        writes(repo / written)
    assert (tmp_path / "victim").read_text() == "theirs"
    assert (tmp_path / "folder/verify.lock").read_text() == "theirs"
    assert (tmp_path / "folder/confirmed.json").read_text() == "theirs"
    assert not (tmp_path / "not-there-yet").exists()
    assert not (repo / ".git/hooks/pre-commit").exists()
    assert (repo / ".git/config").read_text() == config


def test_t3_what_becomes_a_link_after_the_look_is_not_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = make_repo(tmp_path / "repo")
    write_files(repo, {"d/f": "ours\n"})
    write_files(tmp_path, {"out/f": "theirs"})
    look = write.real_place

    def then_swap(path: Path, root: Path | None = None) -> tuple[Path, tuple[str, ...]]:
        found = look(path, root)
        (repo / "d").rename(repo / "e")
        (repo / "d").symlink_to(tmp_path / "out")
        return found

    monkeypatch.setattr(write, "real_place", then_swap)
    with pytest.raises(EnvironmentTrouble):
        write.write_text(repo / "d/f", "new")
    assert (tmp_path / "out/f").read_text() == "theirs"


def test_t3_a_link_is_removed_and_never_what_it_points_at(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo")
    write_files(tmp_path, {"out/f": "theirs"})
    (repo / "tree").symlink_to(tmp_path / "out")
    with pytest.raises(Refused):
        write.remove(repo / "tree/f")
    write.remove_tree(repo / "tree")
    write.remove_tree(repo / "missing")
    assert (tmp_path / "out/f").read_text() == "theirs"
    assert not (repo / "tree").is_symlink()


def test_a_pipe_in_a_files_place_blocks_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises((Refused, OSError)):
        write.open_new(tmp_path / "pipe")
    write.write_text(tmp_path / "pipe", "a file now")
    assert (tmp_path / "pipe").read_text() == "a file now"


def test_what_lies_outside_of_the_named_root_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    with pytest.raises(Refused, match="outside"):
        write.write_text(tmp_path / "x", "", root=tmp_path / "r")
