"""What a signal does while a repo is changed: what was begun is taken back, and that is not cut short."""

from __future__ import annotations

import contextlib
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

    Handler = Callable[[int, FrameType | None], object]


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end a command as Ctrl-C does: what was begun is taken back first."""
    hang_up = [signal.SIGHUP] if hasattr(signal, "SIGHUP") else []
    with _handled([signal.SIGTERM, *hang_up], _stop):
        yield


@contextlib.contextmanager
def deferred() -> Iterator[None]:
    """Let nothing but a kill stop what takes milliseconds and mends the repo."""
    with _handled([signal.SIGINT, signal.SIGTERM], _ignore):
        yield


@contextlib.contextmanager
def _handled(numbers: Sequence[signal.Signals], handler: Handler) -> Iterator[None]:
    try:
        old = {number: signal.signal(number, handler) for number in numbers}
    except ValueError:  # signals belong to the main thread
        yield
        return
    try:
        yield
    finally:
        for number, before in old.items():
            signal.signal(number, before)


def _stop(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _ignore(_number: int, _frame: FrameType | None) -> None:
    """Do nothing: a handler that is no `SIG_IGN`, so that programs started meanwhile can be stopped."""
