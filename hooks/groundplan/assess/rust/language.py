"""Rust as the language of a project."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.project import Language, Project
from groundplan.assess.rust.syntax import read_rust
from groundplan.assess.values import Closure, External, Unknown

if TYPE_CHECKING:
    from groundplan.assess.evaluation import Site
    from groundplan.assess.values import Scope, Value

RUST = Language(
    (".rs",),
    read_rust,
    re.compile(
        r"\b(?:fn|struct|enum|trait|const|static|mod|impl(?:<[^>]*>)?(?:\s+[\w:<>, ]+\s+for)?)\s+(?:mut\s+)?(\w+)"
    ),
    separator="::",
    strict=True,
)
_SAME = frozenset(
    [
        "clone",
        "to_string",
        "to_owned",
        "into",
        "as_str",
        "unwrap",
        "expect",
        "into_owned",
        "as_ref",
        "await",
    ]
)
"""Methods that give what they are called on, as far as a path or a router is concerned."""


class RustProject(Project):
    """A project of Rust."""

    def free(self, name: str, scope: Scope) -> Value:
        """Return what a name means; `Self` is the type whose method runs."""
        if name == "Self":
            owner = scope.owner("this")
            of = owner.names["this"] if owner is not None else None
            return getattr(of, "of", None) or Unknown(name)
        return super().free(name, scope)

    def member(self, of: Value, name: str) -> Value:
        """Return `of::name`: a path that leads through a function's name means a crate of that name."""
        if isinstance(of, Closure) and of.function.name:
            return External(f"{of.function.name}.{name}")
        return super().member(of, name)

    def call_member(self, of: Value, name: str, site: Site, scope: Scope) -> Value:
        """Return what a method gives; some give what they are called on."""
        if isinstance(of, Closure) and of.function.name:
            return self.call(self.member(of, name), site, scope)
        if name in _SAME and not isinstance(of, External | Unknown):
            return of
        return super().call_member(of, name, site, scope)
