"""Which section or field a heading or label means: numbering, level, case and synonyms aside."""

from __future__ import annotations

import difflib
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundplan.core import registry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.core.model import Field, Section

NEAR = 0.9  # of difflib's ratio: one letter in ten may be a slip
SHORTEST_NEAR = 9  # letters; a slip in a shorter word makes too many other words

_NUMBER = re.compile(
    r"^(?:(?:section|part|chapter)\s+)?[(]?\d+(?:\.\d+)*[.):]*\s+|^[ivx]+[.)]\s+", re.I
)
_FILLERS = frozenset(("the", "a", "an", "and", "or"))
_BRITISH = {"behaviour": "behavior", "behaviours": "behavior"}
LANE_NAMES = ("lane", "lane of the change", "how big is the change", "size of the change")


def plain_name(text: str) -> str:
    """Return a heading or label as words that can be compared: `3. **Must-have(s):**` -> `must have`."""
    words = _NUMBER.sub("", text.strip().strip("#*_` \t").casefold(), count=1).replace("&", " and ")
    words = re.sub(r"['\u2019]s\b", "s", words)
    split = re.sub(r"[\W_]+", " ", words).split()
    return " ".join(_stem(_BRITISH.get(word, word)) for word in split if word not in _FILLERS)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _readings(text: str) -> list[str]:
    """Return the ways to read a heading: whole, then without what stands in brackets."""
    whole = plain_name(text)
    bare = plain_name(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text))
    return [name for name in dict.fromkeys((whole, bare)) if name]


@lru_cache(maxsize=4096)
def named_section(text: str) -> Section | None:
    """Return the section that a heading means, or None."""
    found = _find(_section_names(), text)
    return next((s for s in registry.sections() if s.id == found), None)


@lru_cache(maxsize=4096)
def named_field(text: str, section: Section | None = None) -> str:
    """Return the `section.field` that a heading or label means, or "" for none.

    Args:
        text: the heading or label.
        section: only its fields; None for those of all sections, where the name means one only.
    """
    return _find(_field_names(section.id if section else ""), text)


def is_lane(text: str) -> bool:
    """Say whether a heading or label asks for the lane."""
    return plain_name(text) in {plain_name(name) for name in LANE_NAMES}


def field_at(key: str) -> Field:
    """Return the field that `section.field` names.

    Raises:
        KeyError: there is none of that name.
    """
    return _fields()[key]


def section_of(key: str) -> Section:
    """Return the section of `section.field`."""
    return next(section for section in registry.sections() if section.id == key.partition(".")[0])


@cache
def _fields() -> dict[str, Field]:
    return {f"{s.id}.{f.id}": f for s in registry.sections() for f in s.fields}


def _find(names: dict[str, str], text: str) -> str:
    if len(text) > 200:  # no heading; and comparing would take long
        return ""
    readings = _readings(text)
    for name in readings:
        if name in names:
            return names[name]
    long = [name for name in names if len(name) >= SHORTEST_NEAR]
    for name in readings:
        if len(name) >= SHORTEST_NEAR and (near := difflib.get_close_matches(name, long, 1, NEAR)):
            return names[near[0]]
    return ""


@cache
def _section_names() -> dict[str, str]:
    return _unambiguous(
        (name, section.id)
        for section in registry.sections()
        for name in (section.title, section.id, *section.also)
    )


@cache
def _field_names(section_id: str) -> dict[str, str]:
    return _unambiguous(
        (name, f"{section.id}.{field.id}")
        for section in registry.sections()
        if section_id in ("", section.id)
        for field in section.fields
        for name in (field.label, field.id, f"{section.id}.{field.id}", field.question, *field.also)
    )


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    names: dict[str, str] = {}
    twice = set()
    for name, target in pairs:
        plain = plain_name(name)
        if names.setdefault(plain, target) != target:
            twice.add(plain)
    return {name: target for name, target in names.items() if name not in twice}
