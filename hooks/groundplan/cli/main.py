"""The command line: the one place that turns ends into exit statuses."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, NoReturn

from groundplan.core import io, terminal
from groundplan.core.errors import Stop

if TYPE_CHECKING:
    from collections.abc import Sequence

BUG_STATUS = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED_STATUS = 130  # 128 + SIGINT, as shells report it
_SWITCHES = frozenset({"--diff", "--done", "--fix", "--main", "--strict"})
"""Words of `check` that stand for themselves."""


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: what follows the program's name; the process's own when None.

    Returns:
        The exit status: 0 done, 1 problems found, 2 refused or wrong use, 3 needs a person,
        4 the environment, 70 a bug of ours, 130 stopped.
    """
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except Stop as problem:
        terminal.print_error(problem.sentence, problem.advice)
        return problem.status
    except KeyboardInterrupt:
        terminal.print_error("Stopped.")
        return INTERRUPTED_STATUS
    except BrokenPipeError:
        terminal.discard_output()
        return 0
    except OSError as problem:
        terminal.print_error(
            io.os_sentence(problem), "Free the disk or the permission, then again."
        )
        return 4
    except Exception:
        log = io.write_crash_log()
        terminal.print_error(
            "This is a bug of groundplan, not of yours.", f"What happened is written in {log}."
        )
        return BUG_STATUS


def _run(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["check"] and _is_plain(arguments[1:]):
        return _plain_check(arguments[1:])
    from groundplan.cli.parser import run_command

    return run_command(arguments)


def _is_plain(words: Sequence[str]) -> bool:
    """Say whether words are paths and switches only, which mean the same without a parser."""
    return all(word in _SWITCHES or word[:1] not in ("-", "") for word in words)


def _plain_check(words: Sequence[str]) -> int:
    """Check a plan as hooks and agents ask for it, without the parser, which costs as much again."""
    from groundplan.checks.run import Options, check

    options = Options(
        is_strict="--strict" in words,
        is_done="--done" in words,
        on_main="--main" in words,
        is_fixed="--fix" in words,
        is_diff="--diff" in words,
    )
    return check([word for word in words if word not in _SWITCHES] or (None,), options)


def main() -> NoReturn:
    """Run the command of this process and leave with its status."""
    status = run()
    # Python looks for circles once more when it ends; there is no need to.
    gc.freeze()
    sys.exit(status)
