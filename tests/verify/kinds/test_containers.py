"""A block's own docker marks what it starts, and changes nothing else."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from groundplan.verify.kinds.containers import marked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A PATH on which `docker` shows its arguments, one a line."""
    program = tmp_path / "docker"
    program.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n")
    program.chmod(0o755)
    return {"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}


@pytest.mark.parametrize(
    ("arguments", "at"),
    [
        (["exec", "api", "pytest", "a b", "*"], 1),
        (["-H", "exec", "exec", "-i", "api", "x"], 3),
        (["compose", "-f", "run", "exec", "-T", "api", "x"], 4),
        (["--context", "x", "compose", "--profile", "exec", "run", "api"], 6),
        (["container", "exec", "api", "run"], 2),
        (["run", "--rm", "image", "exec"], 1),
        (["ps", "exec"], None),
        (["compose", "up", "-d", "run"], None),
        (["compose", "logs", "exec"], None),
        (["--version"], None),
        ([""], None),
    ],
)
def test_only_what_is_started_gets_a_mark(
    environment: dict[str, str], arguments: list[str], at: int | None
) -> None:
    with marked(environment) as marks:
        done = subprocess.run(
            ["docker", *arguments],
            env=environment | dict(marks.environment),
            capture_output=True,
            text=True,
            check=True,
        )
        assert marks.used is not None
        assert marks.used.exists()
    expected = list(arguments)
    if at is not None:
        is_run = expected[at - 1] == "run"
        words = (
            ["--label", f"groundplan.run={marks.mark}"]
            if is_run
            else ["--env", f"GROUNDPLAN_RUN={marks.mark}"]
        )
        expected[at:at] = words
    assert done.stdout.split("\n")[:-1] == expected


def test_a_block_that_calls_no_docker_costs_no_look(environment: dict[str, str]) -> None:
    with marked(environment) as marks:
        assert marks.end() == 0


def test_where_there_is_no_docker_nothing_is_put_in_its_place(tmp_path: Path) -> None:
    with marked({"PATH": str(tmp_path)}) as marks:
        assert marks.environment == {}
