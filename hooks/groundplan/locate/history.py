"""The last commits of a repository: their messages and files, read through one `git log`."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from groundplan.core.errors import EnvironmentTrouble
from groundplan.core.git_stream import git_lines
from groundplan.locate.words import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MAX_COMMITS = 10_000
MAX_FILES = 60
"""Files of a commit beyond which it says nothing about any of them: imports, reformatting."""
_MAX_BYTES = 64_000_000
_MAX_BODY = 600


@dataclass(frozen=True)
class Commit:
    """One past change, the newest first in a history."""

    id: str
    subject: str
    files: tuple[str, ...]
    added: tuple[str, ...] = ()


@dataclass
class History:
    """Past commits and the terms of their messages."""

    commits: list[Commit] = field(default_factory=list)
    messages: dict[str, list[int]] = field(default_factory=dict)
    """Stem -> the commits whose message has it; twice where the subject has it."""
    lengths: list[int] = field(default_factory=list)
    note: str = ""
    """What is missing, for a person: no git, a shallow clone."""

    def touches(self) -> dict[str, list[int]]:
        """Return path -> the commits that touched it, the newest first."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, commit in enumerate(self.commits):
            for path in commit.files:
                found[path].append(number)
        return found

    def as_json(self) -> dict[str, Any]:
        """Return it as the index keeps it."""
        return {
            "commits": [[c.id, c.subject, c.files, c.added] for c in self.commits],
            "messages": self.messages,
            "lengths": self.lengths,
            "note": self.note,
        }


def history_from_json(data: dict[str, Any]) -> History:
    """Return the history that `History.as_json` gave."""
    commits = [Commit(i, s, tuple(f), tuple(a)) for i, s, f, a in data["commits"]]
    return History(commits, data["messages"], data["lengths"], data["note"])


def read_history(root: Path, revision: str = "HEAD") -> History:
    """Return the last commits that a revision has; empty, with a note, where there are none."""
    history = History()
    bodies: list[str] = []
    renamed: dict[str, str] = {}
    lines = git_lines(
        "log", "--no-merges", "--no-renames", "--no-show-signature", "--name-status", "--no-color",
        "--relative", f"-{MAX_COMMITS}", "--format=%x1e%H%x1f%s%x1f%b%x1d", revision, "--",
        cwd=root, max_bytes=_MAX_BYTES,
    )  # fmt: skip
    try:
        for head, rows in _entries(lines):
            _take(history, bodies, renamed, head, rows)
    except EnvironmentTrouble:
        history.note = "git was not found: past changes are not looked at"
        return history
    _index_messages(history, bodies)
    history.note = _note(root, history)
    return history


def _entries(lines: Iterable[bytes]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield one commit at a time: hash, subject, body; then `STATUS<tab>path` rows."""
    said: list[str] = []
    rows: list[str] = []
    is_message = False
    for raw in lines:
        line = raw.decode("utf-8", "replace")
        if line.startswith("\x1e"):
            if said:
                yield _head(said), rows
            said, rows, is_message = [], [], True
        if not is_message:
            rows.append(line)
            continue
        said.append(line)
        is_message = not line.endswith("\x1d")
    if said:
        yield _head(said), rows


def _head(said: list[str]) -> list[str]:
    fields = "\n".join(said).strip("\x1e\x1d").split("\x1f", 2)
    return [*fields, "", ""][:3]


def _take(
    history: History, bodies: list[str], renamed: dict[str, str], head: list[str], rows: list[str]
) -> None:
    changed = [row.split("\t", 1) for row in rows if "\t" in row and not row.endswith('"')]
    if not 0 < len(changed) <= MAX_FILES:
        return
    added = [path for status, path in changed if status == "A"]
    _note_renames(renamed, added, [path for status, path in changed if status == "D"])
    files = dict.fromkeys(renamed.get(path, path) for status, path in changed if status != "D")
    files |= dict.fromkeys(
        renamed[path] for status, path in changed if status == "D" and path in renamed
    )
    history.commits.append(
        Commit(head[0], head[1], tuple(files), tuple(renamed.get(path, path) for path in added))
    )
    bodies.append(head[2][:_MAX_BODY])


def _note_renames(renamed: dict[str, str], added: list[str], removed: list[str]) -> None:
    """Remember moved files: gone and there in one commit under one unique base name.

    Older commits then count for the file of today. Asking git for renames would cost ten times as much.
    """
    if not added or not removed:
        return
    gone = Counter(path.rpartition("/")[2] for path in removed)
    there = Counter(path.rpartition("/")[2] for path in added)
    now = {path.rpartition("/")[2]: path for path in added}
    for path in removed:
        name = path.rpartition("/")[2]
        if gone[name] == there[name] == 1:
            renamed.setdefault(path, renamed.get(now[name], now[name]))


def _index_messages(history: History, bodies: list[str]) -> None:
    found: dict[str, list[int]] = defaultdict(list)
    for number, (commit, body) in enumerate(zip(history.commits, bodies, strict=True)):
        stems = terms(commit.subject)
        stems += stems + terms(body)
        history.lengths.append(len(stems))
        for stem in stems:
            found[stem].append(number)
    history.messages = dict(found)


def _note(root: Path, history: History) -> str:
    if not history.commits:
        return "no git history: past changes are not looked at"
    shallow = b"".join(git_lines("rev-parse", "--is-shallow-repository", cwd=root, max_bytes=100))
    if shallow == b"true":
        return f"a shallow clone: only {len(history.commits)} past commits are looked at"
    return ""
