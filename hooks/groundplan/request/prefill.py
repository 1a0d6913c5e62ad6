"""What the code itself proposes as an answer, with the place of each part.

A proposal is shown and can be taken over; it is nobody's answer before that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.core.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from groundplan.core.model import Answer, Assessment, Fact, Field

MOST = 12  # proposed items; a longer list is no help


@dataclass(frozen=True)
class Proposal:
    """An answer that facts suggest."""

    answer: Answer
    places: tuple[str, ...]
    """`path:line` of each fact in it."""
    more: int = 0
    """How many facts are left out."""


def propose(field: Field, assessment: Assessment, said: str = "") -> Proposal | None:
    """Return what the repo's facts say to a question, or None where they say nothing.

    Args:
        field: the question; its `prefill` names the kinds of fact.
        assessment: the facts.
        said: what is known of the change; rows that share a word with it are the only ones then.
    """
    facts = [fact for kind in field.prefill for fact in assessment.of(kind)]
    if field.kind is Kind.TABLE:
        facts = _related(facts, said) or facts
    return _proposal(field, facts)


def context(field: Field, assessment: Assessment) -> Proposal | None:
    """Return what the repo has already of what a question asks for anew; no answer to it."""
    return _proposal(field, [fact for kind in field.context for fact in assessment.of(kind)])


def _related(facts: Sequence[Fact], said: str) -> list[Fact]:
    """Return the facts whose name or path shares a word with what is said, the closest first."""
    words = _stems(said)
    near = [(len(words & _stems(f"{fact.name} {fact.path}")), fact) for fact in facts]
    return [fact for count, fact in sorted(near, key=lambda one: -one[0]) if count]


def _stems(text: str) -> set[str]:
    """Return the words of a text as they are compared: small letters, no plural, no very short ones."""
    return {
        word.removesuffix("s")
        for word in re.split(r"[^a-z0-9]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", text).lower())
        if len(word) >= 4
    }


def _proposal(field: Field, facts: Sequence[Fact]) -> Proposal | None:
    row = ROWS.get(tuple(column.id for column in field.columns), _named)
    cells_of = row if field.kind is Kind.TABLE else _words
    found: dict[tuple[str, ...], str] = {}
    for fact in facts:
        found.setdefault(cells_of(fact), f"{fact.path}:{fact.line}")
    shown = list(found)[:MOST]
    if not shown:
        return None
    places = tuple(found[cells] for cells in shown)
    if field.kind is Kind.TABLE:
        wide = len(field.columns)
        rows = tuple((*cells, *[""] * wide)[:wide] for cells in shown)
        return Proposal(rows, places, len(found) - len(shown))
    words = tuple(cells[0] for cells in shown)
    answer = ", ".join(words) if field.kind in (Kind.LINE, Kind.TEXT) else words
    return Proposal(answer, places, len(found) - len(shown))


def _words(fact: Fact) -> tuple[str, ...]:
    return (f"{fact.value} {fact.name}" if fact.kind == "routes" else fact.name,)


def _file(fact: Fact) -> tuple[str, ...]:
    return (fact.path, "")


def _line(fact: Fact) -> tuple[str, ...]:
    return (f"{fact.path}:{fact.line}", "")


def _endpoint(fact: Fact) -> tuple[str, ...]:
    return (fact.value, fact.name, "") if fact.kind == "routes" else ("", fact.name, "")


def _named(fact: Fact) -> tuple[str, ...]:
    return (fact.name, "")


# The columns of a table -> the cells that one fact fills.
ROWS: dict[tuple[str, ...], Callable[[Fact], tuple[str, ...]]] = {
    ("path", "change"): _file,
    ("path", "reason"): _file,
    ("path", "lesson"): _line,
    ("method", "path", "change"): _endpoint,
}
