from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import run

from groundplan.core import io
from groundplan.core.errors import EnvironmentTrouble, Refused

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 👩‍👩‍👧 שלום\n\t.", "plain é 👩‍👩‍👧 שלום\n\t."),
        ("a\x1b[2Jb", "a\\x1b[2Jb"),  # no terminal command gets through
        ("a\x9b2Jb", "a\\x9b2Jb"),  # nor its one-byte form
        ("a\u202eb", "a\\u202eb"),  # nor text that reads backwards
        ("a\rb\x00", "a\\rb\\x00"),
        ("\ud800", "\\ud800"),  # half a character, from a file name that is not UTF-8
    ],
)
def test_what_is_shown_commands_no_terminal(text: str, shown: str) -> None:
    assert io.printable(text) == shown


@given(st.text())
def test_shown_text_has_no_control_characters(text: str) -> None:
    shown = io.printable(text)
    assert not any(ord(char) < 32 and char not in "\n\t" for char in shown)
    shown.encode("utf-8")


def test_a_file_is_replaced_whole_with_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "run"
    path.write_text("old")
    path.chmod(0o750)
    io.write_text(path, "new\r\n")
    assert path.read_bytes() == b"new\r\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o750
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    io.write_text(tmp_path / "link", "new")
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
        io.write_text(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_file_is_refused_and_blocks_nothing(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("pipe", "missing", "."):
        with pytest.raises(Refused):
            io.read_bytes(tmp_path / name)


def test_text_that_is_not_utf8_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"one\ntwo \xff\n")
    with pytest.raises(Refused, match=r"file:2: byte 8 is not UTF-8"):
        io.read_text(tmp_path / "file")


def test_a_limit_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    with pytest.raises(Refused, match="larger than 4 bytes"):
        io.read_bytes(tmp_path / "file", limit=4)


def test_a_missing_program_and_a_slow_one_are_sentences(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentTrouble, match="no-such-program was not found"):
        io.run_program(["no-such-program"])
    with pytest.raises(EnvironmentTrouble, match=r"did not end within 0\.2 s"):
        io.run_program([sys.executable, "-c", "import time; time.sleep(9)"], timeout=0.2)


def test_git_ignores_everybodys_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "gitconfig"
    settings.write_text("[init]\n\tdefaultBranch = odd\n[color]\n\tui = always\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    io.git("init", "--quiet", cwd=tmp_path)
    assert "odd" not in io.git("status", cwd=tmp_path).out
    assert io.repo_root(tmp_path) == tmp_path
    assert io.repo_root(tmp_path / "missing") is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
@pytest.mark.parametrize(
    ("trusted", "root_found"),
    [
        ("{repo}", True),  # what a CI job's checkout step writes
        ("*", True),
        ("/somewhere/else", False),  # nobody trusted this one
    ],
)
def test_a_repo_of_another_owner_is_read_where_the_user_trusts_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trusted: str, root_found: bool
) -> None:
    repo = tmp_path / "repo"
    repo.mkdir()
    io.git("init", "--quiet", cwd=repo)
    for path in (repo, repo / ".git"):
        os.chown(path, 12345, 12345)
    settings = tmp_path / "gitconfig"
    settings.write_text(f"[safe]\n\tdirectory = {trusted.format(repo=repo)}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    io._trusted_folders.cache_clear()
    try:
        assert (io.git("status", cwd=repo).status == 0) is root_found
    finally:
        io._trusted_folders.cache_clear()


def test_an_error_is_one_line_for_a_program_and_broken_at_words_for_a_person(
    tmp_path: Path,
) -> None:
    import pexpect

    code = "from groundplan.core import io; io.print_error('No such word here.', 'Take ' + 'another ' * 12 + 'one.')"
    piped = run(sys.executable, "-c", code, cwd=tmp_path)
    assert piped.stderr.count("\n") == 1
    shown = pexpect.run(
        f'{sys.executable} -c "{code}"', env={**os.environ, "COLUMNS": "40"}, encoding="utf-8"
    )
    assert shown.count("\n") > 2
    assert all(len(line) <= 40 for line in shown.splitlines())
    assert " ".join(shown.split()) == " ".join(piped.stderr.split())


def test_words_for_a_person_are_broken_between_words_and_stand_further_in(tmp_path: Path) -> None:
    import pexpect

    code = "from groundplan.core import io; io.print_prose('  - ' + 'word ' * 12 + 'end.\\nshort')"
    piped = run(sys.executable, "-c", code, cwd=tmp_path)
    assert piped.stdout.count("\n") == 2
    environment = {**os.environ, "COLUMNS": "30"}
    shown = pexpect.run(f'{sys.executable} -c "{code}"', env=environment, encoding="utf-8")
    lines = shown.splitlines()
    assert [line[:5] for line in lines] == ["  - w", "    w", "    w", "short"]
    assert all(len(line) <= 30 for line in lines)
    assert " ".join(shown.split()) == " ".join(piped.stdout.split())
