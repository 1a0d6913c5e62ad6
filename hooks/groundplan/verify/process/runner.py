"""Run one command: no terminal, a time limit that holds, nothing of it left running."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING

from groundplan.verify.process import supervisor
from groundplan.verify.process.capture import Kept, Log, Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from groundplan.verify.process.masking import Mask

# Imported, and not run as a file, so that its byte code is cached; with nothing else of ours.
SUPERVISE = "import sys; sys.path.insert(0, sys.argv.pop(1)); import supervisor; supervisor.main(sys.argv[1:])"
_HOME = str(Path(supervisor.__file__).parent)
_SUPERVISOR = (sys.executable, "-I", "-S", "-c", SUPERVISE, _HOME)
CHUNK = 1 << 16
DRAIN_SECONDS = 1.0
"""How long to wait for the end of an output whose writers are all gone."""
OVERTIME = 5.0
"""Seconds after which the supervisor itself is taken for dead."""


class End(StrEnum):
    """How a command came to its end."""

    EXIT = "exit"
    SIGNAL = "signal"
    TIMEOUT = "timeout"
    LOST = "lost"
    """Something ended the supervisor: the command itself, or the system."""


@dataclass(frozen=True)
class Outcome:
    """One run of one command."""

    end: End
    number: int
    """The exit status, or the signal's number."""
    left_running: int
    """How many processes it left behind, which were ended then."""
    seconds: float
    out: bytes
    err: bytes
    size: int
    """Bytes printed in all, to both streams."""
    kept: Kept

    @property
    def sentence(self) -> str:
        """Say how it ended, for a person."""
        if self.end is End.EXIT:
            return {
                126: "ended with 126: the program may not be run",
                127: "ended with 127: the program was not found",
            }.get(self.number, f"ended with {self.number}")
        if self.end is End.SIGNAL:
            return f"was ended by {signal_name(self.number)}"
        if self.end is End.TIMEOUT:
            return "ran out of time"
        return "ended the process that watched over it"


def signal_name(number: int) -> str:
    """Return a signal's name."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def run_command(
    command: Sequence[str],
    *,
    cwd: Path,
    environment: Mapping[str, str],
    seconds: float,
    mask: Mask,
    log: Path | None = None,
    show: Callable[[str], None] = lambda _: None,
    stdin: bytes = b"",
) -> Outcome:
    """Run a command and wait for it, and for everything that it started.

    Args:
        command: the program and its arguments; no shell is added.
        cwd: where it runs.
        environment: its whole environment.
        seconds: how long it may run.
        mask: what must not be kept or shown.
        log: where its output is kept; None to keep none of it.
        show: is given the output as it comes, masked and readable.
        stdin: what it can read; nothing by default. Never a terminal.
    """
    supervisor.become_reaper()
    others = supervisor.children(os.getpid())
    started = time.monotonic()
    record = Log(log, mask)
    windows = {"out": Window(), "err": Window()}
    process, status, alive = _supervised(command, cwd, environment, seconds, stdin)
    try:
        line = _listen(process, status, windows, record, show, seconds)
    finally:
        os.close(alive)  # the supervisor takes this for our end, and ends everything
        orphans = _end_orphans(process, others)
        os.close(status)
        process.communicate()
    show(record.end())
    end, number, left = _read_status(line)
    return Outcome(
        end=end,
        number=number,
        left_running=left + orphans,
        seconds=time.monotonic() - started,
        out=windows["out"].data,
        err=windows["err"].data,
        size=windows["out"].size + windows["err"].size,
        kept=record.close(),
    )


def _supervised(
    command: Sequence[str], cwd: Path, environment: Mapping[str, str], seconds: float, stdin: bytes
) -> tuple[subprocess.Popen[bytes], int, int]:
    """Start a command below a supervisor.

    Returns:
        The supervisor, a pipe that it writes the status to, and one that it waits for us to close.
    """
    status_read, status_write = os.pipe()
    alive_read, alive_write = os.pipe()
    with _readable(stdin) as source:
        process = subprocess.Popen(
            [*_SUPERVISOR, str(status_write), str(alive_read), str(seconds), *command],
            cwd=cwd,
            env=dict(environment),
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=(status_write, alive_read),
            start_new_session=True,
        )
    os.close(status_write)
    os.close(alive_read)
    return process, status_read, alive_write


@contextlib.contextmanager
def _readable(data: bytes) -> Iterator[IO[bytes] | int]:
    if not data:
        yield subprocess.DEVNULL
        return
    with tempfile.TemporaryFile() as stream:
        stream.write(data)
        stream.seek(0)
        yield stream


def _listen(
    process: subprocess.Popen[bytes],
    status: int,
    windows: Mapping[str, Window],
    record: Log,
    show: Callable[[str], None],
    seconds: float,
) -> str:
    """Read both streams until the command and all its children are gone; return the status line."""
    deadline = time.monotonic() + seconds + supervisor.TERM_GRACE + OVERTIME
    line = b""
    with selectors.DefaultSelector() as selector:
        selector.register(status, selectors.EVENT_READ, "status")
        for name, stream in (("out", process.stdout), ("err", process.stderr)):
            assert stream is not None  # noqa: S101 - asked for above
            selector.register(stream, selectors.EVENT_READ, name)
        while selector.get_map() and (left := deadline - time.monotonic()) > 0:
            for key, _ in selector.select(left):
                data = os.read(key.fd, CHUNK)
                if key.data == "status":
                    line += data
                elif data:
                    windows[key.data].add(data)
                    show(record.add(key.data, data))
                if not data:
                    selector.unregister(key.fileobj)
                    if key.data == "status":
                        deadline = min(deadline, time.monotonic() + DRAIN_SECONDS)
    if not line:
        process.kill()
    return line.decode("ascii", "replace")


def _read_status(line: str) -> tuple[End, int, int]:
    if not line.endswith("\n"):
        return End.LOST, 0, 0
    kind, number, left = line.split()
    return End(kind), int(number), int(left)


def _end_orphans(process: subprocess.Popen[bytes], others: frozenset[int]) -> int:
    """End what the supervisor could not end because it was killed itself; return how many."""
    try:
        process.wait(supervisor.TERM_GRACE + OVERTIME)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.returncode == 0:
        return 0
    ended = 0
    # What has lost its parent is ours now, see `become_reaper`.
    while orphans := supervisor.children(os.getpid()) - others:
        for pid in orphans:
            supervisor.send([*supervisor.descendants(pid), pid], signal.SIGKILL)
        for pid in orphans:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
                ended += 1
    return ended
