"""The user's cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.core.user_cache import cache_file, cache_folder, read_cached, write_cached


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    write_cached(tmp_path / "a/b.json", {"x": [1]})
    assert read_cached(tmp_path / "a/b.json", 100) == {"x": [1]}


@pytest.mark.parametrize(
    ("set_up", "why"),
    [
        (lambda path: path.write_text("{"), "damaged"),
        (lambda path: path.write_text('"' + "x" * 200 + '"'), "larger than the limit"),
        (lambda path: path.mkdir(), "a folder"),
        (lambda path: path.symlink_to(path.with_name("other")), "a link"),
        (lambda path: (path.write_text("1"), path.chmod(0o666)), "others may write it"),
        (lambda path: None, "missing"),
    ],
)
def test_what_cannot_be_trusted_is_missing(tmp_path: Path, set_up: object, why: str) -> None:
    (tmp_path / "other").write_text("1")
    set_up(tmp_path / "kept.json")  # type: ignore[operator]
    assert read_cached(tmp_path / "kept.json", 100) is None, why


def test_a_link_in_the_place_of_the_cache_is_not_written_through(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text("mine")
    (tmp_path / "kept.json").symlink_to(target)
    write_cached(tmp_path / "kept.json", 1)
    assert target.read_text() == "mine"


@pytest.mark.parametrize(
    ("variable", "folder"),
    [("/tmp/caches", Path("/tmp/caches/groundplan")), ("relative", None), ("", None)],
)
def test_a_relative_folder_counts_as_none(
    variable: str, folder: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", variable)
    monkeypatch.setenv("HOME", "/home/somebody")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert cache_folder() == (folder or Path("/home/somebody/.cache/groundplan"))


def test_two_folders_have_two_files(tmp_path: Path) -> None:
    assert cache_file("x", tmp_path / "a") != cache_file("x", tmp_path / "b")
