"""What a source file of JavaScript or Go says, without its grammar: the little that wiring needs.

Two front ends (javascript_syntax.py, go_syntax.py) make this of a syntax tree, one evaluation
(evaluation.py) follows it. Handlers' bodies and everything that can't carry a route are left out,
so a file's code is small enough to be kept for the whole run.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Text:
    """A string as it is written, without its quotes."""

    value: str


@dataclass(slots=True, eq=False)
class Join:
    """Text put together: a template, or a sum."""

    parts: tuple[Expression, ...]


@dataclass(slots=True, eq=False)
class Name:
    """A variable, by its name."""

    name: str


@dataclass(slots=True, eq=False)
class Member:
    """`of.name`."""

    of: Expression
    name: str


@dataclass(slots=True, eq=False)
class Item:
    """`of[key]`."""

    of: Expression
    key: Expression


@dataclass(slots=True, eq=False)
class Call:
    """A call, or the making of an instance (`new`)."""

    function: Expression
    arguments: tuple[Expression, ...]
    line: int
    new: bool = False
    path_line: int = 0
    """The line on which the method of a chained call stands."""


@dataclass(slots=True, eq=False)
class Named:
    """An argument that is given by its name."""

    name: str
    value: Expression


@dataclass(slots=True, eq=False)
class Spread:
    """`...of`."""

    of: Expression


@dataclass(slots=True, eq=False)
class Listing:
    """A list's literal; `several` where a function gives back more than one value."""

    items: tuple[Expression, ...]
    several: bool = False


@dataclass(slots=True, eq=False)
class Record:
    """An object's or map's literal: keys are texts or expressions; None spreads the value."""

    entries: tuple[tuple[str | Expression, Expression], ...]


@dataclass(slots=True, eq=False)
class Literal:
    """A composite literal of Go: a type with its fields."""

    type: str
    """Its text; empty where it follows from the list or map around it."""
    record: Record
    """Entries without a key are numbered from 0."""
    of: Class | None = None
    """The type itself, where it has no name."""


@dataclass(slots=True, eq=False)
class Either:
    """One of several values: `a || b`, `a ?? b`, `c ? a : b`."""

    options: tuple[Expression, ...]


@dataclass(slots=True, eq=False)
class Assign:
    """An assignment, as an expression."""

    target: Pattern
    value: Expression


@dataclass(slots=True, eq=False)
class Import:
    """What another module offers: `name` is `default`, `*` for all of it, or a name."""

    source: str
    name: str


@dataclass(slots=True, eq=False)
class Parameter:
    """A parameter: what it binds, the text of its type, its default."""

    pattern: Pattern
    type: str = ""
    default: Expression = None
    keeps: bool = False
    """Whether it becomes a field of the instance too, as TypeScript's `private readonly x` does."""
    rest: bool = False


@dataclass(slots=True, eq=False)
class Function:
    """A function: its parameters and what is left of its body."""

    name: str
    parameters: tuple[Parameter, ...]
    body: tuple[Statement, ...]
    line: int
    arrow: bool = False
    results: tuple[str, ...] = ()
    """The texts of the types that it gives back."""
    receiver: str = ""
    """The type that it extends, as Kotlin's and C#'s extension functions do."""
    decorators: tuple[Expression, ...] = ()


@dataclass(slots=True, eq=False)
class Part:
    """A field or method of a class."""

    name: str
    value: Expression
    line: int
    static: bool = False
    type: str = ""
    decorators: tuple[Expression, ...] = ()


@dataclass(slots=True, eq=False)
class Class:
    """A class, or a struct of Go; an embedded struct is a part whose name is its type's."""

    name: str
    bases: tuple[Expression, ...]
    parts: tuple[Part, ...]
    line: int
    decorators: tuple[Expression, ...] = ()
    abstract: bool = False
    fields: tuple[tuple[str, str], ...] = ()
    """(name, type) of each field that stores something."""


@dataclass(slots=True, eq=False)
class Unresolved:
    """Something that is not followed; its text stays visible where it is part of a path."""

    text: str = ""


Expression = (
    Text
    | Join
    | Name
    | Member
    | Item
    | Call
    | Named
    | Spread
    | Listing
    | Record
    | Literal
    | Either
    | Assign
    | Import
    | Function
    | Class
    | Unresolved
    | None
)


@dataclass(slots=True, eq=False)
class RecordPattern:
    """`{ key: pattern = default, ...rest }`."""

    entries: tuple[tuple[str, Pattern, Expression], ...]
    rest: str = ""


@dataclass(slots=True, eq=False)
class ListPattern:
    """`[a, b]`, or `a, b := ...` of Go."""

    items: tuple[Pattern, ...]


Pattern = Name | Member | Item | RecordPattern | ListPattern | None


@dataclass(slots=True, eq=False)
class Let:
    """A declaration or an assignment."""

    pattern: Pattern
    value: Expression
    type: str = ""


@dataclass(slots=True, eq=False)
class Do:
    """An expression for what it does."""

    value: Expression


@dataclass(slots=True, eq=False)
class Return:
    """What a function gives back."""

    value: Expression


@dataclass(slots=True, eq=False)
class Block:
    """Statements that may run: each branch of a condition is followed."""

    statements: tuple[Statement, ...]


@dataclass(slots=True, eq=False)
class Loop:
    """A loop over something; `keyed` where the pattern is key and value, as in Go."""

    pattern: Pattern
    over: Expression
    body: tuple[Statement, ...]
    keyed: bool = False


@dataclass(slots=True, eq=False)
class Export:
    """A name under which a module offers a value."""

    name: str
    value: Expression
    line: int


@dataclass(slots=True, eq=False)
class ExportAll:
    """`export * from source`."""

    source: str


Statement = Let | Do | Return | Block | Loop | Export | ExportAll


@dataclass(slots=True, eq=False)
class Code:
    """One file: its statements, in order; for Go also its package's name and its methods."""

    path: str
    body: tuple[Statement, ...]
    package: str = ""
    imports: dict[str, str] = field(default_factory=dict)
    methods: tuple[tuple[str, Function], ...] = ()
    """(type's name, function) of each method of Go."""
