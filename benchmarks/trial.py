"""What the benchmarks of landing, syncing and fleets share: a kit with a release, repos, and a clock."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support import commit, git, make_kit, make_repo

__all__ = ["commit", "git", "make_kit", "make_repo", "middle", "peak_memory", "program", "seconds"]

BIN = Path(sys.executable).parent


def program(name: str, *arguments: str | Path) -> list[str]:
    """Return the command line of a program of this environment."""
    return [str(BIN / name), *(str(argument) for argument in arguments)]


def seconds(command: list[str], cwd: Path, allowed: tuple[int, ...] = (0,)) -> float:
    """Return how long a command takes, by the clock; it has to end with an allowed status."""
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    spent = time.perf_counter() - start
    if done.returncode not in allowed:
        raise SystemExit(f"{' '.join(command)}: {done.stderr.decode(errors='replace')}")
    return spent


def middle(times: list[float]) -> float:
    """Return the median."""
    return median(times)


def peak_memory() -> float:
    """Return the most memory that a child of this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
