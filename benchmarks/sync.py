"""Syncing with nothing to do, and with a new version, against `copier update`, in one run.

python benchmarks/sync.py [--rounds 7]
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from trial import commit, git, make_kit, make_repo, middle, program, seconds

ANSWERS_FILE = ".copier-answers.groundplan.yml"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    commands = {
        "sync": program("groundplan", "sync"),
        "copier update": program(
            "copier", "update", "--defaults", "--quiet", "--answers-file", ANSWERS_FILE
        ),
    }
    with tempfile.TemporaryDirectory() as scratch:
        kit = make_kit(Path(scratch, "kit"))
        repo = make_repo(Path(scratch, "repo"), {"app.py": ""})
        seconds(program("groundplan", "init", "--defaults", "--from", kit), repo)
        commit(repo, "Landed")
        for what in ("nothing to do", "a new version"):
            if what == "a new version":
                page = kit / "template/docs/onboarding.md.jinja"
                page.write_text(page.read_text().replace("# Welcome", "# Welcome here"))
                commit(kit, "v1.1.0")
                git(kit, "tag", "v1.1.0")
            times: dict[str, list[float]] = {name: [] for name in commands}
            for number in range(rounds):
                for name, command in commands.items():
                    target = Path(scratch, f"{what}-{name}-{number}".replace(" ", "-"))
                    shutil.copytree(repo, target)
                    times[name].append(seconds(command, target))
            for name, spent in times.items():
                print(f"{what:<14} {name:<14} {middle(spent) * 1000:7.0f} ms")
            ratio = middle(times["copier update"]) / middle(times["sync"])
            print(f"{what:<14} copier update / sync: {ratio:.2f}")


if __name__ == "__main__":
    main()
