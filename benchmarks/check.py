"""`groundplan check`: a 40 kB plan as a whole process, 1 MB against markdown-it-py, memory, and a peer.

The aims: 40 kB in less than 100 ms as a whole process (clock and CPU time; bytecode is there, as it is
after the first run); 1 MB at least twice as fast as markdown-it-py's own full parse of that text;
memory below 20 times the text. The peer is `openspec validate` (npm @fission-ai/openspec) on a change
that says about as much, where it is installed or `--openspec COMMAND` names it.

    python benchmarks/check.py [--rounds 15] [--openspec 'npx -y @fission-ai/openspec']
"""

from __future__ import annotations

import argparse
import os
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from planned import make_planned

from groundplan.checks.sample import PLAN

SMALL, LARGE = 40_000, 1_000_000
PYTHON = sys.executable
CHECK = [str(Path(PYTHON).parent / "groundplan"), "check"]
IN_PROCESS = """
import gc, os, time
from groundplan.checks.run import Options, check
def peak():
    # Not ru_maxrss: that of the parent is handed down to a program that it starts.
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
gc.disable()
here = os.getcwd()
os.chdir("../small")
check((None,), Options())  # all that is imported once
os.chdir(here)
before, start = peak(), time.process_time()
check((None,), Options())
print(time.process_time() - start, peak() - before)
"""
FULL_PARSE = """
import time
from markdown_it import MarkdownIt
text = open("PLAN.md", encoding="utf-8").read()
parser = MarkdownIt("commonmark").enable("table")
start = time.process_time()
parser.parse(text)
print(time.process_time() - start)
"""


def plan_of(size: int) -> str:
    """Return the sample plan with as many steps as make it `size` characters long."""
    start, end = PLAN.index("### S2"), PLAN.index("## Decisions")
    step = PLAN[start:end].replace("S1", "BEFORE").replace("`docs/api.md`, ", "")
    steps, length, number = [], len(PLAN), 3
    while length < size:
        text = step.replace("S2", f"S{number}").replace("BEFORE", f"S{number - 1}")
        steps.append(text)
        length += len(text)
        number += 1
    return PLAN[:end] + "".join(steps) + PLAN[end:]


def cost(
    command: list[str], folder: Path, environment: dict[str, str], rounds: int
) -> tuple[float, float]:
    """Return the least clock time and the least CPU time of a command, in milliseconds."""
    clock, cpu = [], []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        clock.append(time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(clock) * 1000, min(cpu) * 1000


def figures(code: str, folder: Path, environment: dict[str, str], rounds: int) -> list[float]:
    """Return the least of each number that a piece of Python prints last."""
    runs = []
    for _ in range(rounds):
        done = subprocess.run(
            [PYTHON, "-c", code],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        runs.append([float(word) for word in done.stdout.strip().split("\n")[-1].split()])
    return [min(column) for column in zip(*runs, strict=True)]


def openspec_change(folder: Path, size: int) -> None:
    """Write an OpenSpec change of about `size` characters: requirements with scenarios, and tasks."""
    change = folder / "openspec/changes/export-loans"
    (change / "specs/loans").mkdir(parents=True)
    (folder / "openspec/specs").mkdir()
    (change / "proposal.md").write_text(
        "# Export\n\n## Why\nThe treasurer copies loans into a spreadsheet by hand each month.\n\n## What Changes\n- A CSV of a member's loans\n"
    )
    one = "### Requirement: Export {n}\nThe system SHALL return the loans of member {n} as CSV.\n\n#### Scenario: File {n}\n- **WHEN** GET /members/{n}/loans.csv\n- **THEN** it answers 200 with a CSV file\n\n"
    count = size // (len(one) + 60)
    (change / "specs/loans/spec.md").write_text(
        "## ADDED Requirements\n\n" + "".join(one.format(n=n) for n in range(count))
    )
    (change / "tasks.md").write_text(
        "## 1. Work\n"
        + "".join(f"- [ ] 1.{n} Add the service and the route {n}\n" for n in range(count))
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--openspec", default=shutil.which("openspec") or "")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = f"{scratch}/bytecode"
        small = make_planned(Path(scratch, "small"), plan_of(SMALL))
        large = make_planned(Path(scratch, "large"), plan_of(LARGE))
        floor = cost([PYTHON, "-c", "pass"], small, environment, asked.rounds)
        clock, cpu = cost(CHECK, small, environment, asked.rounds)
        print(f"python -c pass              {floor[0]:7.0f} ms  {floor[1]:7.0f} ms of CPU")
        print(f"check of 40 kB, a process   {clock:7.0f} ms  {cpu:7.0f} ms of CPU  (aim 100)")
        if asked.openspec:
            openspec_change(Path(scratch, "peer"), SMALL)
            command = [*shlex.split(asked.openspec), "validate", "export-loans", "--no-interactive"]
            peer = cost(command, Path(scratch, "peer"), environment, 3)
            print(f"openspec validate, alike    {peer[0]:7.0f} ms  {peer[1]:7.0f} ms of CPU")
        rounds = max(3, asked.rounds // 3)
        (seconds, memory), (parse,) = (
            figures(IN_PROCESS, large, environment, rounds),
            figures(FULL_PARSE, large, environment, rounds),
        )
        text = (large / "PLAN.md").stat().st_size
        print(f"check of 1 MB               {seconds * 1000:7.0f} ms of CPU")
        print(
            f"markdown-it-py, full parse  {parse * 1000:7.0f} ms of CPU, {parse / seconds:.1f} times as long (aim 2)"
        )
        print(
            f"memory of that check        {memory / 1024:7.1f} MB, {memory * 1024 / text:.1f} times the text (aim 20)"
        )


if __name__ == "__main__":
    main()
