"""The similar thing that a request names: where it is, line by line, and how it is tested."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.locate.file_kinds import kind_of
from groundplan.locate.files import read_text
from groundplan.locate.index import open_index
from groundplan.locate.request import MAX_REQUEST
from groundplan.locate.words import IDENTIFIER, split_parts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from groundplan.locate.index import FileFacts, Index
    from groundplan.locate.model import Place

_LIKE = re.compile(
    r"\b(?:similar(?:ly)? to|just like|much like|like|same (?:way )?as|as (?:we|it) (?:do|does|is done) (?:for|with)"
    r"|analogous(?:ly)? to|modell?ed (?:on|after)|next to|alongside|as with|as for|in the style of)\b"
    r"\s+(?:the\s+|our\s+|existing\s+|current\s+|an?\s+)*(`[^`\n]+`|[\w.-]+(?:\s+[\w-]+){0,3})",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"^[ \t>*#-]*similar (?:implementations?|features?|things?|code|examples?)[ \t*:#]*\n{0,2}[ \t*-]*(\S.{0,300})$",
    re.IGNORECASE | re.MULTILINE,
)
"""The field or heading of a form, with its first line."""
_IN_BACKTICKS = re.compile(r"`([^`\n]{3,60})`")
_MAX_FILES = 40
_MAX_LINES = 12
_MAX_HELPERS = 12
_TOO_MANY = 0.25
"""Share of the files beyond which a name is not a thing but a word of the whole product."""


@dataclass(frozen=True)
class Trace:
    """A file that has the similar thing, with the lines."""

    path: str
    what: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Helper:
    """Something that the test to copy uses, and where it is defined."""

    name: str
    path: str
    line: int


@dataclass(frozen=True)
class Similar:
    """What is to be imitated."""

    name: str
    """As the request names it; empty where the best place itself is the model."""
    trace: tuple[Trace, ...]
    test: str
    """The test file to copy; empty where there is none."""
    helpers: tuple[Helper, ...]


def similar(
    root: Path, request_text: str, places: Sequence[Place], *, index: Index | None = None
) -> Similar | None:
    """Return the trace of the thing that a request names as similar, with its test; None without any.

    Case, `_`, `-` and spaces make no difference: "ignore HTTP cache" is `ignoreHttpCache`.

    Args:
        root: the top folder of a checkout.
        request_text: the request; "like X", "similar to X" and so on name the thing.
        places: where the change lands: without a named thing, their best definition is the model.
        index: the index of that checkout, where it is open already.
    """
    index = index or open_index(root)
    for name in named_things(request_text):
        found = _trace(index, name)
        if found:
            return _with_test(index, name, found)
    test = _test_of(index, places)
    return Similar("", (), test, _helpers(index, test)) if test else None


def named_things(text: str) -> list[str]:
    """Return what a text names as similar, the longest reading of each first."""
    text = text[:MAX_REQUEST]
    found: list[str] = []
    for line in _LABELLED.findall(text):
        found += _IN_BACKTICKS.findall(line) or [" ".join(line.split()[:3])]
    for match in _LIKE.finditer(text):
        words = match[1].strip("`").split()
        found += [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    return list(dict.fromkeys(name for name in found if len(_key(name)) > 2))


def _key(name: str) -> str:
    return "".join(split_parts(name))


def names_of(name: str, facts: FileFacts) -> set[str]:
    """Return a file's identifiers that have a thing's name in them, in any spelling."""
    key = _key(name)
    short = key.removesuffix("s")
    if short not in facts.names.lower().replace("_", ""):
        return set()
    return {word for word in facts.names.split() if short in _key(word)}


def _trace(index: Index, name: str) -> tuple[Trace, ...]:
    found = []
    for path, facts in index.files.items():
        if own := names_of(name, facts):
            lines = _lines(read_text(index.root, path), own)
            found.append(Trace(path, kind_of(path), lines))
    if len(found) > max(_MAX_FILES, len(index.files) * _TOO_MANY):
        return ()
    order = sorted(found, key=lambda trace: (trace.what != "code", -len(trace.lines), trace.path))
    return tuple(order[:_MAX_FILES])


def _lines(text: str, names: set[str]) -> tuple[int, ...]:
    found = [
        number
        for number, line in enumerate(text.split("\n"), 1)
        if not names.isdisjoint(IDENTIFIER.findall(line))
    ]
    return tuple(found[:_MAX_LINES])


def _with_test(index: Index, name: str, trace: tuple[Trace, ...]) -> Similar:
    tests = [part for part in trace if part.what == "test"]
    test = max(tests, key=lambda part: len(part.lines)).path if tests else ""
    return Similar(name, trace, test, _helpers(index, test))


def _test_of(index: Index, places: Sequence[Place]) -> str:
    return next(
        (place.path for place in places if place.what == "test" and place.path in index.files), ""
    )


def _helpers(index: Index, test: str) -> tuple[Helper, ...]:
    """Return the names that a test uses and that other test files define, the ones used most widely first."""
    if not test:
        return ()
    used = set(index.files[test].names.split())
    found: dict[str, Helper] = {}
    for path, facts in index.files.items():
        if kind_of(path) == "test" and path != test:
            for definition in facts.definitions:
                if definition.name in used and not definition.name.startswith("test"):
                    found.setdefault(
                        definition.name, Helper(definition.name, path, definition.line)
                    )
    spread = Counter(
        name
        for path, facts in index.files.items()
        if kind_of(path) == "test"
        for name in found
        if f" {name} " in facts.names
    )
    order = sorted(found.values(), key=lambda helper: (-spread[helper.name], helper.name))
    return tuple(order[:_MAX_HELPERS])
