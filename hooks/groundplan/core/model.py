"""The nouns: what the product talks about. Frozen values, no input or output.

They are named tuples: making such a class costs an eighth of making a frozen dataclass, whose module
alone takes as long to import as Python to start, and every check pays for it.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

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


class Column(NamedTuple):
    """One column of a table field."""

    id: str
    label: str


class Field(NamedTuple):
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
    context: tuple[str, ...] = ()
    """The kinds of fact that are shown beside the question, and are no answer to it."""
    columns: tuple[Column, ...] = ()
    always: tuple[str, ...] = ()
    """Items that stand in the answer whatever else is said."""
    also: tuple[str, ...] = ()
    """Other names under which people answer this question."""
    needs: str = ""
    """The fact (see `.groundplan/facts.json`) that must hold for the question to make sense."""


class Section(NamedTuple):
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


class NotPlaced(NamedTuple):
    """Lines of a change request that belong to no field."""

    where: str
    """What stood above them, or why they have no place: one line."""
    text: str


class ChangeRequest(NamedTuple):
    """What somebody asks for: answers by `section.field`, and what could not be placed."""

    answers: Mapping[str, Answer] = MappingProxyType({})
    """Only what is answered; what is open is not in it."""
    lane: Lane | None = None
    issue: str = ""
    not_placed: tuple[NotPlaced, ...] = ()
    opened: tuple[str, ...] = ()
    """Questions whose answer was taken back: they are open again in a plan that is filled."""
    undecided: tuple[NotPlaced, ...] = ()
    """What the writer says is not decided yet, below the question that it belongs to."""
    unsorted: tuple[str, ...] = ()
    """Answers that may belong to a neighbour: endpoints whose heading does not say that they are new."""


class Fact(NamedTuple):
    """Something the repo itself says, and where it says it."""

    kind: str
    """A key of the assessment's format: `routes`, `models`, `env_vars`, ..."""
    name: str
    value: str
    path: str
    """POSIX path, relative to the repo's root."""
    line: int
    """Counted from 1."""


class Trouble(NamedTuple):
    """A file or folder that could not be read, and why: one line for a person."""

    path: str
    line: int
    """Counted from 1; 0 when the trouble is the whole file's."""
    sentence: str


class Contradiction(NamedTuple):
    """Two places of the repo that do not agree. Shown, never resolved."""

    sentence: str
    facts: tuple[Fact, ...]


class Assessment(NamedTuple):
    """What the code itself can tell, each fact with its place; sorted, the same for the same files."""

    facts: tuple[Fact, ...] = ()
    looked: tuple[str, ...] = ()
    """The kinds of fact that were looked for. A kind in here without a fact: there is none."""
    not_looked: tuple[Trouble, ...] = ()
    """What was left out on purpose: a vendored tree, a file over the limit, a submodule."""
    unreadable: tuple[Trouble, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    not_followed: tuple[Trouble, ...] = ()
    """Includes, mounts and registrations of which it is unknown what they lead to."""

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


class Edit(NamedTuple):
    """Lines `first` to `last` (from 1, inclusive) become `text`; `last < first` inserts before."""

    first: int
    last: int
    text: str


class Diagnostic(NamedTuple):
    """One thing that is wrong at one place, and what to do about it."""

    code: str
    severity: Severity
    message: str
    path: str
    line: int
    column: int = 1
    help: str = ""
    edits: tuple[Edit, ...] = ()
