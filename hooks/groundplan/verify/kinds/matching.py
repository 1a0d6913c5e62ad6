"""Regular expressions of a plan over a program's output: searched, but never for ever."""

from __future__ import annotations

import re
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from groundplan.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

SEARCH_SECONDS = 5.0


def is_found(pattern: str, text: str) -> bool:
    """Say whether a regular expression (Python's, `^` and `$` at every line) is found in a text.

    Raises:
        Refused: it is none, or it does not come to an end.
    """
    try:
        compiled = re.compile(pattern, re.M)
    except (re.error, RecursionError, OverflowError) as problem:
        raise Refused(
            f"{pattern!r} is no regular expression: {problem}.", "See Python's re module."
        ) from problem
    with _limited(pattern):
        return compiled.search(text) is not None


@contextmanager
def _limited(pattern: str) -> Iterator[None]:
    # The engine looks for signals while it searches, so a timer can stop it (main thread only).
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Refused(
            f"Searching for {pattern!r} did not end within {SEARCH_SECONDS:g} s.",
            "Write a regular expression without nested repetition.",
        )

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SEARCH_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
