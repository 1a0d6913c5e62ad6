"""The nouns of locating: a place, and what one source says about the files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from groundplan.locate.context import Context


@dataclass(frozen=True)
class Place:
    """A file, or a definition in it, that a change probably touches."""

    path: str
    line: int | None
    """The line of the definition that fits best; None where no line stands out."""
    name: str
    """The definition at that line; empty without one."""
    what: str
    """What the file is: `code`, `test`, `template`, `migration`, …"""
    reason: str
    """Why it is listed, in words for a person."""
    sources: tuple[str, ...]
    """The names of the sources that found it, the strongest first."""
    score: float


@dataclass(frozen=True)
class Source:
    """One kind of evidence.

    `scores` maps paths to positive numbers of any scale; `reason` says for one path in words
    what was found there.
    """

    name: str
    title: str
    """What the evidence is, for the documentation and `--explain`."""
    scores: Callable[[Context], Mapping[str, float]]
    reason: Callable[[Context, str], str]
    full: float = 0.0
    """The score that is as good as it gets; 0 where the best one is taken for that."""
    needs_ranking: bool = False
    telling: float = 1.0
    """How much its reason tells a person, against the other sources' with the same share."""
    """Whether it builds on the ranking of the sources that need none."""
