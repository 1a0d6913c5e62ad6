"""Parts of a change request, as every reader finds them, and how they become one request."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from groundplan.core.model import ChangeRequest, Kind, Lane, NotPlaced
from groundplan.plan.answers import (
    ITEM_KINDS,
    NOT_APPLICABLE,
    canonical,
    not_applicable,
    refuse_control_characters,
    strip_blank,
)
from groundplan.plan.field_names import field_at, section_of
from groundplan.request.cleaning import cleaned, cleaned_loose

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from groundplan.core.model import Answer, Field

FUNCTIONALITY = "change.functionality"
SUMMARY = "change.summary"
CRITERIA = "success.criteria"
# Other words for the three criteria that stand there always.
_ALWAYS_OTHERWISE = re.compile(
    r"(?:all )?(?:the )?tests (?:pass|are green)|(?:the )?(?:documentation|docs) (?:is|are) (?:updated|up to date)"
    r"|(?:there are )?no breaking changes(?: to existing functionality)?|nothing that worked is broken",
    re.IGNORECASE,
)
SKIPPED = 5  # words of "Not applicable: none asked for", which has no reason
ALWAYS_SAID = frozenset(
    (SUMMARY, FUNCTIONALITY, "behavior.after", "requirements.must_have", "success.criteria")
)
"""What every change has: "none" there is a question that was skipped."""


@dataclass(frozen=True)
class Part:
    """A piece of the input and the place it was written for."""

    place: str | None
    """`section.field`; `section.` for text straight below its title; "" for text before any
    heading; None for what has no place."""
    where: str
    """What stood above it, in the writer's own words."""
    answer: Answer


def gather(
    parts: Iterable[Part], *, title: str = "", lane: str = "", issue: str = ""
) -> ChangeRequest:
    """Return the request that parts make; what fits nowhere is kept as not placed.

    Args:
        parts: in the order of the input.
        title: the document's own title: the summary where nothing else is.
        lane: a lane's name or a text that begins with it; anything else is not placed.
        issue: where the change was asked for.

    Raises:
        Refused: an answer holds control characters; the message names the question.
    """
    for name, text in (("Title", title), ("Lane", lane), ("Issue", issue)):
        refuse_control_characters(text, name)
    answers: dict[str, Answer] = {}
    left: list[NotPlaced] = []
    later: list[Part] = []
    undecided: list[NotPlaced] = []
    for part in parts:
        refuse_control_characters(as_text(part.answer), part.where or "The request")
        if part.place is None:
            left.append(NotPlaced(part.where, as_text(part.answer)))
        elif part.place == "" or part.place.endswith("."):
            later.append(part)
        else:
            later += _take(answers, left, _said(part, undecided))
    if title:
        later += _take_title(answers, title)
    for part in later:
        _take_loose(answers, left, part, undecided)
    chosen = lane_named(lane)
    if lane and chosen is None:
        left.append(NotPlaced("Lane", lane))
    kept = tuple(NotPlaced(n.where, strip_blank(n.text)) for n in left if strip_blank(n.text))
    return ChangeRequest(
        answers=answers, lane=chosen, issue=issue, not_placed=kept, undecided=tuple(undecided)
    )


def _is_always(item: str) -> bool:
    return bool(_ALWAYS_OTHERWISE.fullmatch(item.strip().rstrip(".")))


def _said(part: Part, undecided: list[NotPlaced]) -> Part:
    """Return a part without placeholders; what it leaves open goes to `undecided`."""
    field = field_at(str(part.place))
    found = cleaned(field, part.answer)
    undecided += [NotPlaced(field.label, subject) for subject in found.undecided]
    return replace(part, answer=found.answer)


def lane_named(text: str) -> Lane | None:
    """Return the lane that a text begins with, or None."""
    first = text.strip().partition(" ")[0].strip(":,.-").lower()
    return next((lane for lane in Lane if lane.value == first), None)


def as_text(answer: Answer) -> str:
    """Return whatever somebody answered as lines of text."""
    if isinstance(answer, str):
        return answer
    return "\n".join(item if isinstance(item, str) else " | ".join(item) for item in answer)


def _take(answers: dict[str, Answer], left: list[NotPlaced], part: Part) -> list[Part]:
    """Enter one answer; return what of it belongs elsewhere in its section."""
    key = str(part.place)
    field = field_at(key)
    rest: list[Part] = []
    answer = part.answer
    if field.kind is Kind.LINE and isinstance(answer, str):
        answer, more = first_paragraph(answer)
        if more:
            rest = [Part(f"{section_of(key).id}.", f"{field.label}, what follows it", more)]
    new = canonical(field, answer)
    if isinstance(new, str) and new.startswith(NOT_APPLICABLE) and len(new.split()) <= SKIPPED:
        new = None if key in ALWAYS_SAID else new
    if key == CRITERIA and isinstance(new, tuple):
        new = tuple(item for item in new if isinstance(item, str) and not _is_always(item)) or None
    if new is None:
        return rest
    if key not in answers:
        answers[key] = new
    elif (both := joined(field, answers[key], new)) is not None:
        answers[key] = both
    else:
        left.append(NotPlaced(f"{field.label}, a second time", as_text(new)))
    return rest


def first_paragraph(text: str) -> tuple[str, str]:
    """Return the lines up to the first empty one, and what follows."""
    head, _, more = strip_blank(text.replace("\r\n", "\n")).partition("\n\n")
    return head, strip_blank(more)


def joined(field: Field, old: Answer, new: Answer) -> Answer | None:
    """Return two answers to one question as one; None where they can't both stand there."""
    if old == new:
        return old
    if field.kind is Kind.TEXT:
        return f"{old}\n\n{new}"
    if isinstance(old, str) or isinstance(new, str):
        return None
    return cast("Answer", (*old, *new))


def _take_title(answers: dict[str, Answer], title: str) -> list[Part]:
    if SUMMARY not in answers:
        answers[SUMMARY] = title
    return [] if answers[SUMMARY] == title else [Part("", "Title", title)]


def _take_loose(
    answers: dict[str, Answer], left: list[NotPlaced], part: Part, undecided: list[NotPlaced]
) -> None:
    text = cleaned_loose(as_text(part.answer))
    if not text:
        return
    section_id = str(part.place).rstrip(".")
    loose = section_of(str(part.place)).loose if section_id else FUNCTIONALITY.partition(".")[2]
    key = f"{section_id or 'change'}.{loose}"
    fits = bool(loose) and part.where != "Title" and key not in answers
    if fits and (field_at(key).kind is Kind.TEXT or _looks_listed(field_at(key), text)):
        _take(answers, left, _said(Part(key, part.where, text), undecided))
    else:
        left.append(NotPlaced(part.where, text))


def _looks_listed(field: Field, text: str) -> bool:
    """Say whether a text reads as the list or table that the field asks for."""
    if not_applicable(strip_blank(text)):
        return True
    lines: Sequence[str] = [line for line in text.split("\n") if line.strip()]
    marks = (
        ("-", "*", "+", "•", "|", "  ", "\t")
        if field.kind in ITEM_KINDS
        else ("-", "*", "+", "|", "  ")
    )
    return all(line.lstrip(" ")[:1].isdigit() or line.startswith(marks) for line in lines)
