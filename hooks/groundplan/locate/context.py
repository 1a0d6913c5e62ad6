"""What the sources are given: the request, the index, what they share, and the ranking so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from groundplan.locate.bm25 import K1, B, rarity
from groundplan.locate.file_kinds import base_name, subject_of
from groundplan.locate.files import read_text
from groundplan.locate.links import Links
from groundplan.locate.passages import Passage, best_passage
from groundplan.locate.words import pairs, parts, text_counts

if TYPE_CHECKING:
    from groundplan.locate.history import Commit, History
    from groundplan.locate.index import FileFacts, Index
    from groundplan.locate.request import Request

_MAX_DEFINERS = 3
_PRIOR = 4
"""Commits that a file is taken to have more, so that one commit does not make 100 %."""


@dataclass
class Context:
    """One question to the sources; what is worked out once is kept for all of them."""

    request: Request
    index: Index
    ranking: dict[str, float] = field(default_factory=dict)
    """Code files -> score from the sources that need no ranking, the best first."""

    learned: dict[str, float] | None = None
    """What `sources.learned_words` has worked out."""
    used: dict[str, list[str]] | None = None
    """What `sources.called` has worked out."""
    _together: dict[str, dict[str, float]] = field(default_factory=dict)
    _passages: dict[str, Passage | None] = field(default_factory=dict)
    _users: dict[str, list[str]] = field(default_factory=dict)
    _rarity: dict[str, float] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, FileFacts]:
        """Return the files that were read."""
        return self.index.files

    @cached_property
    def words(self) -> dict[str, dict[str, int]]:
        """Return path -> its stems with how often they are there."""
        return {path: facts.words for path, facts in self.files.items()}

    @cached_property
    def defined_words(self) -> dict[str, Counter[str]]:
        """Return path -> the stems, and pairs of them, of the names that a file defines."""
        found: dict[str, Counter[str]] = {}
        for path, facts in self.files.items():
            found[path] = Counter()
            for definition in facts.definitions:
                stems = parts(definition.name)
                found[path].update((*stems, *pairs(stems)))
        return found

    @cached_property
    def lengths(self) -> dict[str, float]:
        """Return path -> how many words a file has."""
        return {path: float(facts.length or 1) for path, facts in self.files.items()}

    @property
    def history(self) -> History:
        """Return the past commits."""
        return self.index.history

    @cached_property
    def touches(self) -> dict[str, list[int]]:
        """Return path -> numbers of the commits that touched it, for files that are there."""
        there = set(self.index.paths)
        return {path: numbers for path, numbers in self.history.touches().items() if path in there}

    @cached_property
    def path_words(self) -> dict[str, Counter[str]]:
        """Return path -> its stems; those of the base name count twice."""
        found = {}
        for path in self.files:
            folder, _, name = path.rpartition("/")
            found[path] = text_counts(folder) + text_counts(name.rpartition(".")[0] or name)
            found[path].update(text_counts(name.partition(".")[0]))
        return found

    @cached_property
    def like_commits(self) -> list[tuple[int, float]]:
        """Return past commits with a message like the request, the likest first."""
        history = self.history
        mean = sum(history.lengths) / max(1, len(history.lengths)) or 1.0
        found: dict[int, float] = {}
        for term, weight in self.request.weights.items():
            numbers = Counter(history.messages.get(term, ()))
            gain = weight * rarity(len(history.commits), len(numbers))
            for number, times in numbers.items():
                norm = K1 * (1 - B + B * history.lengths[number] / mean)
                found[number] = found.get(number, 0.0) + gain * times * (K1 + 1) / (times + norm)
        return sorted(found.items(), key=lambda item: (-item[1], item[0]))

    @cached_property
    def links(self) -> Links:
        """Return the references between files."""
        return Links(self.files)

    def together(self, path: str) -> dict[str, float]:
        """Return the files that changed with `path`, with the share of its commits; few commits weigh less."""
        if path not in self._together:
            found: dict[str, float] = {}
            numbers = self.touches.get(path, [])
            for number in numbers:
                files = self.commit(number).files
                for other in files:
                    if other != path and other in self.files:
                        found[other] = found.get(other, 0.0) + 1 / max(1, len(files) / 8)
            self._together[path] = {p: n / (len(numbers) + _PRIOR) for p, n in found.items()}
        return self._together[path]

    def passage(self, path: str) -> Passage | None:
        """Return the lines of a file that have most of the request."""
        if path not in self._passages:
            weights = {
                term: weight * self.rarity(term)
                for term, weight in (self.request.weights | self.request.pairs).items()
            }
            self._passages[path] = best_passage(self.text(path), weights)
        return self._passages[path]

    def text(self, path: str) -> str:
        """Return a file's text as it is now."""
        return read_text(self.index.root, path)

    def named(self, stems: tuple[str, ...]) -> list[str]:
        """Return the files whose own name has exactly these stems."""
        return self._by_name.get(stems, [])

    def about(self, stems: tuple[str, ...]) -> list[str]:
        """Return the files that are about the same thing, by `same_name.subject_of`."""
        return self._by_subject.get(stems, [])

    def defined_by(self, name: str) -> list[str]:
        """Return the files that define a name, where at most three do."""
        return self._definers.get(name, [])

    def users(self, name: str) -> list[str]:
        """Return the files that have a name in their text."""
        if name not in self._users:
            needle = f" {name} "
            self._users[name] = [p for p, facts in self.files.items() if needle in facts.names]
        return self._users[name]

    @cached_property
    def _by_name(self) -> dict[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for path in self.files:
            found.setdefault(parts(base_name(path)), []).append(path)
        return found

    @cached_property
    def _by_subject(self) -> dict[tuple[str, ...], list[str]]:
        found: dict[tuple[str, ...], list[str]] = {}
        for path in self.files:
            found.setdefault(subject_of(path), []).append(path)
        return found

    @cached_property
    def _definers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path, facts in self.files.items():
            for name in dict.fromkeys(d.name for d in facts.definitions if len(d.name) > 3):
                found.setdefault(name, []).append(path)
        return {name: paths for name, paths in found.items() if len(paths) <= _MAX_DEFINERS}

    @cached_property
    def _path_counts(self) -> Counter[str]:
        return Counter(term for words in self.path_words.values() for term in words)

    def path_rarity(self, term: str) -> float:
        """Return how much a stem tells, by the paths that have it."""
        return rarity(len(self.files), self._path_counts[term])

    def rarity(self, term: str) -> float:
        """Return how much a stem tells, by the files that have it."""
        if term not in self._rarity:
            having = sum(term in facts.words for facts in self.files.values())
            self._rarity[term] = rarity(len(self.files), having)
        return self._rarity[term]

    def top(self, most: int) -> list[str]:
        """Return the best files of the ranking so far."""
        return list(self.ranking)[:most]

    def commit(self, number: int) -> Commit:
        """Return a past commit; 0 is the newest."""
        return self.history.commits[number]
