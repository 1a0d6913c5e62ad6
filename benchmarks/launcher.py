"""What the launcher adds to the start of Python, in one run on one machine.

Run: python benchmarks/launcher.py
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

HOOK = Path(__file__).parents[1] / "template/.groundplan/hook"
RUNS = 60


def median(command: list[str]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, input=b"{}", capture_output=True, check=False)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        kit = Path(name) / ".groundplan"
        kit.mkdir()
        (kit / "bundle").write_text("")
        shutil.copy(HOOK, kit / "hook")
        guard = kit / "loader"
        guard.write_text("import sys\nprint(sys.executable)\n")
        python = subprocess.run([kit / "hook"], input=b"", capture_output=True, check=True).stdout
        interpreter = python.decode().strip()
        guard.write_text("pass\n")
        floor = median([interpreter, "-I", "-S", "-c", "pass"])
        guarded = median([str(kit / "hook")])
        shown = {
            "python_ms": round(floor, 2),
            "launcher_ms": round(guarded, 2),
            "launcher_over_python": round(guarded / floor, 2),
        }
        print(json.dumps(shown, indent=2))


if __name__ == "__main__":
    main()
