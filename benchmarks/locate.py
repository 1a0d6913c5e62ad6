"""How well and how fast `groundplan locate` finds where real commits landed.

    python benchmarks/locate.py speed FOLDER
    python benchmarks/locate.py pick NAME=GITDIR ... > cases.jsonl
    python benchmarks/locate.py worth cases.jsonl NAME=GITDIR ...

A case is a past commit that changed one to eight files of code which were there before: its message is
the request, those files are the truth, and the repository is seen as it was at the commit's parent.
`worth` prints the share of the truth that is found, for all sources and with each one left out. Trees
are read from git's objects: nothing is checked out.
"""

from __future__ import annotations

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hooks"))

from groundplan.locate.combine import gathered, ranked
from groundplan.locate.context import Context
from groundplan.locate.file_kinds import is_source
from groundplan.locate.files import MAX_FILE, readable
from groundplan.locate.history import read_history
from groundplan.locate.index import FileFacts, Index, facts_of
from groundplan.locate.request import read_request
from groundplan.locate.sources import sources

CASES_PER_REPO = 25
LOOKED_AT = 1200
MOST_FILES = 25
MOST_TRUE = 8
# Commits whose message does not say what they change.
DULL = re.compile(
    r"^(chore|docs?|ci|build|style|refactor|tests?|release|merge|revert|v?\d)|\b(bump|deps?|typo)\b",
    re.I,
)
FIGURES = ("first", "r5", "r10", "r20")


class Case(NamedTuple):
    """A commit to be located."""

    repo: str
    commit: str
    parent: str


class Seen(Context):
    """A context whose texts come from git's objects."""

    texts: dict[str, str]

    def text(self, path: str) -> str:
        """Return a file's text at the parent."""
        return self.texts.get(path, "")


class Repository:
    """A git directory whose files are read once each."""

    def __init__(self, git_dir: str) -> None:
        self.git_dir = git_dir
        self._facts: dict[str, FileFacts | None] = {}
        self._texts: dict[str, str] = {}

    def git(self, *words: str) -> str:
        """Return what git prints."""
        done = subprocess.run(["git", "-C", self.git_dir, *words], capture_output=True, check=True)
        return done.stdout.decode("utf-8", "replace")

    def truth(self, commit: str) -> list[str]:
        """Return the files of code that a commit modified."""
        rows = self.git(
            "diff-tree", "-r", "--no-renames", "--no-commit-id", "--name-status", commit
        )
        changed = [row.split("\t") for row in rows.splitlines()]
        return (
            [row[1] for row in changed if row[0] == "M" and is_source(row[1])]
            if len(changed) <= MOST_FILES
            else []
        )

    def seen_at(self, commit: str, request: str) -> Seen:
        """Return the context of a request at a commit."""
        listed = (
            row.partition("\t") for row in self.git("ls-tree", "-r", "-z", commit).split("\0")
        )
        blobs = {
            path: head.split()[2] for head, _, path in listed if path and head.startswith("100")
        }
        self._read([blobs[path] for path in readable(sorted(blobs))])
        paths = [path for path in readable(sorted(blobs)) if self._facts[blobs[path]]]
        facts = {path: found for path in sorted(paths) if (found := self._facts[blobs[path]])}
        index = Index(
            Path(self.git_dir), sorted(blobs), facts, read_history(Path(self.git_dir), commit)
        )
        seen = Seen(read_request(request), index)
        seen.texts = {path: self._texts[blobs[path]] for path in facts}
        return seen

    def _read(self, blobs: list[str]) -> None:
        wanted = [blob for blob in dict.fromkeys(blobs) if blob not in self._facts]
        words = ["git", "-C", self.git_dir, "cat-file", "--batch"]
        done = subprocess.run(
            words, input="\n".join(wanted).encode(), capture_output=True, check=True
        )
        rest = done.stdout
        for blob in wanted:
            head, _, rest = rest.partition(b"\n")
            self._facts[blob] = None
            if head.endswith(b"missing"):
                continue
            size = int(head.split()[2])
            data, rest = rest[:size], rest[size + 1 :]
            if size <= MAX_FILE and b"\0" not in data[:8000]:
                self._facts[blob] = facts_of(data)
                self._texts[blob] = data.decode("utf-8", "replace")


def picked(name: str, repository: Repository) -> list[Case]:
    """Return commits of a repository, spread over the last ones."""
    found = []
    log = repository.git(
        "log", "--no-merges", "--first-parent", f"-{LOOKED_AT}", "--format=%H %P%x09%s"
    )
    for line in log.splitlines():
        ids, _, subject = line.partition("\t")
        if len(ids.split()) == 2 and not DULL.search(subject):
            commit, parent = ids.split()
            if 1 <= len(repository.truth(commit)) <= MOST_TRUE:
                found.append(Case(name, commit, parent))
    return found[:: max(1, len(found) // CASES_PER_REPO)][:CASES_PER_REPO]


def hits(order: list[str], truth: list[str]) -> dict[str, float]:
    """Return the figures of one ranking."""
    named = [path for path in order if is_source(path)]
    shares = {f"r{most}": len(set(named[:most]) & set(truth)) / len(truth) for most in (5, 10, 20)}
    return {"first": float(named[:1] != [] and named[0] in truth)} | shares


def worth(cases: list[Case], repositories: dict[str, Repository]) -> dict[str, dict[str, float]]:
    """Return the figures with all sources, and with each one left out."""
    names = ["", *(source.name for source in sources())]
    found: dict[str, list[dict[str, float]]] = defaultdict(list)
    for case in cases:
        repository = repositories[case.repo]
        truth = repository.truth(case.commit)
        request = re.sub(
            r"\s*\(#\d+\)", "", repository.git("log", "-1", "--format=%B", case.commit)
        )
        seen = repository.seen_at(case.parent, request)
        for left_out in names:
            table = gathered(seen, frozenset([left_out]))
            found[left_out].append(hits(list(ranked(table)), truth))
    return {
        name: {figure: statistics.mean(row[figure] for row in rows) for figure in FIGURES}
        for name, rows in found.items()
    }


def print_worth(figures: dict[str, dict[str, float]], cases: int) -> None:
    """Print a table as docs/locate.md has it: what each source left out costs, the dearest first."""
    whole = figures[""]
    print(f"| left out ({cases} cases) | first | r5 | r10 | r20 |\n| --- | --- | --- | --- | --- |")
    print("| nothing |", " | ".join(f"{whole[figure]:.3f}" for figure in FIGURES), "|")
    for name in sorted(figures, key=lambda name: (figures[name]["r10"], figures[name]["r5"])):
        if name:
            change = (f"{figures[name][figure] - whole[figure]:+.3f}" for figure in FIGURES)
            print(f"| `{name}` |", " | ".join(change), "|")


def speed(folder: Path) -> None:
    """Print seconds and memory of a cold and of two warm runs of the command."""
    with tempfile.TemporaryDirectory() as cache:
        env = os.environ | {"XDG_CACHE_HOME": cache}
        request = Path(cache) / "request.md"
        request.write_text("Filter the list by date and remember the choice\n")
        command = [sys.executable, "-m", "groundplan", "locate", str(request), "--json"]
        for run in ("cold", "warm", "warm"):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            begun = time.perf_counter()
            subprocess.run(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, check=True)
            took = time.perf_counter() - begun
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"{run}: {took:.2f} s, {cpu:.2f} s of CPU, {after.ru_maxrss / 1024:.0f} MB")


def main(words: list[str]) -> None:
    """Run one of the three."""
    if len(words) == 2 and words[0] == "speed":
        speed(Path(words[1]))
        return
    repositories = {
        name: Repository(path) for name, _, path in (w.partition("=") for w in words if "=" in w)
    }
    if words[:1] == ["pick"] and repositories:
        for name, repository in repositories.items():
            for case in picked(name, repository):
                print(json.dumps(case._asdict()))
    elif words[:1] == ["worth"] and repositories:
        rows = [Case(**json.loads(line)) for line in Path(words[1]).read_text().splitlines()]
        cases = [case for case in rows if case.repo in repositories]
        print_worth(worth(cases, repositories), len(cases))
    elif words:
        sys.exit(__doc__)
    else:
        speed(Path.cwd())  # as `make bench` runs it


if __name__ == "__main__":
    main(sys.argv[1:])
