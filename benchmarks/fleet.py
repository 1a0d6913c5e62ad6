"""`groundplan fleet status` of 50, 200 and 800 repos: time (aim for 200: under 1 s) and peak memory.

python benchmarks/fleet.py [--rounds 3]
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from trial import commit, make_kit, make_repo, middle, peak_memory, program, seconds


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as scratch:
        kit = make_kit(Path(scratch, "kit"))
        repo = make_repo(Path(scratch, "repo"), {"app.py": ""})
        seconds(program("groundplan", "init", "--defaults", "--from", kit), repo)
        commit(repo, "Landed")
        one = [seconds(program("groundplan", "fleet", "status", repo), repo, (0, 1))]
        print(f"{1:4} repos {middle(one) * 1000:7.0f} ms  {peak_memory():6.0f} MB")
        clones = Path(scratch, "clones")
        for count in (50, 200, 800):
            for number in range(count):
                target = clones / f"r{number}"
                if not target.exists():
                    shutil.copytree(repo, target)
            command = program("groundplan", "fleet", "status", clones, "--json")
            times = [seconds(command, repo, (0, 1)) for _ in range(rounds)]
            print(f"{count:4} repos {middle(times) * 1000:7.0f} ms  {peak_memory():6.0f} MB")


if __name__ == "__main__":
    main()
