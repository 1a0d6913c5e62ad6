"""How long the guard takes: as a process beside Python's own start, and the decision alone.

Run: .venv/bin/python benchmarks/guard.py [PYTHON]

Ratios are of one run on one machine: `python3 -I -S -c pass` of the same interpreter is 1.0.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / path) for path in ("hooks", "tests", "tests/guard")]

from guard_cases import facts, lines, payload_of, typed  # noqa: E402 - after the path is set
from test_hard_cases import ROWS  # noqa: E402

from groundplan.dev import bundle  # noqa: E402
from groundplan.rules import decide  # noqa: E402

ROUNDS = 40
PLAIN = {"command": "git status --short"}
LENGTHS = (1_000, 10_000, 100_000)
HUGE = 1 << 20


def timed(arguments: list[str], data: bytes, home: str) -> float:
    start = time.perf_counter()
    subprocess.run(
        arguments,
        input=data,
        env={"HOME": home, "PATH": os.defpath},
        capture_output=True,
        check=False,
    )
    return time.perf_counter() - start


def as_process(python: str, main: Path, data: bytes, home: str, rounds: int) -> tuple[float, float]:
    """Median seconds of Python's own start and of a whole decision, taken in turns."""
    floor, guard = [], []
    timed([python, "-I", "-S", str(main)], data, home)
    for _ in range(rounds):
        floor.append(timed([python, "-I", "-S", "-c", "pass"], b"", home))
        guard.append(timed([python, "-I", "-S", str(main)], data, home))
    return statistics.median(floor), statistics.median(guard)


def alone(data: bytes, rounds: int = 5) -> float:
    """Median seconds of processor time of one decision in a process that has begun."""
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        decide.verdict_on(data, facts(), None)
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def main() -> None:
    python = sys.argv[1] if len(sys.argv) > 1 else sys.executable
    with tempfile.TemporaryDirectory() as home:
        kit = Path(home) / "repo/.groundplan"
        kit.mkdir(parents=True)
        for name, text in bundle.template_files().items():
            (kit / Path(name).name).write_text(text)
        (kit / "rules.json").write_text(json.dumps({"rules": facts().table.rules}))
        (kit / "facts.json").write_text(json.dumps(facts().table.facts))
        main_file = kit / "loader"
        cases = lines("cases.jsonl")

        def there(case: dict[str, Any]) -> bytes:
            value = json.loads(payload_of(case))
            return json.dumps({**value, "cwd": str(kit.parent)}).encode()

        floor, plain = as_process(python, main_file, there(PLAIN), home, ROUNDS)
        print(f"floor                {floor * 1e3:7.2f} ms")
        print(
            f"plain command        {plain * 1e3:7.2f} ms   {plain / floor:.2f} x floor (at most 1.5)"
        )
        slow = sorted(cases, key=lambda case: one(python, main_file, there(case), home))[-5:]
        for case in slow:
            floor, spent = as_process(python, main_file, there(case), home, ROUNDS // 2)
            print(
                f"{case['id']:20} {spent * 1e3:7.2f} ms   {spent / floor:.2f} x floor (at most 2)"
            )
        huge = there({"command": "git status; " * (HUGE // 12)})
        floor, spent = as_process(python, main_file, huge, home, 5)
        print(f"a 1 MiB command      {spent * 1e3:7.2f} ms   (at most 200)")
        floor, spent = as_process(python, main_file, b"[" * 10_000_000, home, 5)
        print(f"a 10 MB payload      {spent * 1e3:7.2f} ms   (at most 200)")
    every = cases + [{"command": typed(row[2])} for row in ROWS]
    spent_alone = sorted(alone(payload_of(case)) for case in every)
    middle = spent_alone[len(spent_alone) // 2]
    print(f"decision, median     {middle * 1e6:7.0f} us   (at most 200), {len(every)} cases")
    print(f"decision, 99 %       {spent_alone[int(len(spent_alone) * 0.99)] * 1e6:7.0f} us")
    for length in LENGTHS:
        text = "ls -la src && grep -n 'x' a.py; " * (length // 32)
        seconds = alone(payload_of({"command": text}), 3)
        print(
            f"{length:7} letters      {seconds * 1e3:7.2f} ms   {seconds / length * 1e9:.0f} ns a letter"
        )


def one(python: str, main_file: Path, data: bytes, home: str) -> float:
    return min(timed([python, "-I", "-S", str(main_file)], data, home) for _ in range(2))


if __name__ == "__main__":
    main()
