"""Starting other programs: an argument list, no shell, an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from groundplan.core import io
from groundplan.core.errors import EnvironmentTrouble

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


class Finished(NamedTuple):
    """How a program ended: its exit status and what it printed, as text."""

    status: int
    out: str
    err: str


def run_program(
    arguments: Sequence[str],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    stdin: str | None = None,
    timeout: float | None = None,
    decode_errors: str = "replace",
) -> Finished:
    """Run a program from an argument list, never through a shell, and wait for it.

    Args:
        arguments: the program and its arguments.
        cwd: where it runs.
        env: its whole environment; this process's own when None.
        stdin: what it reads; nothing when None.
        timeout: seconds until it is ended.
        decode_errors: how bytes that are not UTF-8 become text; `surrogateescape` keeps file names.

    Raises:
        EnvironmentTrouble: the program is missing, can't be started, or ran out of time.
    """
    import subprocess

    try:
        done = subprocess.run(
            list(arguments),
            cwd=cwd,
            env=dict(env) if env is not None else None,
            input=stdin.encode() if stdin is not None else None,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except FileNotFoundError as problem:
        raise EnvironmentTrouble(
            f"{arguments[0]} was not found.", f"Install {arguments[0]} and put it on the PATH."
        ) from problem
    except subprocess.TimeoutExpired as problem:
        raise EnvironmentTrouble(
            f"{arguments[0]} did not end within {timeout:g} s.", "Run it by hand to see why."
        ) from problem
    except OSError as problem:
        raise EnvironmentTrouble(io.os_sentence(problem), "Run it by hand to see why.") from problem
    return Finished(
        done.returncode,
        done.stdout.decode("utf-8", decode_errors),
        done.stderr.decode("utf-8", decode_errors),
    )
