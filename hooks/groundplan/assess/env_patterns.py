"""Environment variables of languages in which they are read by a few known calls, found as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from groundplan.assess.checkout import Checkout, File, Want

_UPPER = re.compile(r"[A-Z_][A-Z0-9_]*")


def reader(
    pattern: re.Pattern[str], comment: re.Pattern[str], *, upper: bool = False
) -> Callable[[File], tuple[tuple[str, int], ...] | None]:
    """Return a reader of the names that a pattern finds outside of comments.

    Args:
        pattern: each of its groups that matched is a name.
        comment: a comment of the language; what it covers is blanked out.
        upper: whether only names in capitals count, as where a pattern finds settings too.
    """

    def read(file: File) -> tuple[tuple[str, int], ...] | None:
        text = comment.sub(lambda match: "\n" * match[0].count("\n"), file.text)
        found: dict[str, int] = {}
        for match in pattern.finditer(text):
            for name in match.groups():
                if name and (not upper or _UPPER.fullmatch(name)):
                    found.setdefault(name, text.count("\n", 0, match.start()) + 1)
        return tuple(found.items()) or None

    return read


SLASHES = re.compile(r"(?m)^\s*//.*$|(?<=[\s;{}])//.*$|^\s*/\*(?:.|\n)*?\*/")
"""Comments of Java, Kotlin, C#, Rust and PHP."""
HASHES = re.compile(r"(?m)^\s*#.*$|(?<=\s)#\s.*$")
"""Comments of Elixir and of settings."""


def facts(
    *wants: Want[tuple[tuple[str, int], ...]],
) -> Callable[[Checkout], Iterator[Fact]]:
    """Return the function that yields the variables of these wants."""

    def found(checkout: Checkout) -> Iterator[Fact]:
        for want in wants:
            for file, names in checkout.read(want):
                for name, line in names:
                    yield Fact("env_vars", name, "", file.path, line)

    return found
