"""Text -> Plan. Reading never raises: what can't be understood is in the plan as it stands.

The structure is that of docs/plan-format.md; which lines are headings, lists and fences says
`blocks.py`. Writing is in `edits.py`, the notation of answers in `notation.py`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.core import registry
from groundplan.core.model import Kind
from groundplan.plan.answer_format import (
    NOT_NEEDED,
    decode_answer,
    is_comment,
    item_ranges,
    item_text,
    labelled,
    split_row,
)
from groundplan.plan.blocks import read_blocks
from groundplan.plan.front_matter import read_front_matter
from groundplan.plan.model import (
    Decision,
    Heading,
    Ignore,
    Lines,
    Plan,
    PlanField,
    PlanSection,
    RuleLine,
    State,
)
from groundplan.plan.steps import read_steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.core.model import Field, Section
    from groundplan.plan.blocks import Block

ASSESSMENT, RULES, STEPS, DECISIONS = "Assessment", "General rules", "Steps", "Decisions"
_NUMBERED = re.compile(r"(\d{1,3})[.)]?[ \t]+(.*)$", re.DOTALL)
_IGNORE = re.compile(r"<!--[ \t]*groundplan:[ \t]*ignore[ \t]+(\S+)[ \t]*(.*?)[ \t]*-->")
_RULE_LINE = re.compile(r"\*\*(.+?)\.?\*\*[ \t]*(.*)", re.DOTALL)


def parse_plan(text: str, path: str) -> Plan:
    """Read a plan.

    Args:
        text: the whole text; any text at all has a result.
        path: what diagnostics call the file.
    """
    lines = [line[:-1] if line.endswith("\r") else line for line in text.split("\n")]
    front = read_front_matter(lines, path)
    document = read_blocks(lines, front.lines.last if front.lines else 0)
    blocks = document.blocks
    headings = _headings(blocks, len(lines) if lines[-1] else len(lines) - 1)
    parts = {heading.text: heading for heading in reversed(headings) if heading.level == 2}
    return Plan(
        path=path,
        text=text,
        front=front.entries,
        front_lines=front.lines,
        front_troubles=front.troubles,
        title=next((heading for heading in headings if heading.level == 1), None),
        headings=tuple(headings),
        sections=tuple(_sections(lines, blocks, headings)),
        assessment=parts.get(ASSESSMENT),
        rules_heading=parts.get(RULES),
        rules=tuple(_rules(lines, blocks, parts.get(RULES))),
        steps_heading=parts.get(STEPS),
        steps=tuple(read_steps(lines, blocks, headings, parts.get(STEPS))),
        decisions_heading=parts.get(DECISIONS),
        decisions=tuple(_decisions(lines, blocks, parts.get(DECISIONS))),
        ignores=tuple(_ignores(lines, blocks)),
        blocks=tuple(blocks),
        too_deep=document.too_deep,
    )


def blocks_in(blocks: Sequence[Block], body: Lines) -> list[Block]:
    """Return the blocks that start in a range of lines; `blocks` are in the order of their lines."""
    from bisect import bisect_left

    start = bisect_left(blocks, body.first, key=_first_line)
    return list(blocks[start : bisect_left(blocks, body.last + 1, lo=start, key=_first_line)])


def plain_title(title: str) -> str:
    """Return a title as it is compared: small letters, `&` for `and`, single blanks."""
    return re.sub(r"\band\b", "&", " ".join(title.casefold().split())).strip(" :*_")


def _first_line(block: Block) -> int:
    return block.first


def _headings(blocks: Sequence[Block], last: int) -> list[Heading]:
    found = [block for block in blocks if block.kind == "heading"]
    ends = [last] * len(found)
    # From the end: a heading's body ends where the next one of its level or a higher one starts.
    start_of: dict[int, int] = {}
    for index in range(len(found) - 1, -1, -1):
        block = found[index]
        later = [line for level, line in start_of.items() if level <= block.level]
        ends[index] = min(later) - 1 if later else last
        start_of = {level: line for level, line in start_of.items() if level < block.level}
        start_of[block.level] = block.first
    return [
        Heading(block.level, block.text, block.first, Lines(block.last + 1, end))
        for block, end in zip(found, ends, strict=True)
    ]


# -- the ten sections ----------------------------------------------------------------------------


def _sections(
    lines: Sequence[str], blocks: Sequence[Block], headings: Sequence[Heading]
) -> list[PlanSection]:
    tops = [heading for heading in headings if heading.level == 2]
    numbered = [(heading, *_number_and_title(heading.text)) for heading in tops]
    by_title = {plain_title(section.title): section for section in registry.sections()}
    named = {
        by_title[plain_title(title)].id
        for _, _, title in numbered
        if plain_title(title) in by_title
    }
    found = []
    for heading, number, title in numbered:
        section = by_title.get(plain_title(title)) or _renamed(number, title, named)
        if section is not None:
            inner = [
                other
                for other in headings
                if other.level == 3 and heading.body.first <= other.line <= heading.body.last
            ]
            found.append(_section(section, heading, number, title, lines, blocks, inner))
    return found


def _number_and_title(text: str) -> tuple[int | None, str]:
    found = _NUMBERED.match(text)
    return (int(found[1]), found[2].strip()) if found else (None, text)


def _renamed(number: int | None, title: str, named: set[str]) -> Section | None:
    """Return the section that an unknown title stands for: by another name of it, or by its number."""
    for section in registry.sections():
        if section.id in named:
            continue
        if plain_title(title) in {plain_title(other) for other in section.also}:
            return section
        if number == section.number:
            return section
    return None


def _section(
    section: Section,
    heading: Heading,
    number: int | None,
    title: str,
    lines: Sequence[str],
    blocks: Sequence[Block],
    inner: Sequence[Heading],
) -> PlanSection:
    top_end = inner[0].line - 1 if inner else heading.body.last
    top = blocks_in(blocks, Lines(heading.body.first, top_end))
    listed = _line_places(lines, top)
    by_label: dict[str, Heading] = {}
    labels = {plain_title(field.label) for field in section.fields if field.kind is not Kind.LINE}
    for other in inner:
        by_label.setdefault(plain_title(other.text), other)
    return PlanSection(
        id=section.id,
        title=title,
        number=number,
        line=heading.line,
        body=heading.body,
        fields=tuple(
            _field(section, field, listed, by_label, lines, blocks) for field in section.fields
        ),
        not_needed=_not_needed(lines, top),
        unknown=tuple(other for other in inner if plain_title(other.text) not in labels),
    )


def _not_needed(lines: Sequence[str], top: Sequence[Block]) -> str:
    for block in top:
        if block.kind == "paragraph" and (
            found := NOT_NEEDED.match(lines[block.first - 1].strip())
        ):
            return found[1]
    return ""


def _line_places(lines: Sequence[str], top: Sequence[Block]) -> dict[str, Lines]:
    """Return where each `- **Label:** value` line stands, by its label."""
    found: dict[str, Lines] = {}
    for block in top:
        for first, last in item_ranges(block):
            label = labelled(item_text([lines[first - 1]]))
            if label is not None:
                found.setdefault(plain_title(label[0]), Lines(first, last))
    return found


def _field(
    section: Section,
    field: Field,
    listed: dict[str, Lines],
    by_label: dict[str, Heading],
    lines: Sequence[str],
    blocks: Sequence[Block],
) -> PlanField:
    label = plain_title(field.label)
    if field.kind is Kind.LINE:
        body = listed.get(label)
        heading = body.first if body else 0
    else:
        place = by_label.get(label)
        body, heading = (place.body, place.line) if place else (None, 0)
    if body is None:
        return PlanField(section.id, field.id, State.ABSENT)
    offset = body.first - 1
    found = decode_answer(field, lines[offset : body.last], blocks_in(blocks, body), offset)
    return PlanField(
        section=section.id,
        id=field.id,
        state=found.state,
        answer=found.answer,
        heading=heading,
        body=body,
        item_lines=tuple(offset + 1 + line for line in found.item_lines),
        ticked=found.ticked,
    )


# -- the other parts -------------------------------------------------------------------------------


def _rules(
    lines: Sequence[str], blocks: Sequence[Block], heading: Heading | None
) -> list[RuleLine]:
    found = []
    for block in blocks_in(blocks, heading.body) if heading else ():
        for first, last in item_ranges(block):
            rule = _RULE_LINE.match(item_text(lines[first - 1 : last]))
            if rule:
                found.append(RuleLine(rule[1], " ".join(rule[2].split()), first))
    return found


def _decisions(
    lines: Sequence[str], blocks: Sequence[Block], heading: Heading | None
) -> list[Decision]:
    found = []
    for block in blocks_in(blocks, heading.body) if heading else ():
        if block.kind != "table":
            continue
        for line in range(block.first + 2, block.last + 1):
            cells = [*split_row(lines[line - 1]), "", "", ""]
            if any(cells):
                found.append(Decision(cells[0], cells[1], cells[2], line))
    return found


def _ignores(lines: Sequence[str], blocks: Sequence[Block]) -> list[Ignore]:
    found = []
    for block in blocks:
        if not is_comment(block, lines):
            continue
        comment = _IGNORE.match(lines[block.first - 1].strip(" \t"))
        if comment:
            target = block.last + 1
            while target < len(lines) and not lines[target - 1].strip(" \t"):
                target += 1
            found.append(Ignore(comment[1], comment[2], block.first, target))
    return found
