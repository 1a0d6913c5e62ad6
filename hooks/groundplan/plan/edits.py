"""Writing into a plan: exact line ranges as data, and the one function that applies them.

An `Edit` replaces whole lines; its text is lines that each end with a line feed, or nothing. All
other lines stay as they are, byte for byte; new lines take the line end of those around them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from groundplan.core import registry
from groundplan.core.model import Edit, Kind
from groundplan.plan.answer_format import encode_answer
from groundplan.plan.front_matter import front_line
from groundplan.plan.model import Lines, Plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from groundplan.core.model import Answer, Field, Section
    from groundplan.plan.model import Heading, PlanSection


def lines_text(lines: Iterable[str]) -> str:
    """Return lines as the text of an edit."""
    return "".join(f"{line}\n" for line in lines)


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text with all edits made.

    Args:
        text: the text whose lines the edits count.
        edits: in any order; those at the same place are made in the order given.

    Raises:
        ValueError: two edits replace the same line.
    """
    lines = text.split("\n")
    ordered = sorted(edits, key=lambda edit: (edit.first, edit.last >= edit.first))
    for one, other in pairwise(ordered):
        if other.first <= one.last:
            raise ValueError(f"two edits replace line {other.first}")
    for edit in reversed(ordered):
        new = edit.text.split("\n")
        new = new[:-1] if new[-1] == "" else new
        if _has_carriage_return(lines, edit):
            new = [f"{line}\r" for line in new]
        lines[edit.first - 1 : max(edit.last, edit.first - 1)] = new
    return "\n".join(lines)


def _has_carriage_return(lines: Sequence[str], edit: Edit) -> bool:
    near = lines[max(edit.first - 2, 0) : max(edit.last, edit.first)]
    return any(line.endswith("\r") for line in near)


def insert_before(line: int, lines: Iterable[str]) -> Edit:
    """Return the edit that puts lines before a line."""
    return Edit(line, line - 1, lines_text(lines))


def replace_lines(where: Lines, lines: Iterable[str]) -> Edit:
    """Return the edit that puts lines in the place of a range."""
    return Edit(where.first, where.last, lines_text(lines))


def set_front(plan: Plan, values: Mapping[str, str]) -> tuple[Edit, ...]:
    """Return the edits that set keys of the front matter, each in its line or as a new last one."""
    if not plan.front_lines:
        lines = ["---", *(front_line(key, value) for key, value in values.items()), "---", ""]
        return (insert_before(1, lines),)
    found = {entry.key: entry.line for entry in plan.front}
    edits = [
        Edit(found[key], found[key], lines_text([front_line(key, value)]))
        for key, value in values.items()
        if key in found
    ]
    new = [front_line(key, value) for key, value in values.items() if key not in found]
    return (*edits, insert_before(plan.front_lines.last, new)) if new else tuple(edits)


def tick(plan: Plan, line: int, *, on: bool = True) -> Edit:
    """Return the edit that ticks the box in a line, or unticks it.

    Raises:
        ValueError: the line has no box.
    """
    text = plan.lines[line - 1].rstrip("\r")
    for old in ("[ ]", "[x]", "[X]"):
        before, found, after = text.partition(old)
        if found and not before.strip(" \t-+*0123456789.)"):
            return Edit(line, line, f"{before}[{'x' if on else ' '}]{after}\n")
    raise ValueError(f"line {line} has no box")


def replace_body(plan: Plan, heading: Heading, lines: Sequence[str]) -> Edit:
    """Return the edit that puts lines below a heading, with one empty line around them."""
    at_end = heading.body.last >= end_of_text(plan) - 1
    return replace_lines(heading.body, ["", *lines, *([] if at_end else [""])])


def set_answer(
    plan: Plan,
    section_id: str,
    field_id: str,
    answer: Answer | None,
    ticked: Sequence[bool] | None = None,
) -> tuple[Edit, ...]:
    """Return the edits that put an answer in its place; the place is made where it lacks.

    Args:
        plan: the plan that the edits count in.
        section_id: a section's id.
        field_id: the id of one of its fields.
        answer: as in `encode_answer`; None opens the question again.
        ticked: of a checklist, its boxes; None keeps those of items that stay.

    Raises:
        KeyError: there is no such section or field, or the plan lacks the section's heading.
    """
    shape = next((s for s in registry.sections() if s.id == section_id), None)
    field = next((f for f in shape.fields if f.id == field_id), None) if shape else None
    section = plan.section(section_id)
    if shape is None or field is None or section is None:
        raise KeyError(f"{section_id}.{field_id}")
    place = plan.field(section_id, field_id)
    if ticked is None and field.kind is Kind.CHECKLIST and answer is not None:
        was = dict(zip(place.items, place.ticked, strict=False))
        ticked = [was.get(item, False) for item in answer if isinstance(item, str)]
    lines = encode_answer(field, answer, ticked or ())
    if not place.heading:
        return _insert_field(plan, shape, section, field, lines)
    if field.kind is Kind.LINE:
        return (replace_lines(_without_blank_end(plan, place.body), lines),)
    at_end = place.body.last >= end_of_text(plan) - 1
    return (replace_lines(place.body, ["", *lines, *([] if at_end else [""])]),)


def _insert_field(
    plan: Plan, shape: Section, section: PlanSection, field: Field, lines: list[str]
) -> tuple[Edit, ...]:
    """Put a field that has no place yet before the first later one of its section."""
    order = [other.id for other in shape.fields]
    later = order[order.index(field.id) + 1 :]
    places = [place.heading for place in section.fields if place.id in later and place.heading]
    if field.kind is Kind.LINE:
        # A line of a list is read above the first heading only.
        places += [heading.line for heading in section.unknown]
    else:
        lines = [f"### {field.label}", "", *lines]
    if not places and section.not_needed:
        body = section.body
        at_end = body.last >= end_of_text(plan) - 1
        return (replace_lines(body, ["", *lines, *([] if at_end else [""])]),)
    at = min(places) if places else section.body.last + 1
    before = plan.lines[at - 2].strip(" \t\r")
    return (insert_before(at, [*([""] if before else []), *lines, ""]),)


def end_of_text(plan: Plan) -> int:
    """Return the number of the line before which something is put to stand last."""
    lines = plan.lines
    return len(lines) if not lines[-1] else len(lines) + 1


def _without_blank_end(plan: Plan, where: Lines) -> Lines:
    lines = plan.lines
    last = where.last
    while last > where.first and not lines[last - 1].strip(" \t\r"):
        last -= 1
    return Lines(where.first, last)
