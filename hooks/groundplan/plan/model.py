"""A plan as a value: its sections, steps, verifications and decisions, each with its lines.

Named tuples, as all nouns that a check meets; see `model.py`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from groundplan.core.model import ChangeRequest, Lane, Status

if TYPE_CHECKING:
    from groundplan.core.model import Answer, Trouble
    from groundplan.plan.blocks import Block


class Lines(NamedTuple):
    """Lines `first` to `last` of a text, from 1, both in it; `last < first`: none, before `first`."""

    first: int
    last: int

    def __bool__(self) -> bool:
        return self.last >= self.first


NO_LINES = Lines(1, 0)


class State(StrEnum):
    """What is known about a field."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not applicable"
    OPEN = "open"
    """The place says `_Open: ..._`."""
    EMPTY = "empty"
    """The place is there, and nothing is in it."""
    ABSENT = "absent"
    """There is no place for it."""


class PlanField(NamedTuple):
    """What a plan says about one field, and where."""

    section: str
    id: str
    state: State
    answer: Answer = ""
    """As it was typed; `Not applicable: ...` is a text whatever the kind."""
    heading: int = 0
    """The line of the field's heading, or of the list line of a `line` field; 0: none."""
    body: Lines = NO_LINES
    """The lines below the heading up to the next one; for a `line` field its line."""
    item_lines: tuple[int, ...] = ()
    """The line of each item or row of `answer`."""
    ticked: tuple[bool, ...] = ()
    """Of a checklist: whether each item's box is ticked."""

    @property
    def items(self) -> tuple[str, ...]:
        """The items of an answered list; empty for any other answer."""
        found = self.answer if not isinstance(self.answer, str) else ()
        return tuple(item for item in found if isinstance(item, str))

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The rows of an answered table; empty for any other answer."""
        found = self.answer if not isinstance(self.answer, str) else ()
        return tuple(row for row in found if isinstance(row, tuple))

    @property
    def words(self) -> str:
        """The answer of a `line` or `text` field; empty for any other answer."""
        return self.answer if isinstance(self.answer, str) else ""


class FrontEntry(NamedTuple):
    """One `key: value` line of the front matter."""

    key: str
    value: str
    line: int


class Heading(NamedTuple):
    """One heading at the top level of a plan, with the lines that it governs."""

    level: int
    text: str
    line: int
    body: Lines
    """From the line after it to the line before the next heading of its level or a higher one."""


class PlanSection(NamedTuple):
    """One of the ten sections as a plan has it."""

    id: str
    title: str
    """The title that stands in the plan."""
    number: int | None
    """The number that stands in front of it."""
    line: int
    body: Lines
    fields: tuple[PlanField, ...]
    """One for each field of the section, in the shelf's order."""
    not_needed: str = ""
    """The lane of a `_Not needed in a ... change._` line; empty where there is none."""
    unknown: tuple[Heading, ...] = ()
    """Headings of level 3 that are no field's label."""


class Action(NamedTuple):
    """One thing to do in a step."""

    id: str
    """For example `S2.1`; empty where the line has none."""
    text: str
    ticked: bool | None
    """None where there is no box."""
    line: int


class BlockKey(NamedTuple):
    """One word of a verification's info string: `status=200`, `stdout~=passed`, `must-fail`."""

    name: str
    operator: str
    """`=`, `~=`, or empty for a word without a value."""
    value: str


class CodeBlock(NamedTuple):
    """The fenced block of a verification."""

    language: str
    info: str
    """The info string as it stands."""
    keys: tuple[BlockKey, ...]
    body: str
    """The lines between the fences, each with a line feed."""
    lines: Lines
    """With both fences."""
    closed: bool = True

    @property
    def script(self) -> str:
        """What of the block a shell is given: of a `console` block the lines after its prompts."""
        if self.language != "console":
            return self.body
        lines = [line[2:] for line in self.body.split("\n") if line.startswith(("$ ", "# "))]
        return "".join(f"{line}\n" for line in lines)

    def get(self, name: str, operator: str = "=") -> str | None:
        """Return the value of the first key of that name, or None."""
        for key in self.keys:  # asked thousands of times: a plain loop is the fastest
            if key.name == name and key.operator == operator:
                return key.value
        return None

    def has(self, name: str) -> bool:
        """Say whether a word stands in the info string, with or without a value."""
        return any(key.name == name for key in self.keys)


class Verification(NamedTuple):
    """One way to confirm a step: a task-list line, and its block unless a person does it."""

    id: str
    text: str
    ticked: bool | None
    line: int
    is_manual: bool
    block: CodeBlock | None = None

    @property
    def kind(self) -> str:
        """`manual`, `http`, `sql`, `test`, `cmd`, or empty where it can't be told."""
        if self.is_manual:
            return "manual"
        if self.block is None:
            return ""
        if self.block.language in ("http", "sql"):
            return self.block.language
        return self.block.get("kind") or "cmd"


class Step(NamedTuple):
    """One step of a plan: a goal, what to do, and how to confirm it."""

    id: str
    title: str
    is_draft: bool
    line: int
    lines: Lines
    """From its heading to its last line."""
    goal: str = ""
    goal_line: int = 0
    depends: tuple[str, ...] = ()
    depends_line: int = 0
    touches: tuple[str, ...] = ()
    """Globs over paths from the repo's root."""
    touches_line: int = 0
    actions: tuple[Action, ...] = ()
    actions_line: int = 0
    verifications: tuple[Verification, ...] = ()
    verify_line: int = 0
    loose_blocks: tuple[CodeBlock, ...] = ()
    """Blocks with `verify=` that no task-list line stands before."""


class Decision(NamedTuple):
    """One row of the table of decisions."""

    date: str
    decision: str
    reason: str
    line: int


class RuleLine(NamedTuple):
    """One rule as the plan repeats it."""

    title: str
    text: str
    line: int


class Ignore(NamedTuple):
    """A comment that silences one diagnostic for the next line."""

    code: str
    reason: str
    line: int
    target: int
    """The line it speaks of: the next one that is not blank."""


class _PlanParts(NamedTuple):
    """What a plan is made of; see `Plan`."""

    path: str
    text: str
    front: tuple[FrontEntry, ...]
    front_lines: Lines
    """With both `---` lines; empty where there is no front matter."""
    front_troubles: tuple[Trouble, ...]
    title: Heading | None
    headings: tuple[Heading, ...]
    """All headings at the top level, in their order."""
    sections: tuple[PlanSection, ...]
    """In the plan's order; a section that stands there twice is here twice."""
    assessment: Heading | None
    rules_heading: Heading | None
    rules: tuple[RuleLine, ...]
    steps_heading: Heading | None
    steps: tuple[Step, ...]
    decisions_heading: Heading | None
    decisions: tuple[Decision, ...]
    ignores: tuple[Ignore, ...]
    blocks: tuple[Block, ...]
    """The blocks at the top level, in their order."""
    too_deep: int = 0
    """The first line whose quotes or lists are nested too deep to follow; 0: none."""


class Plan(_PlanParts):
    """A plan as its text says it; every noun knows its lines."""

    def value(self, key: str) -> str:
        """Return the value of a front matter key, or an empty string."""
        return next((entry.value for entry in self.front if entry.key == key), "")

    def front_line(self, key: str) -> int:
        """Return the line of a front matter key, or 1."""
        return next((entry.line for entry in self.front if entry.key == key), 1)

    @property
    def id(self) -> str:
        """The plan's id."""
        return self.value("id")

    @property
    def status(self) -> Status | None:
        """Where the plan is in its life, or None where it does not say so."""
        value = self.value("status")
        return Status(value) if value in list(Status) else None

    @property
    def lane(self) -> Lane | None:
        """The plan's lane, or None where it does not say so."""
        value = self.value("lane")
        return Lane(value) if value in list(Lane) else None

    @cached_property
    def lines(self) -> list[str]:
        """The text split on line feeds; a carriage return stays at a line's end."""
        return self.text.split("\n")

    def section(self, name: str) -> PlanSection | None:
        """Return the first section of that id, or None."""
        return next((section for section in self.sections if section.id == name), None)

    def field(self, section: str, name: str) -> PlanField:
        """Return what the plan says about one field."""
        found = self.section(section)
        fields = found.fields if found else ()
        absent = PlanField(section, name, State.ABSENT)
        return next((place for place in fields if place.id == name), absent)

    def step(self, name: str) -> Step | None:
        """Return the step of that id, or None."""
        return next((step for step in self.steps if step.id == name), None)

    @property
    def change_request(self) -> ChangeRequest:
        """The answers that were given."""
        given = (State.ANSWERED, State.NOT_APPLICABLE)
        return ChangeRequest(
            answers={
                f"{place.section}.{place.id}": place.answer
                for section in self.sections
                for place in section.fields
                if place.state in given
            },
            lane=self.lane,
            issue=self.value("issue"),
        )
