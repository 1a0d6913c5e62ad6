"""The questions of an interview in their order, and how answers and proposals are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.plan.answers import text_from_answer
from groundplan.plan.render import asked_fields

if TYPE_CHECKING:
    from groundplan.core.model import Answer, Field, Lane, Section
    from groundplan.core.repo_facts import Landed
    from groundplan.request.prefill import Proposal


@dataclass(frozen=True)
class Question:
    """One field where it stands in the interview."""

    section: Section
    field: Field
    place: str
    """Such as `3/10` of the sections."""
    turn: str
    """Such as `2 of 6` within its section."""

    @property
    def key(self) -> str:
        """Its `section.field`."""
        return f"{self.section.id}.{self.field.id}"


def questions_of(lane: Lane, landed: Landed) -> list[Question]:
    """Return the questions that a plan of this lane asks in this repo."""
    fields = asked_fields(lane, landed.facts)
    found = []
    for section, field in fields:
        mine = [other for owner, other in fields if owner.id == section.id]
        turn = f"{mine.index(field) + 1} of {len(mine)}"
        found.append(Question(section, field, f"{section.number}/10", turn))
    return found


def short(text: str, longest: int = 300) -> str:
    """Return the beginning of a long text; below 100 characters, on one line."""
    line = text if len(text) <= longest else f"{text[:longest]} \u2026 ({len(text):,} characters)"
    return " / ".join(part for part in line.split("\n") if part.strip()) if longest < 100 else line


def said_shortly(answer: Answer) -> str:
    """Return an answer for a list of answers: an item or a row a line, without what is empty."""
    if isinstance(answer, str):
        return answer
    return "\n".join(
        part if isinstance(part, str) else " | ".join(cell for cell in part if cell)
        for part in answer
    )


def proposed(field: Field, proposal: Proposal) -> list[str]:
    """Return a proposal as it is typed, a line each, with the place where the code says it."""
    more = [f"... and {proposal.more} more"] if proposal.more else []
    if isinstance(proposal.answer, str):
        return [f"{proposal.answer} ({', '.join(proposal.places)})", *more]
    typed = text_from_answer(field, proposal.answer).split("\n")
    return [*(_placed(*pair) for pair in zip(typed, proposal.places, strict=True)), *more]


def _placed(text: str, place: str) -> str:
    path, _, line = place.rpartition(":")
    return f"{text} (line {line})" if path in text else f"{text} ({place})"
