"""What was not read: languages and frameworks that are there and that no reader covers."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from groundplan.assess.known import KNOWN
from groundplan.assess.places import Place
from groundplan.assess.report import KINDS, in_sentence
from groundplan.assess.stacks.languages import language_of
from groundplan.core.model import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.assess.checkout import Checkout
    from groundplan.assess.stacks import Stack
    from groundplan.core.model import Fact

CODE_KINDS = (
    "frameworks",
    "routes",
    "models",
    "orms",
    "migration_tool",
    "migration_dirs",
    "databases",
    "caches",
    "env_vars",
    "test_framework",
)
"""Kinds of fact that only a reader of a language can find in code of it."""
PROGRAMMING = frozenset(
    [
        "Python",
        "TypeScript",
        "JavaScript",
        "Go",
        "Ruby",
        "Java",
        "Kotlin",
        "C#",
        "F#",
        "PHP",
        "Rust",
        "C",
        "C++",
        "Swift",
        "Scala",
        "Elixir",
        "Erlang",
        "Clojure",
        "Haskell",
        "Dart",
        "Lua",
        "Perl",
        "R",
        "Groovy",
        "Objective-C",
        "Zig",
        "Cython",
        "Crystal",
        "Julia",
        "Nim",
        "OCaml",
    ]
) | {"Visual Basic .NET"}
"""Languages that a server or a tool can be written in."""
_BUILD_FILES = (".gradle", ".kts", ".exs")
_BUILD_NAMES = frozenset(["jenkinsfile"])


class Unread(NamedTuple):
    """What was not read: a note for each language and framework, and the kinds that it leaves open."""

    notes: frozenset[Trouble]
    kinds: frozenset[str]


def gaps(
    checkout: Checkout, asked: Sequence[Stack], looked: set[str], found: Sequence[Fact]
) -> Unread:
    """Return what nothing read, for the kinds that were asked for.

    Args:
        checkout: the files.
        asked: the stacks that ran.
        looked: the kinds of fact that were asked for.
        found: all facts; those of frameworks show where one is.
    """
    wanted = [kind for kind in CODE_KINDS if kind in looked]
    notes: set[Trouble] = set()
    kinds: set[str] = set()
    for what, path, line, missing in (*_languages(checkout, asked), *_frameworks(found)):
        open_kinds = [kind for kind in wanted if kind in missing]
        if open_kinds:
            kinds.update(open_kinds)
            titles = ", ".join(in_sentence(KINDS[kind]) for kind in open_kinds)
            notes.add(Trouble(path, line, f"{what}: there is no reader for {titles}"))
    return Unread(frozenset(notes), frozenset(kinds))


def read_kinds(stacks: Sequence[Stack]) -> dict[str, set[str]]:
    """Return language -> the kinds of fact that some stack reads from code of it."""
    found: dict[str, set[str]] = defaultdict(set)
    for stack in stacks:
        for language in stack.languages:
            found[language].update(stack.finds, (package.kind for package in stack.packages))
    return found


def _languages(
    checkout: Checkout, asked: Sequence[Stack]
) -> Iterator[tuple[str, str, int, set[str]]]:
    covered = read_kinds(asked)
    for language, path in _largest_files(checkout).items():
        yield language, path, 1, set(CODE_KINDS) - covered[language]


def _largest_files(checkout: Checkout) -> dict[str, str]:
    """Return language -> its largest file in the product, which shows that the language is there."""
    largest: dict[str, tuple[int, str]] = {}
    for file in checkout.files.values():
        if file.place is not Place.PRODUCT or file.suffix in _BUILD_FILES:
            continue
        language = language_of(file)
        if language in PROGRAMMING and file.name.lower() not in _BUILD_NAMES:
            size = checkout.size(file.path)
            if size > largest.get(language, (0, ""))[0]:
                largest[language] = (size, file.path)
    return {language: path for language, (_, path) in sorted(largest.items())}


def _frameworks(found: Sequence[Fact]) -> Iterator[tuple[str, str, int, set[str]]]:
    unread = {(known.package.kind, known.name): known for known in KNOWN}
    named: set[str] = set()
    for fact in found:
        known = unread.get((fact.kind, fact.name))
        if known and known.name not in named:
            named.add(known.name)
            yield known.name, fact.path, fact.line, set(known.kinds)
