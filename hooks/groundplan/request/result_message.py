"""What is said about a plan that was made: where it is, what is open, what has no place."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from groundplan.core import characters, terminal
from groundplan.core.model import Lane
from groundplan.core.text import many
from groundplan.plan.field_names import field_at
from groundplan.plan.render import answers_of_plan, open_fields
from groundplan.request.parts import as_text
from groundplan.request.prompt import show

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from groundplan.core.model import Answer, ChangeRequest, NotPlaced
    from groundplan.core.repo_facts import Landed
    from groundplan.plan.model import Plan


MOST_QUESTIONS = 5
"""How many questions are put at once: more are not read."""
PERSONS = (
    "change.summary",
    "change.reason",
    "change.user_view",
    "requirements.must_have",
    "requirements.limits",
    "success.criteria",
    "behavior.after",
)
"""What the code can't say: these questions come first."""


@dataclass(frozen=True)
class Made:
    """A plan as it was written."""

    path: str
    id: str
    lane: Lane
    answered: int
    open: tuple[str, ...]
    not_placed: tuple[NotPlaced, ...]
    steps: int
    notes: tuple[str, ...] = field(default=())


def summary_of(plan: Plan, landed: Landed, request: ChangeRequest, notes: Sequence[str]) -> Made:
    """Return what there is to say of a plan that was just written.

    Args:
        plan: as it was written.
        landed: the repo's facts.
        request: what was answered this time.
        notes: what else a person should know.
    """
    answered = answers_of_plan(plan)
    lane = plan.lane or Lane.NORMAL
    return Made(
        path=plan.path,
        id=plan.id,
        lane=lane,
        answered=len(answered.answers),
        open=tuple(f"{s.id}.{f.id}" for s, f in open_fields(answered, lane, landed.facts)),
        not_placed=request.not_placed,
        steps=len(plan.steps),
        notes=(*notes, *_bidi_notes(request.answers)),
    )


def _bidi_notes(answers: Mapping[str, Answer]) -> list[str]:
    return [
        f"{key} holds characters that turn the direction of text; they are kept as they are."
        for key, answer in answers.items()
        if characters.BIDI_CONTROLS & set(as_text(answer))
    ]


def report(made: Made, *, as_json: bool) -> None:
    """Say what was written, what is open, and what has no place."""
    if as_json:
        terminal.print_line(json.dumps(_as_data(made), ensure_ascii=False, indent=1))
        return
    # A person's lines are broken at words; a program gets one line a fact.
    say = show if terminal.is_terminal() else terminal.print_line
    for note in made.notes:
        say(note)
    say(
        f"{made.path}: {many(made.answered, 'answer')}, {(made.open and len(made.open)) or 'none'} open, "
        f"{many(made.steps, 'step')}."
    )
    for key in made.open:
        say(f"  open: {key}")
    for piece in made.not_placed:
        first = piece.text.strip().split("\n")[0][:60]
        say(f"  not placed, kept under `## Not placed`: {piece.where}: {first}")
    say(f"Next: {next_command(made)}")


def next_command(made: Made) -> str:
    """Return the command that comes after a plan was written."""
    return "groundplan answer KEY=VALUE" if made.open else "groundplan check"


def questions_of(made: Made) -> list[dict[str, str]]:
    """Return the open questions that a person is asked first, each with its key."""
    first = [key for key in PERSONS if key in made.open]
    keys = [*first, *(key for key in made.open if key not in first)][:MOST_QUESTIONS]
    return [{"key": key, "question": field_at(key).question} for key in keys]


def _as_data(made: Made) -> dict[str, Any]:
    return {
        "plan": made.path,
        "id": made.id,
        "lane": str(made.lane),
        "answered": made.answered,
        "open": list(made.open),
        "not_placed": [{"where": piece.where, "text": piece.text} for piece in made.not_placed],
        "steps": made.steps,
        "notes": list(made.notes),
        "questions": questions_of(made),
        "next": next_command(made),
    }
