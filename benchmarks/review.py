"""How long a review of a large diff takes, against git's own diff of it, in one run.

Run: python benchmarks/review.py [LINES]
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / part) for part in ("hooks", "tests")]

from made_repos import write_landed  # noqa: E402 - after the path
from support import commit, git, make_repo, write_files  # noqa: E402

RUNS = 7
FILES = 20


def script(lines: int, word: str) -> str:
    body = [
        f'if [ -n "$X{n}" ]; then docker compose {word} api sh -c "echo {n}"; fi'
        if n % 5 == 0
        else f"echo {word} {n} | grep -v none > out/{n}.txt"
        for n in range(lines)
    ]
    return "#!/bin/sh\n" + "\n".join(body) + "\n"


def median(command: list[str], cwd: Path) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, cwd=cwd, capture_output=True, check=False)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def main() -> None:
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as name:
        repo = make_repo(
            Path(name) / "repo", {f"bin/{n}.sh": script(5, "run") for n in range(FILES)}
        )
        write_landed(repo)
        commit(repo, "Land")
        half = lines // 2
        code = {f"app/m{n}.py": f"x = {n}\n" * (half // FILES) for n in range(FILES)}
        tests = {"tests/test_x.py": "def test_x() -> None: ...\n"}
        shell = {f"bin/{n}.sh": script(half // FILES, "exec") for n in range(FILES)}
        write_files(repo, code | tests | shell)
        git(repo, "add", "--all")
        floor = median(["git", "diff", "--cached", "--raw", "-p", "-U0"], repo)
        python = median([sys.executable, "-c", "import groundplan.cli.main"], repo)
        review = median([sys.executable, "-m", "groundplan", "review", "--staged"], repo)
        shown = {
            "lines": lines,
            "git_diff_ms": round(floor, 1),
            "import_ms": round(python, 1),
            "review_ms": round(review, 1),
            "review_over_import": round(review / python, 2),
        }
        print(json.dumps(shown, indent=2))


if __name__ == "__main__":
    main()
