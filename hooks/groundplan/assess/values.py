"""The values that the evaluation of JavaScript and Go code works with.

Texts, lists and tables are Python's own `str`, `list` and `dict`; several values at once (Go) are a
`tuple`. What the code does not tell is `Unknown`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from groundplan.assess.code import Class, Expression, Function


class Scope:
    """Names and what they stand for; what is not here is asked of the scope around."""

    __slots__ = ("names", "parent", "path", "unit")

    def __init__(self, parent: Scope | None, path: str, unit: object) -> None:
        self.names: dict[str, Value] = {}
        self.parent = parent
        self.path = path
        """The file whose code runs in this scope."""
        self.unit = unit
        """The module or package that it belongs to."""

    def inner(self) -> Scope:
        """Return a new scope inside this one."""
        return Scope(self, self.path, self.unit)

    def owner(self, name: str) -> Scope | None:
        """Return the scope, this one or one around it, that has a name."""
        scope: Scope | None = self
        while scope is not None and name not in scope.names:
            scope = scope.parent
        return scope


@dataclass(slots=True, eq=False)
class Unknown:
    """What the code does not tell; `text` is how it is called, for the eyes of a person."""

    text: str = ""


@dataclass(slots=True, eq=False)
class External:
    """Something of a package that is not part of the repo: `express.Router`."""

    name: str


@dataclass(slots=True, eq=False)
class Closure:
    """A function together with where it was made, and the instance that it is a method of."""

    function: Function
    scope: Scope
    this: Value | None = None
    given: tuple[Value, ...] = ()
    """Arguments that are bound already."""


@dataclass(slots=True, eq=False)
class ClassValue:
    """A class; `statics` are its static fields as far as somebody asked."""

    code: Class
    scope: Scope
    statics: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Instance:
    """An object of a class of the repo."""

    of: ClassValue
    fields: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class ModuleValue:
    """A module of the repo: what it offers by name, and the whole that it is replaced with."""

    path: str
    exports: dict[str, Value] = field(default_factory=dict)
    whole: Value | None = None
    finished: bool = False


@dataclass(slots=True, eq=False)
class Router:
    """An application, a router, or a group of routes: a node of the graph of mounts."""

    kind: str
    path: str
    line: int
    parent: Router | None = None
    prefix: str = ""
    data: dict[str, Value] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Lazy:
    """A name's value that is made when somebody first asks: an import, a package's variable."""

    expression: Expression
    scope: Scope


Value: TypeAlias = (
    str
    | list["Value"]
    | dict[str, "Value"]
    | tuple["Value", ...]
    | Unknown
    | External
    | Closure
    | ClassValue
    | Instance
    | ModuleValue
    | Router
    | Lazy
)


def is_known(value: Value) -> bool:
    """Say whether the code tells what a value is."""
    if type(value) is tuple:
        return any(is_known(item) for item in value)
    return type(value) is not Unknown


def best(values: list[Value]) -> Value:
    """Return the value that tells most: of several branches one gives back what counts."""
    if not values:
        return Unknown()
    return max(values, key=_worth)  # the first of equals


def _worth(value: Value) -> int:
    match value:
        case Unknown():
            return 0
        case tuple():
            return max((_worth(item) for item in value), default=0)
        case External():
            return 1
        case Router():
            return 4
        case Instance() | Closure() | ClassValue():
            return 3
    return 2


_MOUNT_POINT = re.compile(
    r"(?:base|root|sub|context|public|web)(?:url|uri|path|href|folder|dir)|(?:url|uri|path)(?:base|root)"
)


def is_mount_point(name: str) -> bool:
    """Say whether a setting is named after the place that a whole application is installed below.

    Such a setting is empty until somebody installs the application below another path.
    """
    return _MOUNT_POINT.search(re.sub(r"[^a-z]", "", name.lower())) is not None


_GETTER = re.compile(r"(?:[Gg]et)?(?:[Ss]tring|[Ss]tr|[Vv]alue|[Tt]ext)?")
"""What asks settings for any value: its name says nothing of the value."""


def prefix_of(value: Value) -> str | None:
    """Return a prefix as a path shows it: its text, nothing for a mount point, else its name."""
    if isinstance(value, str):
        return value
    if not isinstance(value, Unknown) or not value.text or _GETTER.fullmatch(value.text):
        return None
    return "" if is_mount_point(value.text) else "/{" + value.text + "}"
