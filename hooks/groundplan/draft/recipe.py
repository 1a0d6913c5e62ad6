"""What past changes of the same kind touched: the recipe of the repo, from its own commits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.core import io
from groundplan.locate.file_kinds import kind_of

if TYPE_CHECKING:
    from pathlib import Path

MOST_COMMITS = 1_500  # of the history that are looked at
RECENT = 13  # commits of the kind that are counted
MODELS = 3  # of them whose files are compared
LARGEST = 80  # files; a commit with more is a move or a format
FEWEST_SHARED = 2


@dataclass(frozen=True)
class Commit:
    """One past commit."""

    id: str
    subject: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Recipe:
    """What the last changes of a kind touched."""

    about: str = ""
    """What they have in common, as a person would say it."""
    count: int = 0
    shares: tuple[tuple[str, int], ...] = ()
    """Kind of file, and in how many percent of the commits one of it was touched."""
    examples: tuple[Commit, ...] = ()
    shared: tuple[str, ...] = ()
    """Files that most of the examples touched."""


def past_commits(root: Path) -> tuple[Commit, ...]:
    """Return the last commits with the files that they touched, the newest first; none without git."""
    text = io.git_output(
        "log", f"-n{MOST_COMMITS}", "--no-merges", "--no-renames", "--name-only", "-z", "--format=%x01%h%x02%s%x02", cwd=root
    )
    found = []
    for piece in (text or "").split("\x01")[1:]:
        name, _, rest = piece.partition("\x02")
        subject, _, listed = rest.partition("\x02")
        paths = tuple(path.strip("\n") for path in listed.split("\0") if path.strip("\n"))
        if 0 < len(paths) <= LARGEST:
            found.append(Commit(name, io.printable(subject), paths))
    return tuple(found)


def recipe_of(commits: tuple[Commit, ...], anchor: str, migrations: frozenset[str]) -> Recipe:
    """Return what the last commits touched that are like the change.

    Args:
        commits: the history, the newest first.
        anchor: the file that certainly changes, such as the named model's; "" for none.
        migrations: the files in which a migration is written where there is one file for all;
            files that look like migrations count by their path.
    """

    def migrates(commit: Commit) -> bool:
        return any(path in migrations or kind_of(path) == "migration" for path in commit.paths)

    with_migration = [commit for commit in commits if migrates(commit)] if migrations else []
    both = [commit for commit in with_migration if anchor in commit.paths]
    touching = [commit for commit in commits if anchor in commit.paths] if anchor else []
    for about, kind in (
        (f"commits that touched {anchor} and a migration", both),
        ("commits with a migration", with_migration),
        (f"commits that touched {anchor}", touching),
    ):
        if len(kind) >= MODELS or (kind and about.endswith("and a migration")):
            return _counted(about, kind)
    return Recipe()


def _counted(about: str, commits: list[Commit]) -> Recipe:
    recent = commits[:RECENT]
    kinds: Counter[str] = Counter()
    for commit in recent:
        kinds.update({_kind_name(path) for path in commit.paths})
    shares = tuple((kind, round(100 * count / len(recent))) for kind, count in kinds.most_common(8))
    models = recent[:MODELS]
    together = Counter(path for commit in models for path in set(commit.paths))
    shared = tuple(path for path, count in together.items() if count >= FEWEST_SHARED)
    return Recipe(about, len(recent), shares, tuple(models[:2]), shared)


def _kind_name(path: str) -> str:
    kind = kind_of(path)
    if kind != "code":
        return {"template": "templates", "test": "tests", "translation": "translations"}.get(kind, kind)
    folder = path.rpartition("/")[0]
    return f"{folder}/" if folder else path
