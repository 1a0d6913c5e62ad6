"""The nouns: what the product talks about. Frozen values, no input or output."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


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


@dataclass(frozen=True)
class Section:
    """One of the ten sections of a change request."""

    id: str
    number: int
    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Fact:
    """Something the repo itself says, and where it says it."""

    kind: str
    """For example `route`, `service`, `env_var`."""
    name: str
    value: str
    path: str
    """POSIX path, relative to the repo's root."""
    line: int
    """Counted from 1."""


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
