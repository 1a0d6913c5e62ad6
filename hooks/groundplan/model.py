"""The nouns: what the product talks about. Frozen values, no input or output."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """The shape of a field's answer."""

    LINE = "line"
    TEXT = "text"
    LIST = "list"
    CHECKLIST = "checklist"
    ORDERED = "ordered"
    TABLE = "table"


class Lane(StrEnum):
    """How much of a plan a change needs."""

    SMALL = "small"
    NORMAL = "normal"
    HIGH = "high"


class Status(StrEnum):
    """Where a plan is in its life."""

    SKELETON = "skeleton"
    DRAFT = "draft"
    ACTIVE = "active"
    DONE = "done"


@dataclass(frozen=True)
class Column:
    """One column of a table field."""

    id: str
    label: str


@dataclass(frozen=True)
class Field:
    """One question of a section, and where its answer stands in the plan."""

    id: str
    label: str
    kind: Kind
    question: str
    help: str
    example: str
    lanes: tuple[Lane, ...]
    """The lanes in which an answer is needed."""
    prefill: tuple[str, ...] = ()
    """The kinds of fact that can propose an answer."""
    columns: tuple[Column, ...] = ()
    always: tuple[str, ...] = ()
    """Items that stand in the answer whatever else is said."""
    also: tuple[str, ...] = ()
    """Other names under which people answer this question."""


@dataclass(frozen=True)
class Section:
    """One of the ten sections of a change request."""

    id: str
    number: int
    title: str
    fields: tuple[Field, ...]
    also: tuple[str, ...] = ()
    """Other names under which people write this section."""
    loose: str = ""
    """The field that text straight below the section's title answers; "" for none."""


Answer = str | tuple[str, ...] | tuple[tuple[str, ...], ...]
"""Text for a line or a text, items for a list, rows of cells for a table. `Not applicable: ...` is
a text whatever the kind."""


@dataclass(frozen=True)
class NotPlaced:
    """Lines of a change request that belong to no field."""

    where: str
    """What stood above them, or why they have no place: one line."""
    text: str


@dataclass(frozen=True)
class ChangeRequest:
    """What somebody asks for: answers by `section.field`, and what could not be placed."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    """Only what is answered; what is open is not in it."""
    lane: Lane | None = None
    issue: str = ""
    not_placed: tuple[NotPlaced, ...] = ()


@dataclass(frozen=True)
class Fact:
    """Something the repo itself says, and where it says it."""

    kind: str
    """A key of the assessment's format: `routes`, `models`, `env_vars`, ..."""
    name: str
    value: str
    path: str
    """POSIX path, relative to the repo's root."""
    line: int
    """Counted from 1."""


@dataclass(frozen=True)
class Trouble:
    """A file or folder that could not be read, and why: one line for a person."""

    path: str
    line: int
    """Counted from 1; 0 when the trouble is the whole file's."""
    sentence: str


@dataclass(frozen=True)
class Contradiction:
    """Two places of the repo that do not agree. Shown, never resolved."""

    sentence: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Assessment:
    """What the code itself can tell, each fact with its place; sorted, the same for the same files."""

    facts: tuple[Fact, ...] = ()
    looked: tuple[str, ...] = ()
    """The kinds of fact that were looked for. A kind in here without a fact: there is none."""
    not_looked: tuple[Trouble, ...] = ()
    """What was left out on purpose: a vendored tree, a file over the limit, a submodule."""
    unreadable: tuple[Trouble, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    def of(self, kind: str) -> tuple[Fact, ...]:
        """Return the facts of one kind, in their order."""
        return tuple(fact for fact in self.facts if fact.kind == kind)

    def first(self, kind: str) -> Fact | None:
        """Return the best fact of one kind, or None where there is none."""
        return next((fact for fact in self.facts if fact.kind == kind), None)


class Severity(StrEnum):
    """How much a diagnostic weighs."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Edit:
    """Lines `first` to `last` (from 1, inclusive) become `text`; `last < first` inserts before."""

    first: int
    last: int
    text: str


@dataclass(frozen=True)
class Diagnostic:
    """One thing that is wrong at one place, and what to do about it."""

    code: str
    severity: Severity
    message: str
    path: str
    line: int
    column: int = 1
    help: str = ""
    edits: tuple[Edit, ...] = field(default=())
