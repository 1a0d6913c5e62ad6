"""Where in the nesting of resources and scopes a route of Rails stands, and how its path is written."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.assess.ruby.syntax import Value


@dataclass(frozen=True)
class Resource:
    """One `resources` or `resource`: its path, its parameter, which of its actions are drawn."""

    path: str
    param: str
    singular: str
    actions: tuple[str, ...]
    is_single: bool
    is_shallow: bool
    names: Mapping[str, Value]
    """`path_names`: other words for `new` and `edit`."""

    @property
    def member(self) -> str:
        """Return the path of one of them."""
        return self.path if self.is_single else f"{self.path}/:{self.param}"

    @property
    def nested(self) -> str:
        """Return the path below which other resources are nested."""
        return self.path if self.is_single else f"{self.path}/:{self.singular}_{self.param}"


@dataclass(frozen=True)
class Place:
    """Where in the nesting of scopes a call stands."""

    path: str = ""
    shallow_path: str = ""
    level: str = ""
    """`resources`, `resource`, `collection`, `member`, `new`, `nested`, or empty."""
    resource: Resource | None = None
    is_shallow: bool = False
    limits: Mapping[str, Value] = field(default_factory=dict)
    """`only` and `except` that a scope gives its resources."""
    names: Mapping[str, Value] = field(default_factory=dict)
    needs_format: bool = False
    """Whether a path must end in a format: `format: true`."""
    variables: Mapping[str, Value] = field(default_factory=dict)
    file: str = ""
    depth: int = 0


def joined(prefix: str, path: str) -> str:
    """Return a path below a prefix; empty for the root."""
    parts = [text.strip("/") for text in (prefix, path) if text.strip("/")]
    return "/" + "/".join(parts) if parts else ""


def with_optional_parts(path: str) -> str:
    """Return a path as Rails writes it: the slash before an optional part is in that part."""
    moved = re.sub(r"/(\(+)/?", r"\1/", path)
    # Where every part is optional, the root itself stays.
    if re.fullmatch(r"(\(+[^)]+\))(\(+/:[^)]+\))*", moved):
        return re.sub(r"^(\(+)/", r"/\1", moved)
    return moved


def singular(word: str) -> str:
    """Return what one of several is called, as far as plain rules tell."""
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("s", "")):
        if word.endswith(ending) and not word.endswith("ss"):
            return word[: -len(ending)] + instead
    return word


def drawn_path(drawing_file: str, name: str) -> str:
    """Return the file that `draw(name)` means: in `config/routes` of the same application."""
    head, found, _ = drawing_file.rpartition("config/")
    return posixpath.join(head, "config/routes", f"{name}.rb") if found else f"{name}.rb"
