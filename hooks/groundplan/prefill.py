"""What the code itself proposes as an answer, with the place of each part.

A proposal is shown and can be taken over; it is nobody's answer before that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from groundplan.model import Answer, Assessment, Fact, Field

MOST = 12  # proposed items; a longer list is no help


@dataclass(frozen=True)
class Proposal:
    """An answer that facts suggest."""

    answer: Answer
    places: tuple[str, ...]
    """`path:line` of each fact in it."""


def propose(field: Field, assessment: Assessment) -> Proposal | None:
    """Return what the repo's facts say to a question, or None where they say nothing.

    Args:
        field: the question; its `prefill` names the kinds of fact.
        assessment: the facts.
    """
    facts = _once([fact for kind in field.prefill for fact in assessment.of(kind)])
    if not facts:
        return None
    shown = facts[:MOST]
    places = tuple(f"{fact.path}:{fact.line}" for fact in shown)
    if field.kind is Kind.TABLE:
        row = ROWS.get(tuple(column.id for column in field.columns), _named)
        wide = len(field.columns)
        return Proposal(tuple((*row(fact), *[""] * wide)[:wide] for fact in shown), places)
    if field.kind in (Kind.LINE, Kind.TEXT):
        return Proposal(", ".join(dict.fromkeys(_said(fact) for fact in shown)), places)
    return Proposal(tuple(dict.fromkeys(_said(fact) for fact in shown)), places)


def _once(facts: Sequence[Fact]) -> list[Fact]:
    """Return facts without those that say the same again at another place."""
    found: dict[tuple[str, str, str], Fact] = {}
    for fact in facts:
        key = (fact.kind, fact.name, fact.value if fact.kind == "routes" else "")
        found.setdefault(key, fact)
    return list(found.values())


def _said(fact: Fact) -> str:
    return f"{fact.value} {fact.name}" if fact.kind == "routes" else fact.name


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
