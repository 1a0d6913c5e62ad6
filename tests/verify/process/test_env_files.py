"""Which env files there are, and the values in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import make_repo, write_files

from groundplan.verify.process.env_files import (
    assignments,
    declared_names,
    is_env_file,
    known_values,
    private_files,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "is_env"),
    [
        (".env", True),
        (".ENV", True),
        (".env.local", True),
        ("api.env", True),
        (".envrc", True),
        (".env.example", False),
        (".env.local.sample", False),
        ("environment.py", False),
    ],
)
def test_which_files_hold_values(name: str, is_env: bool) -> None:
    assert is_env_file(name) is is_env


def test_an_env_file_is_read_as_tools_read_it() -> None:
    text = "\ufeff# note\nA=1\nexport B = 'two words' # why\nC=\"x\ny\"\nD=plain # why\nnot a line\nE=\n"
    assert dict(assignments(text)) == {
        "A": "1",
        "B": "two words",
        "C": "x\ny",
        "D": "plain",
        "E": "",
    }


def test_env_files_are_found_below_the_root_and_links_out_are_not_followed(tmp_path: Path) -> None:
    repo, outside = tmp_path / "repo", tmp_path / "outside.env"
    outside.write_text("SECRET=outside-value\n")
    write_files(repo, {".env": "A=1\n", "api/.env.test": "B=2\n", "node_modules/x/.env": "C=3\n"})
    (repo / "linked.env").symlink_to(outside)
    assert known_values(repo) == {"A": ["1"], "B": ["2"]}


def test_names_that_the_example_declares(tmp_path: Path) -> None:
    write_files(tmp_path, {".env.example": "DATABASE_URL=x\nexport API_KEY=y\n"})
    assert declared_names(tmp_path) == {"DATABASE_URL", "API_KEY"}


def test_t2_what_git_tracks_chooses_nothing(tmp_path: Path) -> None:
    repo = make_repo(tmp_path / "repo", {".gitignore": "/.env\n", "docs/x.env": "A=rm -rf here\n"})
    write_files(repo, {".env": "A=mine\n"})
    (tmp_path / "shared.env").write_text("A=shared\n")
    (repo / "local.env").symlink_to(tmp_path / "shared.env")
    names = [path.relative_to(repo).as_posix() for path in private_files(repo)]
    assert names == [".env", "local.env"]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        (r'A="one \"two\" three"', 'one "two" three'),  # an escaped quote does not end it
        (r'A="back\\slash"', "back\\slash"),
        (r'A="line\nbreak"', "line\nbreak"),
        (r"A='as \n it is'", r"as \n it is"),
        ("A=`tick`", "tick"),
    ],
)
def test_t8_escaped_values_are_read_whole(line: str, value: str) -> None:
    assert dict(assignments(f"{line}\nB=1\n")) == {"A": value, "B": "1"}
