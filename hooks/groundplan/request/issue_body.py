"""The body of a GitHub issue that a form made.

The host writes `### label`, an empty line, the answer and an empty line for every element, in the
form's order; an answer is not escaped, so that it can hold lines which look like the next label.
Which headings are the form's is therefore found for the whole body at once: the choice that
explains most of the form, with headings outside of fenced blocks and between empty lines first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from groundplan.plan.answers import Fences, strip_blank
from groundplan.plan.field_names import named_section
from groundplan.request.parts import Part, gather

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.core.model import ChangeRequest
    from groundplan.request.form import Element

NO_RESPONSE = "_No response_"
MOST_WORK = 1_000_000  # pairs of headings to compare; beyond, the first of each label counts

# What a heading is worth: being one above all, then looking like what the host writes.
FOUND = 1000
IN_FENCE = -400
TOO_MANY_LINES = -300  # an `input` holds one line
TIGHT = -200  # no empty line before or after

_SECTION = re.compile(r"##? [^#]")
_BOX = re.compile(r"[ \t]*- \[(?P<mark>[ xX])\][ \t]+(?P<label>.*)$")


@dataclass(frozen=True)
class _Heading:
    line: int
    element: int
    is_tight: bool


def is_issue_body(text: str, elements: Sequence[Element]) -> bool:
    """Say whether a form made a text: it begins with a label, or has most of them and no section.

    Our own documents have the same labels below headings of sections; a form has none of those.
    """
    lines = _lines(text)
    first = next((line for line in lines if line.strip()), "")
    labels = {heading.element for heading in _headings(lines, elements)}
    if len(labels) < 2:
        return False
    if first.startswith("### ") and any(e.label == first[4:].strip() for e in elements):
        return True
    fences = Fences()
    has_sections = any(
        not fences.feed(line) and _SECTION.match(line) and named_section(line) for line in lines
    )
    return not has_sections and len(labels) * 2 > len(elements)


def read_issue_body(text: str, elements: Sequence[Element]) -> ChangeRequest:
    """Return the change request in the body of an issue.

    Args:
        text: the body, with any line ends.
        elements: the questions of the form that made it, in its order.

    Raises:
        Refused: an answer holds control characters.
    """
    lines = _lines(text)
    chosen = _chosen(lines, _headings(lines, elements), elements)
    ends = [*(heading.line for heading in chosen[1:]), len(lines)]
    parts: list[Part] = []
    lane = ""
    start = chosen[0].line if chosen else len(lines)
    if before := strip_blank("\n".join(lines[:start])):
        parts.append(Part(None, "Before the form", before))
    for heading, end in zip(chosen, ends, strict=True):
        element = elements[heading.element]
        value = _value(element, strip_blank("\n".join(lines[heading.line + 1 : end])))
        if element.place == "lane":
            lane = value
        elif value:
            parts.append(Part(element.place, element.label, value))
    return gather(parts, lane=lane)


def selected(value: str, options: Sequence[str]) -> list[str]:
    """Return the options in a list that the host joined with ", ", though they may hold commas.

    What is none of the options comes back as it is, so that nothing is lost.
    """
    if not value:
        return []
    for option in sorted(options, key=len, reverse=True):
        if value == option:
            return [option]
        if value.startswith(f"{option}, "):
            rest = selected(value[len(option) + 2 :], options)
            if all(found in options for found in rest):
                return [option, *rest]
    return [value]


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _headings(lines: Sequence[str], elements: Sequence[Element]) -> list[_Heading]:
    """Return the lines that equal `### label` of an element, wherever they stand."""
    labels = {element.label.strip(): number for number, element in enumerate(elements)}
    found = []
    for index, line in enumerate(lines):
        number = labels.get(line[4:].strip()) if line.startswith("### ") else None
        if number is not None:
            before = lines[index - 1] if index else ""
            after = lines[index + 1] if index + 1 < len(lines) else ""
            found.append(_Heading(index, number, bool(before.strip() or after.strip())))
    return found


def _chosen(
    lines: Sequence[str], headings: list[_Heading], elements: Sequence[Element]
) -> list[_Heading]:
    """Return the headings that are the form's: the best run in its order, then what it lacks."""
    marks = [index for index, line in enumerate(lines) if line.lstrip(" ")[:3] in ("```", "~~~")]
    work = len(headings) * (len(headings) + len(marks))
    run = _best_run(_Body(lines, marks, elements), headings) if work < MOST_WORK else []
    taken = {heading.element for heading in run}
    fenced = _fenced(lines, marks, headings, -1)
    for heading in headings:
        if heading.element not in taken and heading.line not in fenced:
            taken.add(heading.element)
            run.append(heading)
    return sorted(run, key=lambda heading: heading.line)


class _Body:
    """The lines of a body, and what is asked of them again and again."""

    def __init__(
        self, lines: Sequence[str], marks: Sequence[int], elements: Sequence[Element]
    ) -> None:
        self.lines, self.marks = lines, marks
        self.one_line = [element.kind in ("input", "dropdown") for element in elements]
        self._filled = [0, *accumulate(bool(line.strip()) for line in lines)]

    def filled(self, first: int, end: int) -> int:
        """Return how many lines from `first` up to `end` hold anything."""
        return self._filled[end] - self._filled[first]


def _best_run(body: _Body, headings: Sequence[_Heading]) -> list[_Heading]:
    """Return the headings in the form's order that are worth most together; ties: the earliest."""
    worth: list[int] = []
    previous: list[int] = []
    starts = [-1, *(heading.line for heading in headings)]
    fenced = [_fenced(body.lines, body.marks, headings, start) for start in starts]
    for index, heading in enumerate(headings):
        base = FOUND + (TIGHT if heading.is_tight else 0)
        best, come_from = base + (IN_FENCE if heading.line in fenced[0] else 0), -1
        for earlier in range(index):
            before = headings[earlier]
            if before.element >= heading.element:
                continue
            total = worth[earlier] + base
            total += IN_FENCE if heading.line in fenced[earlier + 1] else 0
            if body.one_line[before.element] and body.filled(before.line + 1, heading.line) > 1:
                total += TOO_MANY_LINES
            if total > best:
                best, come_from = total, earlier
        worth.append(best)
        previous.append(come_from)
    run: list[_Heading] = []
    at = max(range(len(worth)), key=lambda index: worth[index], default=-1)
    while at >= 0:
        run.append(headings[at])
        at = previous[at]
    return run[::-1]


def _fenced(
    lines: Sequence[str], marks: Sequence[int], headings: Sequence[_Heading], start: int
) -> frozenset[int]:
    """Return the headings' lines that are in fenced blocks when reading begins after `start`."""
    fences = Fences()
    after = sorted({index for index in (*marks, *(h.line for h in headings)) if index > start})
    return frozenset(index for index in after if fences.feed(lines[index]))


def _value(element: Element, text: str) -> str:
    """Return an answer as it was typed or chosen; "" where nothing was."""
    if text == NO_RESPONSE or (element.kind == "dropdown" and text == "None"):
        return ""
    if element.kind == "dropdown" and element.is_multiple:
        return "\n".join(f"- {option}" for option in selected(text, element.options))
    if element.kind == "checkboxes":
        return _ticked(text)
    if element.is_rendered:
        return _without_fence(text)
    return text


def _ticked(text: str) -> str:
    """Return the labels of ticked boxes, and lines that are no boxes as they are."""
    kept = []
    for line in text.split("\n"):
        box = _BOX.match(line)
        if box is None:
            kept.append(line)
        elif box["mark"] != " ":
            kept.append(f"- {box['label']}")
    return strip_blank("\n".join(kept))


def _without_fence(text: str) -> str:
    # The host puts three back-ticks around whatever was typed, also where that holds some.
    lines = text.split("\n")
    if len(lines) < 2 or not lines[0].startswith("```") or lines[-1].strip() != "```":
        return text
    return "\n".join(lines[1:-1])
