"""Which want fits which file, at the price of a look-up for each of a hundred thousand files."""

from __future__ import annotations

from collections import defaultdict
from fnmatch import translate
from functools import cache
from re import Pattern
from re import compile as pattern
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.assess.checkout import File, Want
    from groundplan.assess.places import Place


def fits(file: File, want: Want[Any]) -> bool:
    """Say whether a file's place and name are what `want` asks for; its content is not read."""
    if file.place not in want.places:
        return False
    name = file.name.lower()
    return file.suffix in want.suffixes or any(
        name == asked or (_is_glob(asked) and _glob(asked).match(name) is not None)
        for asked in want.names
    )


def _is_glob(name: str) -> bool:
    return "*" in name or "?" in name


@cache
def _glob(text: str) -> Pattern[str]:
    return pattern(translate(text))


@cache
def cores(needles: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """Return fewer needles without one of which none of the given can be in a file.

    A package's name is looked for once, not once for each kind of quotes around it.
    """
    bare = [needle.strip(b"'\"`") for needle in needles]
    return tuple(
        dict.fromkeys(
            one for one in bare if not any(other in one for other in bare if other != one)
        )
    )


class Table:
    """Wants by suffix and by name."""

    def __init__(self, wants: Iterable[Want[Any]]) -> None:
        self._by_suffix: dict[str, list[Want[Any]]] = defaultdict(list)
        self._by_name: dict[str, list[Want[Any]]] = defaultdict(list)
        self._by_glob: list[tuple[Pattern[str], Want[Any]]] = []
        self._usual: dict[tuple[str, Place], list[Want[Any]]] = {}
        globs: list[str] = []
        for want in dict.fromkeys(wants):
            for suffix in want.suffixes:
                self._by_suffix[suffix].append(want)
            for name in want.names:
                if _is_glob(name):
                    globs.append(translate(name))
                    self._by_glob.append((_glob(name), want))
                else:
                    self._by_name[name].append(want)
        self._any_glob = pattern("|".join(globs) or "(?!)")

    def fitting(self, file: File) -> list[Want[Any]]:
        """Return the wants that a file's place and name are right for."""
        name = file.name.lower()
        if name in self._by_name or self._any_glob.match(name):
            return self._found(file, name)
        key = (file.suffix, file.place)
        if key not in self._usual:
            self._usual[key] = self._found(file, name)
        return self._usual[key]

    def _found(self, file: File, name: str) -> list[Want[Any]]:
        found = self._by_suffix.get(file.suffix, []) + self._by_name.get(name, [])
        found += [want for glob, want in self._by_glob if glob.match(name)]
        return [want for want in dict.fromkeys(found) if file.place in want.places]
