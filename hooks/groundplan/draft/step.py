"""A drafted step as a value, and its text in the plan's format (docs/plan-format.md, "Steps")."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 240  # characters of an answer that a line of a step repeats; the section has all of it
MOST_ACTIONS, MOST_CHECKS = 12, 8  # of one step; a bigger one is more than one thing to do
JOINERS = "\u200c\u200d"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Check:
    """One way to confirm a step: a block that is run, or what a person looks at."""

    text: str
    language: str = ""
    """`sh`, `http` or `sql`; empty for a manual check."""
    keys: str = ""
    """More words of the info string."""
    body: str = ""


@dataclass(frozen=True)
class DraftStep:
    """One step, before it has its number."""

    key: str
    """What other steps call it: the kind, a colon, and what it is about."""
    title: str
    goal: str
    actions: tuple[str, ...]
    checks: tuple[Check, ...]
    touches: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    """Kinds that come before it, where there are such steps."""

    @property
    def kind(self) -> str:
        """The part of the key before the colon."""
        return self.key.partition(":")[0]


def line_of(text: str, longest: int = LONGEST) -> str:
    """Return a text as part of one line of Markdown, cut at a word.

    Line breaks become blanks; a comment is shown; characters that nobody sees are left out, but for
    the two that join letters (Unicode category Cf).
    """
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf" or c in JOINERS)
    line = " ".join(seen.split()).replace("<!--", "&lt;!--")
    if len(line) <= longest:
        return line
    return f"{line[:longest].rsplit(' ', 1)[0]} \u2026"


def sentence(text: str) -> str:
    """Return a text as one line that ends with a full stop."""
    line = line_of(text)
    return line if not line or line[-1] in ".!?\u2026" else f"{line}."


def code(text: str) -> str:
    """Return a text as a code span that it can't end."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if longest else ""
    return f"{fence}{pad}{line_of(text)}{pad}{fence}"


def steps_text(steps: Sequence[DraftStep]) -> str:
    """Return the steps as they stand below `## Steps`, numbered in their order."""
    numbers = {step.key: number for number, step in enumerate(steps, start=1)}
    return "\n\n".join(_step_text(step, numbers, steps) for step in steps)


def _step_text(step: DraftStep, numbers: dict[str, int], steps: Sequence[DraftStep]) -> str:
    number = numbers[step.key]
    before = [f"S{numbers[s.key]}" for s in steps[: number - 1] if s.kind in step.after]
    lines = [
        f"### S{number} - {line_of(step.title, 100)} (draft)",
        "",
        f"- **Goal:** {sentence(step.goal)}",
        f"- **Depends:** {', '.join(before) or 'none'}",
        f"- **Touches:** {', '.join(code(path) for path in step.touches) or 'none'}",
        "",
        "#### Actions",
        "",
    ]
    lines += [f"- [ ] S{number}.{at} {action}" for at, action in enumerate(step.actions, start=1)]
    lines += ["", "#### Verify", ""]
    for letter, check in zip(_letters(len(step.checks)), step.checks, strict=True):
        lines += _check_lines(f"S{number}.{letter}", check)
    return "\n".join(lines)


def _letters(count: int) -> list[str]:
    """Return `a` to `z`, then `aa`, `ab`, ...: the ids of verifications."""
    return [(LETTERS[n // 26 - 1] if n >= 26 else "") + LETTERS[n % 26] for n in range(count)]


def _check_lines(name: str, check: Check) -> list[str]:
    if not check.language:
        text = sentence(check.text)
        said = text if re.search(r"\w\w", text) else f"It is as the request says: {text}"
        return [f"- [ ] {name} (manual) {said}"]
    info = f"{check.language} verify={name} {check.keys}".rstrip()
    return [f"- [ ] {name} {sentence(check.text)}", f"```{info}", *check.body.split("\n"), "```"]
