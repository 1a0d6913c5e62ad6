"""The recipe of a repository: what past commits of the same kind touched."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.locate.file_kinds import is_source, kind_of
from groundplan.locate.index import open_index

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from groundplan.locate.history import Commit
    from groundplan.locate.index import Index
    from groundplan.locate.model import Place

LOOKED_AT = 30
"""Past commits that a recipe is made of: enough for percents, few enough to be today's custom."""
_LEAST = 3
_LEAST_SHARE = 0.1
_TOP = 5
_NEAR = 10
_ALWAYS = 0.9
_MOST_PARTS = 12
_MOST_FILES = 25
"""Files of a commit beyond which it is no example."""


@dataclass(frozen=True)
class Part:
    """A part of the repository and how often commits of the kind touched it."""

    what: str
    """`code`, `test`, `migration`, `translation`, …"""
    folder: str
    share: float
    examples: tuple[str, ...]
    """The files touched most, at most three."""


@dataclass(frozen=True)
class Example:
    """A past commit worth reading."""

    id: str
    subject: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Recipe:
    """What commits of one kind touched, the part touched most first."""

    kind: str
    """What makes them of one kind, for a person."""
    commits: int
    parts: tuple[Part, ...]
    together: tuple[tuple[str, str, float], ...]
    """Two parts, and how often a commit that touched the first touched the second."""
    read: tuple[Example, ...]
    """At most two commits to read."""


def recipe(root: Path, places: Sequence[Place], *, index: Index | None = None) -> Recipe | None:
    """Return what past commits like the one that is planned touched; None where too few are known.

    Args:
        root: the top folder of a checkout.
        places: where the change lands, the best first, as `search.locate` returns it.
        index: the index of that checkout, where it is open already.
    """
    index = index or open_index(root)
    kind, commits = _of_the_kind(index, places)
    if len(commits) < _LEAST:
        return None
    touched = [{part_of(path) for path in commit.files} for commit in commits]
    return Recipe(
        kind=kind,
        commits=len(commits),
        parts=_parts(commits, touched),
        together=_together(touched),
        read=_to_read(commits, places),
    )


def part_of(path: str) -> str:
    """Return the part of a repository that a path belongs to: its kind and the first two folders."""
    kind = kind_of(path)
    folders = path.split("/")[:-1]
    if kind in ("changelog", "generated"):
        return kind
    return f"{kind} in {'/'.join(folders[:2]) or '.'}"


def _of_the_kind(index: Index, places: Sequence[Place]) -> tuple[str, list[Commit]]:
    """Return the commits that touched the best places; where a migration is among them, only with one."""
    best = [place.path for place in places if is_source(place.path)][:_TOP]
    listed = [commit for commit in index.history.commits if len(commit.files) <= _MOST_FILES]
    if any(place.what == "migration" for place in places[:_NEAR]):
        with_one = [c for c in listed if any(kind_of(path) == "migration" for path in c.added)]
        if len(with_one) >= _LEAST:
            return "commits with a migration", with_one[:LOOKED_AT]
    folders = {path.rpartition("/")[0] for path in best}
    several = [c for c in listed if len(set(best).intersection(c.files)) >= 2]
    if len(several) >= _LEAST:
        return "commits that touched two of the places above", several[:LOOKED_AT]
    near = [c for c in listed if {path.rpartition("/")[0] for path in c.files} & folders]
    return "commits in the folders of the places above", near[:LOOKED_AT]


def _parts(commits: Sequence[Commit], touched: Sequence[set[str]]) -> tuple[Part, ...]:
    times = Counter(part for parts in touched for part in parts)
    files: dict[str, Counter[str]] = {}
    for path in (path for commit in commits for path in commit.files):
        files.setdefault(part_of(path), Counter())[path] += 1
    found = []
    for part, number in sorted(times.items(), key=lambda item: (-item[1], item[0])):
        what, _, folder = part.partition(" in ")
        examples = sorted(files[part], key=lambda path: (-files[part][path], path))[:3]
        if number / len(commits) >= _LEAST_SHARE:
            found.append(Part(what, folder, round(number / len(commits), 2), tuple(examples)))
    return tuple(found[:_MOST_PARTS])


def _together(touched: Sequence[set[str]]) -> tuple[tuple[str, str, float], ...]:
    times = Counter(part for parts in touched for part in parts)
    both = Counter((a, b) for parts in touched for a in parts for b in parts if a != b)
    found = [
        (a, b, round(number / times[a], 2))
        for (a, b), number in both.items()
        if times[a] >= _LEAST and number / times[a] >= _ALWAYS
    ]
    return tuple(sorted(found, key=lambda row: (-row[2], -times[row[0]], row)))[:_MOST_PARTS]


def _to_read(commits: Sequence[Commit], places: Sequence[Place]) -> tuple[Example, ...]:
    """Return the two commits that share most with the places and are small enough to be read."""
    wanted = {place.path: place.score for place in places}

    def worth(number: int) -> tuple[float, int]:
        files = commits[number].files
        shared = sum(wanted.get(path, 0.0) for path in files)
        return (-shared / (4 + len(files)) ** 0.5, number)

    best = sorted(range(len(commits)), key=worth)[:2]
    return tuple(Example(commits[n].id, commits[n].subject, commits[n].files) for n in best)
