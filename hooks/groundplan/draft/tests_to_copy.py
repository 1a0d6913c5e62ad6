"""Which test file a change belongs in, the test there to copy, and the helpers that it uses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.draft.sharing import words_of

if TYPE_CHECKING:
    from groundplan.draft.source_files import SourceFiles

_TEST = re.compile(
    r"^\s*(?:async )?(?:def (?P<py>test_\w+)|func (?P<go>Test\w+)\(|(?:it|test|scenario|specify)\s*\(?\s*(?P<quote>['\"`])(?P<js>.{3,120}?)(?P=quote)"
    r"|(?:public )?function (?P<php>test\w+)|(?:@Test.*)?(?:public |private )?(?:void|fun) (?P<java>\w*[tT]est\w*|should\w+)\()"
)
_CALL = re.compile(r"\b([a-z_]\w{3,50})\s*\(")
_PARAMETERS = re.compile(r"def test_\w+\((?P<all>[^)]*)\)")
_NEEDS_SERVICE = re.compile(r"^//\s*(?:go:build|\+build)\s+\S")
MOST_HELPERS = 5
LONGEST_TEST = 60  # lines
_COMMON_CALLS = frozenset(
    "print range isinstance assert_equal expect describe before after super json dict list tuple sorted append format render status filter_by first query lower upper split join strip items keys values".split()
)


@dataclass(frozen=True)
class CopyTest:
    """A test to write the new one after."""

    path: str
    line: int = 0
    name: str = ""
    helpers: tuple[str, ...] = ()
    needs_service: bool = False
    """Whether it only runs with a build tag, against a service that runs."""

    @property
    def shown(self) -> str:
        """Its place and helpers in words."""
        named = f" after the pattern of `{self.name}` (line {self.line})" if self.name else ""
        helpers = f"; it uses {', '.join(f'`{name}`' for name in self.helpers)}" if self.helpers else ""
        return f"{named}{helpers}"


def test_to_copy(files: SourceFiles, path: str, words: frozenset[str]) -> CopyTest | None:
    """Return the test of a file that is nearest to some words; None where the file has no test.

    Args:
        files: the repo's files.
        path: a test file.
        words: what the change is about.
    """
    lines = files.lines(path)
    tests = [(at, _name(found)) for at, line in enumerate(lines) if (found := _TEST.match(line))]
    if not tests:
        return None
    at, name = max(tests, key=lambda test: len(words_of(_spaced(test[1])) & words))
    end = min((other for other, _ in tests if other > at), default=at + LONGEST_TEST)
    body = "\n".join(lines[at : min(end, at + LONGEST_TEST)])
    fixtures = _PARAMETERS.search(body)
    named = [word.partition(":")[0].strip() for word in fixtures["all"].split(",")] if fixtures else []
    head = "\n".join(lines[: tests[0][0]])
    called = [word for word in _CALL.findall(body) if word not in _COMMON_CALLS and not word.startswith("test")]
    own = [word for word in called if re.search(rf"\b{re.escape(word)}\b", head)]
    helpers = tuple(dict.fromkeys(word for word in (*named, *own) if word and word not in ("self", "t", "cls")))
    needs = any(_NEEDS_SERVICE.match(line) for line in lines[:5])
    return CopyTest(path, at + 1, name, helpers[:MOST_HELPERS], needs)


def _name(found: re.Match[str]) -> str:
    return next(found[key] for key in ("py", "go", "js", "php", "java") if found[key])


def _spaced(name: str) -> str:
    return re.sub(r"([a-z])([A-Z])", r"\1 \2", name)


def url_uses(files: SourceFiles, path: str, url: str) -> int:
    """Return how often a test file calls an address, its parameters aside."""
    fixed = re.split(r"[{<:\[]", url, maxsplit=1)[0].rstrip("/")
    return sum(line.count(fixed) for line in files.lines(path)) if len(fixed) > 1 else 0
