"""What the code itself proposes as an answer, with the place of each part.

A proposal is shown and can be taken over; it is nobody's answer before that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

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
    facts = [fact for kind in field.prefill for fact in assessment.of(kind)]
    row = ROWS.get(tuple(column.id for column in field.columns), _named)
    said = row if field.kind is Kind.TABLE else _words
    found: dict[tuple[str, ...], str] = {}
    for fact in facts:
        found.setdefault(said(fact), f"{fact.path}:{fact.line}")
    shown = list(found)[:MOST]
    if not shown:
        return None
    places = tuple(found[cells] for cells in shown)
    if field.kind is Kind.TABLE:
        wide = len(field.columns)
        return Proposal(tuple((*cells, *[""] * wide)[:wide] for cells in shown), places)
    words = tuple(cells[0] for cells in shown)
    return Proposal(", ".join(words) if field.kind in (Kind.LINE, Kind.TEXT) else words, places)


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
