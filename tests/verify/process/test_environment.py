"""A block gets what it needs, and no credential or agent's socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import write_files

from groundplan.verify.process.environment import (
    assignments,
    block_environment,
    declared_names,
    env_files,
    known_values,
    mask_for,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "value", "is_given"),
    [
        ("PATH", "/usr/bin", True),
        ("PWD", "/srv/app", True),
        ("MAKEFLAGS", "-s", False),  # of the make that runs verify, not of the block's own
        ("MAKELEVEL", "1", False),
        ("LANG", "C.UTF-8", True),
        ("DOCKER_HOST", "unix:///run/docker.sock", True),
        ("DATABASE_URL", "sqlite:///x.db", True),
        ("GITHUB_TOKEN", "x", False),
        ("AWS_SECRET_ACCESS_KEY", "x", False),
        ("ANTHROPIC_API_KEY", "x", False),
        ("PGPASSWORD", "x", False),
        ("SSH_AUTH_SOCK", "/tmp/agent", False),
        ("PIP_INDEX_URL", "https://me:secret@example.invalid/simple", False),
        ("APP_TOKEN", "x", True),  # the repo's own example names it
    ],
)
def test_which_variables_a_block_gets(name: str, value: str, is_given: bool) -> None:
    kept = block_environment({name: value}, frozenset({"APP_TOKEN"}))
    assert (name in kept) is is_given


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
    assert [path.relative_to(repo).as_posix() for path in env_files(repo)] == [
        ".env",
        "api/.env.test",
    ]
    assert known_values(repo) == {"A": ["1"], "B": ["2"]}


def test_names_that_the_example_declares(tmp_path: Path) -> None:
    write_files(tmp_path, {".env.example": "DATABASE_URL=x\nexport API_KEY=y\n"})
    assert declared_names(tmp_path) == {"DATABASE_URL", "API_KEY"}


def test_withheld_credentials_are_masked_too(tmp_path: Path) -> None:
    mask = mask_for(tmp_path, {"GITHUB_TOKEN": "ghx_1234567890"})
    assert mask.text("ghx_1234567890") == "[masked]"
