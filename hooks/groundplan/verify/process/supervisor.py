"""The process between groundplan and a block's command: it ends the command and all it started.

`main` is run by a `python -I -S` of its own (see `process.py`), in a session without a terminal:
`main([STATUS_FD, ALIVE_FD, SECONDS, PROGRAM, ARGUMENT...])`. It becomes the parent of every orphan
below it (Linux: `prctl(2)`, PR_SET_CHILD_SUBREAPER), so that a child which leaves its session is
still found. It ends everything when the command has ended, when SECONDS are over, and when ALIVE_FD
reads as closed: groundplan is gone then, whatever killed it. One line on STATUS_FD says how it went:
`exit N LEFT`, `signal N LEFT` or `timeout 0 LEFT`; LEFT counts the processes that had to be ended
afterwards.

Only built-in modules, and ctypes where it is needed: a start costs about 10 ms.
"""

# pathlib and subprocess would double the start.
# ruff: noqa: PTH110, PTH112, PTH123, PTH208, S605, S606

from __future__ import annotations

# The standard library's wrapper of this one costs 7 ms for its enums.
import _signal as signal  # type: ignore[import-not-found]
import errno
import os
import select
import sys
import time

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
TERM_GRACE = 2.0
"""Seconds between asking the processes of a block that is out of time to end, and ending them."""
LEFT_GRACE = 0.2
"""The same for processes that a command left behind."""
HAS_REAPER = sys.platform.startswith("linux")
KILL_ROUNDS = 200
"""How often to look again for processes that appeared while others were being ended."""


def become_reaper() -> None:
    """Make this process the parent of all orphans below it, where the system can do that."""
    if HAS_REAPER:
        import ctypes

        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def parents() -> dict[int, tuple[int, str]]:
    """Return which process is whose child: pid -> (parent's pid, state letter)."""
    found = {}
    if os.path.isdir("/proc/self"):
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    with open(f"/proc/{name}/stat", "rb") as stream:
                        fields = stream.read().rpartition(b")")[2].split()
                except OSError:
                    continue  # it ended meanwhile
                found[int(name)] = (int(fields[1]), fields[0].decode())
        return found
    with os.popen("ps -axo pid=,ppid=,stat=") as stream:
        for line in stream:
            pid, parent, state = line.split(None, 2)
            found[int(pid)] = (int(parent), state[:1])
    return found


def children(pid: int) -> frozenset[int]:
    """Return the pids of a process's children."""
    try:  # proc(5): one small file, where the kernel was built with it
        with open(f"/proc/{pid}/task/{pid}/children", "rb") as stream:
            return frozenset(int(word) for word in stream.read().split())
    except OSError:
        return frozenset(child for child, (parent, _) in parents().items() if parent == pid)


def descendants(root: int) -> list[int]:
    """Return the pids of everything below `root` that still runs."""
    table = parents()
    below, grown = {root}, True
    while grown:
        more = {pid for pid, (parent, _) in table.items() if parent in below} - below
        grown = bool(more)
        below |= more
    return [pid for pid in below if pid != root and table[pid][1] != "Z"]


def send(pids: list[int], number: int) -> None:
    """Send a signal to each process that is still there."""
    for pid in pids:
        try:
            os.kill(pid, number)
        except OSError as problem:
            if problem.errno not in (errno.ESRCH, errno.EPERM):
                raise


def reap() -> bool:
    """Take in every child that has ended; say whether others are left."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return False
    return True


def end_all(root: int, grace: float) -> int:
    """End everything below `root`: ask first, then do not ask. Return how many there were."""
    if not reap() and HAS_REAPER:
        return 0  # every orphan would be a child by now; looking at all processes costs 3 ms
    started = descendants(root)
    send(started, signal.SIGTERM)
    deadline = time.monotonic() + grace
    while descendants(root) and time.monotonic() < deadline:
        reap()
        time.sleep(0.01)
    for _ in range(KILL_ROUNDS):
        left = descendants(root)
        if not left:
            break
        send(left, signal.SIGSTOP)  # what is stopped starts nothing new while others are ended
        send(left, signal.SIGKILL)
        reap()
        time.sleep(0.002)
    reap()
    return len(started)


def start(command: list[str]) -> int:
    """Start the command in a session of its own and return its pid."""
    pid = os.fork()
    if pid:
        return pid
    try:
        os.setsid()
        for number in (signal.SIGCHLD, signal.SIGPIPE, signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        os.execvp(command[0], command)
    except OSError as problem:
        os.write(2, f"{command[0]}: {problem.strerror}\n".encode())
    os._exit(127 if not os.path.exists(command[0]) else 126)


def wait(child: int, alive: int, seconds: float) -> int | None:
    """Wait for the command; return its wait status, or None when its time is over."""
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    deadline = time.monotonic() + seconds
    while True:
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return None
            if pid == child:
                return status
            if not pid:
                break
        left = deadline - time.monotonic()
        if left <= 0:
            return None
        ready = select.select([wake_read, alive], [], [], min(left, 3600))[0]
        if alive in ready:
            return None
        if wake_read in ready:
            os.read(wake_read, 4096)


def main(arguments: list[str]) -> None:
    """Run one command to its end, or end it."""
    status_fd, alive_fd, seconds = int(arguments[0]), int(arguments[1]), float(arguments[2])
    for descriptor in (status_fd, alive_fd):
        os.set_inheritable(descriptor, False)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # groundplan decides when this ends
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    become_reaper()
    child = start(arguments[3:])
    status = wait(child, alive_fd, seconds)
    if status is None:
        end_all(os.getpid(), TERM_GRACE)
        line = "timeout 0 0"
    else:
        left = end_all(os.getpid(), LEFT_GRACE)
        kind, number = (
            ("signal", os.WTERMSIG(status))
            if os.WIFSIGNALED(status)
            else ("exit", os.WEXITSTATUS(status))
        )
        line = f"{kind} {number} {left}"
    try:
        os.write(status_fd, f"{line}\n".encode())
    except OSError:
        os._exit(1)  # nobody is there to be told
    os._exit(0)
