"""Git's output line by line, for commands that may print more than memory should hold."""

from __future__ import annotations

import subprocess
from typing import IO, TYPE_CHECKING, cast

from groundplan.core import io
from groundplan.core.errors import EnvironmentTrouble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A repository's own configuration can name programs that git would start: they are switched off.
QUIET = (
    "-c",
    "core.fsmonitor=false",
    "-c",
    "log.showSignature=false",
    "-c",
    "core.quotePath=false",
)


def offline_environment(cwd: Path) -> dict[str, str]:
    """Return git's environment without anybody's configuration and without any transport.

    A partial clone would otherwise fetch what it lacks, with the user's credentials.
    """
    return io.git_environment(cwd) | {"GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}


def git_lines(*arguments: str, cwd: Path, max_bytes: int) -> Iterator[bytes]:
    """Yield the lines that git prints, without their ends; git is stopped after `max_bytes`.

    What git says on standard error is dropped: the caller judges by what it got.

    Raises:
        EnvironmentTrouble: git can't be started.
    """
    try:
        process = subprocess.Popen(
            ["git", *QUIET, *arguments],
            cwd=cwd,
            env=offline_environment(cwd),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as problem:
        raise EnvironmentTrouble(
            "git can't be started.", "Install git and put it on the PATH."
        ) from problem
    out = cast("IO[bytes]", process.stdout)
    try:
        while max_bytes > 0 and (line := out.readline(max_bytes)):
            max_bytes -= len(line)
            yield line.rstrip(b"\n")
    finally:
        out.close()
        process.kill()
        process.wait()
