"""Text -> terms: identifiers split by case, stems, and the words that say nothing."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

IDENTIFIER = re.compile(r"[^\W\d]\w*")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_A-Za-z]+")
_VOWEL = re.compile(r"[aeiouy]")

# Words of change requests and of programming languages that tell no file from another.
_SAY_NOTHING = """
    the and for are was were been being with from into onto over under that this these those there
    then than when where which while who whom whose what why how not but its our your their his her
    can could should would will shall may might must has have had does did doing done also only just
    some any all each every more most less least other another such same very too via per about
    after before because between both during once again here out off now new old use uses used using
    add adds added adding fix fixes fixed fixing make makes made making allow allows allowed support
    supports supported feat feature bug issue need needs needed want wants like get gets got set sets
    let var const def class func function return returns import export default async await public
    private static void null none nil true false self string int bool type interface struct module
    you they them him she one two way see work works working instead without within still even
    change changes changed update updates updated remove removes removed if in is it of on or to we
    be by an as at do no so up us my me am he
    """
STOP_WORDS = frozenset(_SAY_NOTHING.split())


_WEAK = """
    improve prevent ensure missing handle error correct wrong broken avoid properly better possible
    issue issues problem implement simplify refactor minor various cleanup rework introduce provide enable
    disable show display hide create delete move rename replace check page file code logic option
    options list first last value values name names data support bad invalid incorrect incorrectly
    proper able unable ability possibility currently please given cause causes fail fails failed
    failing work longer always never sometimes several multiple single multi general basic simple
"""


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return what the forms of an English word have in common; `word` is in lower case."""
    word = _singular(word)
    for ending in (
        "ization",
        "isation",
        "ications",
        "ication",
        "ation",
        "ing",
        "ed",
        "ions",
        "ion",
    ):
        head = word[: -len(ending)]
        if word.endswith(ending) and len(head) >= 3 and _VOWEL.search(head):
            if ending in ("ication", "ications"):
                return head + "i"
            if ending in ("ization", "isation"):
                return head + "iz"
            return _plain_head(head + ("at" if ending == "ation" else ""))
    for ending in ("izer", "er", "or", "ment", "able", "ly"):
        head = word[: -len(ending)]
        if word.endswith(ending) and len(head) >= 4:
            return _plain_head(head + ("iz" if ending == "izer" else ""))
    return _plain_head(word)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def _plain_head(head: str) -> str:
    if len(head) > 3 and head[-1] == head[-2] and head[-1] not in "aeiousl":
        head = head[:-1]
    if len(head) > 3 and head[-1] == "e":
        return head[:-1]
    return f"{head[:-1]}i" if len(head) > 3 and head[-1] == "y" else head


def split_parts(identifier: str) -> list[str]:
    """Return an identifier's parts in lower case, not stemmed: `ignoreHttpCache` -> ignore, http, cache."""
    return [part.lower() for part in _PART.findall(identifier)]


@lru_cache(maxsize=200_000)
def parts(identifier: str) -> tuple[str, ...]:
    """Return the stems of an identifier's parts: `can_accessChallenges` -> can, access, challeng."""
    found = (part.lower() for part in _PART.findall(identifier))
    return tuple(stem(part) for part in found if len(part) > 1 and part not in STOP_WORDS)


def pairs(stems: tuple[str, ...]) -> list[str]:
    """Return neighbouring stems as one term each."""
    return [f"{first} {second}" for first, second in pairwise(stems)]


def terms(text: str) -> list[str]:
    """Return the stems of a text in their order."""
    return [part for word in IDENTIFIER.findall(text) for part in parts(word)]


@lru_cache(maxsize=200_000)
def _terms_of(identifier: str) -> tuple[str, ...]:
    stems = parts(identifier)
    return (*stems, *pairs(stems)) if len(stems) > 1 else stems


def counts(identifiers: Mapping[str, int]) -> dict[str, int]:
    """Return how often each stem is there, and each pair of stems within one identifier."""
    found: dict[str, int] = {}
    for identifier, times in identifiers.items():
        for term in _terms_of(identifier):
            found[term] = found.get(term, 0) + times
    return found


def text_counts(text: str) -> Counter[str]:
    """Return the same of a text."""
    return Counter(counts(Counter(IDENTIFIER.findall(text))))


WEAK_STEMS = frozenset(stem(word) for word in _WEAK.split())
"""Words that change requests anywhere have: they tell less than their rarity in the code suggests."""
