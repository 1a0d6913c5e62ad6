"""What a kind of verification is, what it is given, and what it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from groundplan.core.errors import Refused
from groundplan.verify.process.capture import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from groundplan.plan.model import CodeBlock, Step, Verification
    from groundplan.verify.kinds.counts import Counts
    from groundplan.verify.process.masking import Mask

TAIL_CHARACTERS = 2000
"""How much of an output's end stands in the evidence."""
_DURATION = re.compile(r"(\d+(?:\.\d+)?)(ms|s|m|h)?")
_UNIT_SECONDS = {"ms": 0.001, "s": 1.0, None: 1.0, "m": 60.0, "h": 3600.0}


class Verdict(StrEnum):
    """What a run of a verification says."""

    PASSED = "passed"
    FAILED = "failed"
    OPEN = "open"
    """Nobody could say: a person is needed."""


@dataclass(frozen=True)
class Judgement:
    """The result of one run of one verification. All texts are masked and readable."""

    verdict: Verdict
    reason: str
    """One sentence: why."""
    seconds: float = 0.0
    exit: int | None = None
    tail: str = ""
    size: int = 0
    """Bytes of output."""
    sha256: str = ""
    """Of the output as it is kept; empty where there was none."""
    counts: Counts | None = None
    captured: Mapping[str, str] = field(default_factory=dict)
    """Variables for later requests. In memory only."""
    by: str = ""
    """Who said so, for a manual verification."""
    notes: tuple[str, ...] = ()
    """What else a person should know."""

    @property
    def has_passed(self) -> bool:
        """Say whether the verification is confirmed."""
        return self.verdict is Verdict.PASSED


@dataclass(frozen=True)
class Signed:
    """What a person says about a manual verification."""

    name: str
    is_confirmed: bool
    note: str


@dataclass(frozen=True)
class Context:
    """What a verification may use while it runs."""

    root: Path
    """The repo."""
    plan: str
    """The plan's path, relative to `root`."""
    step: Step
    environment: Mapping[str, str]
    """What a command gets."""
    mask: Mask
    log: Path
    """Where the output is kept."""
    show: Callable[[str], None]
    ask: Callable[[Verification], Signed | None]
    """Asks a person; None where nobody can be asked."""
    variables: Mapping[str, str]
    """What earlier requests have captured."""
    database: str
    """The service of the database, or an empty string where there are no containers."""
    compose: tuple[str, ...]
    """How compose is called."""
    secret: Callable[[str], str | None]
    """The value of a variable, from the environment or an env file. In memory only."""

    def clean(self, data: bytes) -> str:
        """Return output as it may be kept and shown."""
        return self.mask.text(readable(data))

    def tail(self, data: bytes) -> str:
        """Return the end of an output as it may be kept and shown."""
        return self.clean(data)[-TAIL_CHARACTERS:]


@dataclass(frozen=True)
class Key:
    """A word of the info string: what a block may say about how it is judged."""

    name: str
    """As it is written; `header.NAME` stands for all that begin with `header.`."""
    operators: tuple[str, ...]
    """`=` for an exact value, `~=` for a regular expression that is searched, empty for a bare word."""
    value: str
    """What stands behind it: `number`, `duration`, `regex`, `text`, `name`, `path` or nothing."""
    help: str

    def covers(self, name: str) -> bool:
        """Say whether a written name is this key."""
        start, dot, _ = self.name.partition(".")
        return (
            name.startswith(f"{start}.") and len(name) > len(start) + 1
            if dot
            else name == self.name
        )


@dataclass(frozen=True)
class Verifier:
    """A kind of verification."""

    kind: str
    title: str
    help: str
    languages: tuple[str, ...]
    """The first word of the info string; none for a kind without a block."""
    keys: tuple[Key, ...]
    seconds: float
    """How long it may run where `timeout=` says nothing."""
    example: str
    run: Callable[[Verification, Context], Judgement]


TIMEOUT = Key("timeout", ("=",), "duration", "How long it may run: `90`, `90s` or `2m`.")
RETRY = Key("retry", ("=",), "duration", "Try again until it passes, at most for this time.")
NAME = Key("verify", ("=",), "name", "The id of the verification.")
KIND = Key("kind", ("=",), "name", "The kind, where the language does not say it.")


def seconds_of(block: CodeBlock | None, key: str, default: float) -> float:
    """Return a duration of the info string in seconds.

    Raises:
        Refused: it is no duration.
    """
    value = block.get(key) if block else None
    if value is None:
        return default
    found = _DURATION.fullmatch(value)
    if not found:
        raise Refused(f"{key}={value} is no duration.", "Write 90, 90s or 2m.")
    return float(found[1]) * _UNIT_SECONDS[found[2]]


def number_of(block: CodeBlock, key: str, default: int | None) -> int | None:
    """Return a number of the info string.

    Raises:
        Refused: it is no number.
    """
    value = block.get(key)
    if value is None:
        return default
    if not re.fullmatch(r"\d{1,9}", value):
        raise Refused(f"{key}={value} is no number.", "Write digits only.")
    return int(value)


def failed(reason: str, **more: object) -> Judgement:
    """Return a judgement that something failed."""
    return Judgement(Verdict.FAILED, reason, **more)  # type: ignore[arg-type]
