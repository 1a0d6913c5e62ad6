"""The shape of a check: a diagnostic that states itself, and what it may look at."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from groundplan.core.model import Severity
from groundplan.plan.evidence import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from groundplan.core.model import Edit, Trouble
    from groundplan.plan.model import Plan

ERROR, WARNING = Severity.ERROR, Severity.WARNING


class Finding(NamedTuple):
    """One place where a check found something. Code, severity and path are the check's and the plan's."""

    line: int
    message: str
    column: int = 1
    edits: tuple[Edit, ...] = ()
    help: str = ""
    """Replaces the check's own help where a place needs another."""


class Sample(NamedTuple):
    """A plan text, said as the difference to the sample plan of `sample.py`."""

    place: str
    """A line of the sample plan. A heading stands for all that it governs, any other line for itself; empty: the end."""
    text: str
    """What stands there instead."""
    around: Mapping[str, object] = MappingProxyType({})
    """Fields of `Surroundings` that differ."""
    also: tuple[tuple[str, str], ...] = ()
    """More places, each with what stands there instead."""


class KitRule(NamedTuple):
    """One rule as the repo's compiled table says it."""

    title: str
    text: str


class Governed(NamedTuple):
    """One document of a pattern, and the globs of the code that it governs."""

    path: str
    globs: tuple[str, ...]


class Surroundings(NamedTuple):
    """What checks may know besides the plan's text; gathered once. None: it was not looked for."""

    main: bool = False
    """`--main`: this is the main branch, where no plan may be under way."""
    files: frozenset[str] | None = None
    """The repo's files, POSIX, from its root."""
    env_names: frozenset[str] | None = None
    services: frozenset[str] | None = None
    """Services of the compose files, and the containers' names that they set."""
    rules: tuple[KitRule, ...] | None = None
    facts: Mapping[str, object] | None = None
    """The answers of the set-up: whether there is a database, containers, ..."""
    patterns: tuple[Governed, ...] = ()
    standing: Mapping[str, Standing] = MappingProxyType({})
    """Verification id -> what the evidence says; a missing id has no run."""
    evidence_path: str = ""
    evidence_troubles: tuple[Trouble, ...] = ()
    denied: Mapping[str, str] = MappingProxyType({})
    """Verification id -> why the rules deny a command in its block."""
    base_is_known: bool | None = None
    drift: tuple[str, ...] = ()
    """Files that others have changed since the base, or since somebody looked."""
    file_id: str = ""
    """The id that the file's name says; empty for `PLAN.md`."""
    codes: frozenset[str] = frozenset()
    """The codes of all checks."""

    def stands(self, name: str) -> Standing:
        """Return what the evidence says about a verification."""
        return self.standing.get(name, Standing.MISSING)


class Check(NamedTuple):
    """One diagnostic: what it is called, why it matters, plans with and without it, and how it is found."""

    code: str
    name: str
    severity: Severity
    why: str
    help: str
    bad: Sample
    good: Sample | None
    find: Callable[[Plan, Surroundings], Iterable[Finding]]
    in_skeleton: bool = False
    """Whether a plan that is a skeleton is looked at, too."""


def check(
    *,
    code: str,
    name: str,
    severity: Severity,
    why: str,
    help: str,  # noqa: A002 - it is what the user reads as "help"
    bad: Sample,
    good: Sample | None = None,
    in_skeleton: bool = False,
) -> Callable[[Callable[[Plan, Surroundings], Iterable[Finding]]], Check]:
    """Return a decorator that makes a check of the function that finds it.

    Args:
        code: stable; its first digit after `PL` is the family (`FAMILIES` of the package).
        name: what `--select` also takes.
        severity: an error stops; a warning may wait until `--done`.
        why: one sentence or two for people.
        help: what to do about it.
        bad: a plan that has this diagnostic and no other.
        good: a near miss that has none; without it, the sample plan at the same place.
        in_skeleton: whether a skeleton is looked at, too.
    """

    def made(find: Callable[[Plan, Surroundings], Iterable[Finding]]) -> Check:
        return Check(code, name, severity, why, help, bad, good, find, in_skeleton)

    return made
