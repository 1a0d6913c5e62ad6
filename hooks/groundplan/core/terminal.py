"""The terminal: what is shown, neutralised, and what a person types."""

from __future__ import annotations

import contextlib
import os
import sys

from groundplan.core.characters import printable
from groundplan.core.errors import Refused


def print_line(text: str = "") -> None:
    """Print one piece of text to standard output, neutralised, and a newline."""
    _emit(sys.stdout, f"{printable(text)}\n")


def print_part(text: str) -> None:
    """Print text as it comes, neutralised, without a newline of its own, and show it at once."""
    _emit(sys.stdout, printable(text))
    sys.stdout.flush()


def print_prose(text: str, hang: int = 2) -> None:
    """Print text as it is; at a terminal lines that are too long are broken at words.

    Args:
        text: whole lines; a last line end is added where it is missing.
        hang: how much further in than its beginning the rest of a broken line stands.
    """
    shown = text.removesuffix("\n")
    if sys.stdout.isatty():
        shown = "\n".join(_broken(line, hang) for line in shown.split("\n"))
    print_part(f"{shown}\n")


def read_line() -> str:
    """Return one line from standard input, without its end.

    Raises:
        EOFError: there is no more.
    """
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.removesuffix("\n")


def read_input(limit: int) -> bytes:
    """Return the bytes of standard input.

    Raises:
        Refused: there are more than `limit`.
    """
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        raise Refused(f"Standard input is larger than {limit:,} bytes.", "Give less.")
    return data


def print_error(sentence: str, advice: str = "") -> None:
    """Print one line to standard error: what is wrong, then what to do; at a terminal broken at words."""
    line = f"groundplan: {' '.join(printable(f'{sentence} {advice}').split())}"
    _emit(sys.stderr, f"{_broken(line) if sys.stderr.isatty() else line}\n")


def _broken(line: str, hang: int = 0) -> str:
    """Return a line in as many as the terminal's width needs; those after the first stand further in."""
    import shutil
    import textwrap

    width = max(shutil.get_terminal_size().columns, 20)
    if len(line) <= width:
        return line
    indent = len(line) - len(line.lstrip(" "))
    return textwrap.fill(
        line,
        width,
        subsequent_indent=" " * min(indent + hang, width // 2),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _emit(stream: object, text: str) -> None:
    # A terminal that can't show a character gets an escape, never a traceback.
    encoding = getattr(stream, "encoding", None) or "utf-8"
    safe = text.encode(encoding, "backslashreplace").decode(encoding)
    getattr(stream, "write")(safe)  # noqa: B009 - any text stream will do


def show_progress(text: str) -> None:
    """Show a passing line on standard error, where a person watches it."""
    if sys.stderr.isatty():
        _emit(sys.stderr, f"\r\x1b[K{' '.join(printable(text).split())}")
        sys.stderr.flush()


def clear_progress() -> None:
    """Take the passing line away."""
    if sys.stderr.isatty():
        _emit(sys.stderr, "\r\x1b[K")


def discard_output() -> None:
    """Point standard output at nothing, after its reader has gone."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_terminal() -> bool:
    """Say whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()
