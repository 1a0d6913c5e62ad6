"""Landing: `groundplan init --defaults` against `copier copy` of the same template, plus the assessment.

The aim is a ratio of at most 1.5. Everything is measured in turn, in one run:

    python benchmarks/land.py [--rounds 7]
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from trial import commit, make_kit, make_repo, middle, program, seconds

SAMPLE = Path(__file__).parents[1] / "examples/sample-api"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as scratch:
        kit = make_kit(Path(scratch, "kit"))
        repo = make_repo(Path(scratch, "repo"))
        shutil.copytree(SAMPLE, repo, dirs_exist_ok=True)
        commit(repo, "Sample")
        times: dict[str, list[float]] = {"init": [], "copier copy": [], "assess": []}
        for number in range(rounds):
            for name in times:
                target = Path(scratch, f"{name.replace(' ', '-')}{number}")
                shutil.copytree(repo, target)
                command = {
                    "init": program("groundplan", "init", "--defaults", "--from", kit),
                    "copier copy": program("copier", "copy", "--defaults", "--quiet", kit, target),
                    "assess": program("groundplan", "assess", "--json"),
                }[name]
                times[name].append(seconds(command, target))
    floor = middle(times["copier copy"]) + middle(times["assess"])
    for name, spent in times.items():
        print(f"{name:<12} {middle(spent) * 1000:7.0f} ms")
    print(f"init / (copier copy + assess): {middle(times['init']) / floor:.2f}  (aim: 1.5)")


if __name__ == "__main__":
    main()
