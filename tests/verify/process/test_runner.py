"""A command runs alone, ends in time, and leaves nothing behind."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from groundplan.verify.process import supervisor
from groundplan.verify.process.masking import Mask
from groundplan.verify.process.runner import End, Outcome, run_command


def run(command: str, folder: Path, seconds: float = 20.0, stdin: bytes = b"") -> Outcome:
    return run_command(
        ["sh", "-e", "-c", command],
        cwd=folder,
        environment=dict(os.environ),
        seconds=seconds,
        mask=Mask(["hunter22"]),
        log=folder / "out.log",
        stdin=stdin,
    )


def running(marker: str) -> list[str]:
    """Return the processes that have `marker` as an argument."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue  # it ended meanwhile
            if marker.encode() in words:
                found.append(folder.name)
    return found


@pytest.mark.parametrize(
    ("command", "end", "number"),
    [
        ("true", End.EXIT, 0),
        ("exit 3", End.EXIT, 3),
        ("false; true", End.EXIT, 1),  # a block stops at its first failing command
        ("no-such-program", End.EXIT, 127),
        ("/etc/passwd", End.EXIT, 126),
        ("kill -9 $$", End.SIGNAL, 9),
        ("kill -SEGV $$", End.SIGNAL, 11),
        ("kill 0", End.SIGNAL, 15),  # its whole group, and nothing else
    ],
)
def test_the_end_of_a_command_is_told(tmp_path: Path, command: str, end: End, number: int) -> None:
    outcome = run(command, tmp_path)
    assert (outcome.end, outcome.number) == (end, number)


@pytest.mark.parametrize(
    "command",
    [
        "sleep {n}",
        "trap '' TERM; while :; do sleep {n}; done",
        "setsid sleep {n} & sleep {n}",
        "(setsid sh -c 'sleep {n} & sleep {n}' &) ; sleep {n}",  # twice removed
        "for i in 1 2 3 4 5 6 7 8 9; do setsid sleep {n} & done; wait",
        "nohup sleep {n} > /dev/null 2>&1 & sleep {n}",
    ],
)
def test_a_command_that_hangs_is_ended_with_all_its_children(tmp_path: Path, command: str) -> None:
    marker = f"{time.time_ns() % 10**9 + 10**6}.5"
    started = time.monotonic()
    outcome = run(command.format(n=marker), tmp_path, seconds=0.5)
    assert outcome.end is End.TIMEOUT
    assert time.monotonic() - started < 0.5 + supervisor.TERM_GRACE + 2
    assert running(marker) == []


@pytest.mark.parametrize(
    "command",
    [
        "sleep {n} &",
        "setsid sleep {n} > /dev/null 2>&1 < /dev/null &",
        "(setsid sleep {n} &) ; echo x",
    ],
)
def test_what_a_command_leaves_behind_is_ended_and_told(tmp_path: Path, command: str) -> None:
    marker = f"{time.time_ns() % 10**9 + 10**6}.5"
    outcome = run(command.format(n=marker), tmp_path)
    assert outcome.end is End.EXIT
    assert outcome.left_running >= 1
    assert running(marker) == []


def test_a_command_that_kills_its_parent_is_told_and_ended(tmp_path: Path) -> None:
    marker = f"{time.time_ns() % 10**9 + 10**6}.5"
    outcome = run(f"setsid sleep {marker} & kill -9 $PPID; sleep {marker}", tmp_path)
    assert outcome.end is End.LOST
    assert running(marker) == []


def test_when_groundplan_is_killed_its_command_ends_too(tmp_path: Path) -> None:
    marker = f"{time.time_ns() % 10**9 + 10**6}.5"
    script = (
        "import os, sys; from pathlib import Path; from groundplan.verify.process.masking import Mask;"
        "from groundplan.verify.process.runner import run_command;"
        f"run_command(['sh', '-c', 'setsid sleep {marker} & sleep {marker}'], cwd=Path('/'),"
        "environment=dict(os.environ), seconds=60, mask=Mask([]))"
    )
    process = subprocess.Popen([sys.executable, "-c", script], env=_path())
    deadline = time.monotonic() + 20
    while len(running(marker)) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    process.kill()
    process.wait()
    deadline = time.monotonic() + supervisor.TERM_GRACE + 5
    while running(marker):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _path() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(Path(supervisor.__file__).parents[3])}


def test_a_flood_is_counted_and_neither_kept_nor_held_in_memory(tmp_path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    outcome = run("head -c 1073741824 /dev/zero", tmp_path, seconds=120)
    assert outcome.size == 1 << 30
    assert len(outcome.out) < 5 << 20
    assert (tmp_path / "out.log").stat().st_size <= 16 << 20
    assert "only the first" in outcome.kept.note
    grown_kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kilobytes < 200_000


def test_there_is_no_terminal_and_nothing_to_read(tmp_path: Path) -> None:
    outcome = run("cat; [ ! -t 0 ]; if echo x > /dev/tty; then exit 9; fi", tmp_path)
    assert (outcome.end, outcome.number, outcome.out) == (End.EXIT, 0, b"")


def test_what_is_given_to_read_can_be_read(tmp_path: Path) -> None:
    assert run("cat", tmp_path, stdin=b"SELECT 1").out == b"SELECT 1"


def test_a_secret_in_two_pieces_is_masked_in_what_is_kept(tmp_path: Path) -> None:
    run("printf 'a hunt'; sleep 0.2; printf 'er22 b'", tmp_path)
    assert (tmp_path / "out.log").read_text() == "a [masked] b"


def test_what_is_kept_is_harmless_text(tmp_path: Path) -> None:
    run(r"printf '\033[31mred\033[0m \033]0;title\007 \377 \342\200\256'", tmp_path)
    text = (tmp_path / "out.log").read_text(encoding="utf-8")
    assert text == "red \\x1b]0;title\\x07 \\xff \\u202e"


def test_a_full_disk_costs_the_copy_of_the_output_and_nothing_else() -> None:
    outcome = run_command(
        ["sh", "-c", "echo fine"],
        cwd=Path("/"),
        environment=dict(os.environ),
        seconds=10,
        mask=Mask([]),
        log=Path("/dev/full"),
    )
    assert (outcome.number, outcome.out) == (0, b"fine\n")
    assert "No space left" in outcome.kept.note
