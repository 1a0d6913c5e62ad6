"""Words of paths that past commits with the request's words touched: "login" -> `auth`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from groundplan.locate.bm25 import rarity
from groundplan.locate.file_kinds import is_source
from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_LEAST = 2
_LEARNED = 12
_LAST = 200
"""Commits with a word that are looked at, the newest ones."""
_FULL = 1.52
"""As much as three of four good answers have on the public commits."""


def scores(context: Context) -> dict[str, float]:
    """Return, for each file, how strongly the words of its path go with the request's."""
    learned = learned_words(context)
    found: dict[str, float] = {}
    for path, words in context.path_words.items():
        value = sum(learned[word] for word in words if word in learned)
        if value:
            found[path] = value / (4 + len(words)) ** 0.5
    return found


def learned_words(context: Context) -> dict[str, float]:
    """Return the path words that go with the request's, with how strongly they do."""
    if context.learned is None:
        found: dict[str, float] = {}
        for term, weight in context.request.weights.items():
            for word, strength in _of_term(context, term).items():
                found[word] = found.get(word, 0.0) + weight * strength
        context.learned = found
    return context.learned


def _of_term(context: Context, term: str) -> dict[str, float]:
    commits = list(dict.fromkeys(context.history.messages.get(term, ())))[:_LAST]
    with_word: Counter[str] = Counter()
    for number in commits:
        paths = [path for path in context.commit(number).files if is_source(path)]
        with_word.update({word for path in paths for word in context.path_words.get(path, ())})
    telling = {
        word: (times - 1) / (len(commits) + 3) * context.path_rarity(word)
        for word, times in with_word.items()
        if times >= _LEAST and word != term
    }
    best = sorted(telling.items(), key=lambda item: (-item[1], item[0]))[:_LEARNED]
    weight = rarity(len(context.history.commits), len(commits)) / 10
    return {word: value * weight for word, value in best}


def reason(context: Context, path: str) -> str:
    """Name the word of the path."""
    learned = learned_words(context)
    best = max(
        (word for word in context.path_words[path] if word in learned), key=lambda w: learned[w]
    )
    return f"commits that speak of this often touch paths with “{best}”"


SOURCE = Source(
    "learned_words",
    "Words of paths that go with the request's in past commits",
    scores,
    reason,
    full=_FULL,
    telling=0.6,
)
