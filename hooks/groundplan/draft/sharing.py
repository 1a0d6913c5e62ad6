"""Which step a file, a test or a scenario belongs to: the one that it shares most words with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Thing = TypeVar("Thing")
_WORD = re.compile(r"[a-z]{3,}")
# Words that stand in any path or sentence of a change.
_COMMON = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "that",
        "this",
        "are",
        "its",
        "all",
        "app",
        "src",
        "test",
        "tests",
        "api",
        "new",
        "add",
        "what",
        "each",
        "one",
        "two",
        "file",
    ]
)


def words_of(*texts: str) -> frozenset[str]:
    """Return the words of texts and paths, without endings that only say number or time."""
    found = _WORD.findall(" ".join(texts).lower().replace("_", " "))
    return frozenset(re.sub(r"(?:ed|s)$", "", word) for word in found if word not in _COMMON)


def shared(
    things: Iterable[Thing],
    describe: Callable[[Thing], frozenset[str]],
    owners: Mapping[str, frozenset[str]],
) -> dict[str, tuple[Thing, ...]]:
    """Return for each owner what belongs to it; what shares no word with any belongs to none.

    Args:
        things: what is given out, each once.
        describe: the words of a thing.
        owners: the words of those that get them; of equal ones the first.
    """
    given: dict[str, list[Thing]] = {owner: [] for owner in owners}
    for thing in things:
        words = describe(thing)
        best = max(owners, key=lambda owner: len(words & owners[owner]), default=None)
        if best is not None and words & owners[best]:
            given[best].append(thing)
    return {owner: tuple(found) for owner, found in given.items()}


def about(
    things: Sequence[Thing], describe: Callable[[Thing], frozenset[str]], words: frozenset[str]
) -> tuple[Thing, ...]:
    """Return the things that share a word with `words`; all of them where none does."""
    found = tuple(thing for thing in things if describe(thing) & words)
    return found or tuple(things)
