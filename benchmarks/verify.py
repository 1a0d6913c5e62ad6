"""What verify adds to a block over a bare shell that runs it: 200 steps of `true`, in one run.

Run: python benchmarks/verify.py [STEPS]
"""

from __future__ import annotations

import contextlib
import io
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / part) for part in ("hooks", "tests")]

from proofs import check, make_plan, prove, step  # noqa: E402 - after the path

STEPS = 200


def bare_shell(times: int) -> float:
    """Return the median seconds of `sh -e -c true`, its output read as verify reads it."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run(["sh", "-e", "-c", "true"], capture_output=True, check=True)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> None:
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else STEPS
    with tempfile.TemporaryDirectory() as name:
        made = [step(f"S{n}", check(f"S{n}.a", "true")) for n in range(1, steps + 1)]
        repo = make_plan(Path(name) / "repo", *made)
        floor = bare_shell(steps)
        start = time.perf_counter()
        with contextlib.redirect_stdout(io.StringIO()):
            ended = prove(repo)
        whole = time.perf_counter() - start
        assert ended.status == 0
        assert len(ended.results) == steps
        one = whole / steps
        shown = {
            "steps": steps,
            "shell_ms": round(floor * 1000, 2),
            "verify_ms_per_step": round(one * 1000, 2),
            "added_ms_per_step": round((one - floor) * 1000, 2),
            "whole_s": round(whole, 2),
        }
        print(json.dumps(shown, indent=2))


if __name__ == "__main__":
    main()
