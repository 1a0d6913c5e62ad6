"""How many tests ran: read from what runners print, and from JUnit XML.

A runner's exit status alone proves nothing: several of them end with 0 when no test was found, when
all were skipped, or when a pattern selected none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LARGEST_REPORT = 64 << 20


@dataclass(frozen=True)
class Counts:
    """Tests by how they ended. `passed` is None where the runner does not say how many."""

    passed: int | None = 0
    failed: int = 0
    skipped: int = 0
    deselected: int = 0
    source: str = ""
    """What said so: a runner's name, or `junit`."""

    def __add__(self, other: Counts) -> Counts:
        """Return the counts of two runs together."""
        known = self.passed is not None and other.passed is not None
        return Counts(
            (self.passed or 0) + (other.passed or 0) if known else None,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.deselected + other.deselected,
            self.source,
        )

    @property
    def sentence(self) -> str:
        """Say the counts in a few words."""
        said = [
            f"{'some' if self.passed is None else self.passed} passed",
            f"{self.failed} failed" if self.failed else "",
            f"{self.skipped} skipped" if self.skipped else "",
            f"{self.deselected} deselected" if self.deselected else "",
        ]
        return ", ".join(part for part in said if part)


@dataclass(frozen=True)
class Runner:
    """A test runner: how its last lines look, and what they say."""

    name: str
    line: re.Pattern[str]
    read: Callable[[re.Match[str]], Counts]


def _words(text: str, word: str) -> int:
    """Return the sum of the numbers that stand before (or after) one of these words."""
    return sum(int(number) for number in re.findall(rf"(\d+) (?:{word})\b", text))


def _pytest(match: re.Match[str]) -> Counts:
    text = match[0]
    return Counts(
        _words(text, "passed|xpassed"),
        _words(text, "failed|errors?"),
        _words(text, "skipped|xfailed"),
        _words(text, "deselected"),
    )


def _by_label(match: re.Match[str]) -> Counts:
    text = match[0]
    return Counts(
        _words(text, "passed|passing"),
        _words(text, "failed|failing"),
        _words(text, "skipped|todo|pending"),
    )


def _of_total(match: re.Match[str]) -> Counts:
    """Read runners that say how many there were and how many of them did not pass."""
    total, said = int(match["total"]), match["rest"]
    failed = sum(int(n) for n in re.findall(r"(?i)(?:failures?|errors?)[=:]\s*(\d+)", said))
    failed += _words(said, "failures?|errors?(?: occurred outside of examples)?")
    skipped = sum(
        int(n) for n in re.findall(r"(?i)(?:skipped|expected failures|skips)[=:]\s*(\d+)", said)
    )
    skipped += _words(said, "pending|skips|skipped")
    return Counts(max(0, total - failed - skipped), failed, skipped)


def _unittest(match: re.Match[str]) -> Counts:
    counts = _of_total(match)
    unexpected = re.search(r"unexpected successes=(\d+)", match["rest"])
    number = int(unexpected[1]) if unexpected else 0
    return Counts((counts.passed or 0) - number, counts.failed + number, counts.skipped)


def _cargo(match: re.Match[str]) -> Counts:
    return Counts(int(match[1]), int(match[2]), int(match[3]), int(match[4]))


def _node(match: re.Match[str]) -> Counts:
    label = {key: int(number) for key, number in re.findall(r"(?:#|\u2139) (\w+) (\d+)", match[0])}
    failed = label.get("fail", 0) + label.get("cancelled", 0)
    return Counts(label.get("pass", 0), failed, label.get("skipped", 0) + label.get("todo", 0))


def _go_test(match: re.Match[str]) -> Counts:
    return {"PASS": Counts(1), "FAIL": Counts(0, 1), "SKIP": Counts(0, 0, 1)}[match[1]]


def _go_package(match: re.Match[str]) -> Counts:
    return Counts(0, 1) if match[1] == "FAIL" else Counts(None)


# Formats: the sources of each runner, read 2026-11. One line a run; several runs add up.
RUNNERS: tuple[Runner, ...] = (
    Runner(
        "pytest",
        re.compile(
            r"^(?:=+ )?(?:\d+ (?:passed|failed|errors?|skipped|deselected|xfailed|xpassed|warnings?)"
            r"(?:, )?)+ in \d[\d.]*s\b.*$|^(?:=+ )?no tests ran in .*$",
            re.M,
        ),
        _pytest,
    ),
    # jest prints `Tests:  1 failed, 2 passed, 3 total`; vitest `Tests  2 passed | 1 skipped (3)`.
    Runner("jest", re.compile(r"^Tests: +(?:\d+ \w+, )*\d+ total *$", re.M), _by_label),
    Runner("vitest", re.compile(r"^ *Tests +(?:\d+ \w+ *\|? *)+\(\d+\) *$", re.M), _by_label),
    Runner(
        "rspec",
        re.compile(r"^(?P<total>\d+) examples?(?P<rest>, \d+ failures?.*)$", re.M),
        _of_total,
    ),
    Runner(
        "unittest",
        re.compile(
            r"^Ran (?P<total>\d+) tests? in [\d.]+s\s+(?P<rest>(?:OK|FAILED|NO TESTS RAN)\b.*)$",
            re.M,
        ),
        _unittest,
    ),
    Runner(
        "cargo",
        re.compile(
            r"^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored; \d+ measured; (\d+) filtered out",
            re.M,
        ),
        _cargo,
    ),
    Runner(
        "minitest",
        re.compile(r"^(?P<total>\d+) (?:runs|tests), \d+ assertions(?P<rest>, .*)$", re.M),
        _of_total,
    ),
    Runner(
        "maven",
        re.compile(
            r"Tests run: (?P<total>\d+)(?P<rest>, Failures: \d+, Errors: \d+, Skipped: \d+) *$",
            re.M,
        ),
        _of_total,
    ),
    Runner(
        "mocha",
        re.compile(r"^ +\d+ passing \([^)]*\)(?:\s+\d+ pending)?(?:\s+\d+ failing)?", re.M),
        _by_label,
    ),
    Runner(
        "node",
        re.compile(
            r"(?:^(?:#|\u2139) (?:tests|suites|pass|fail|cancelled|skipped|todo) \d+\n?)+", re.M
        ),
        _node,
    ),
    Runner(
        "playwright",
        re.compile(r"^ +\d+ (?:passed|failed|skipped|flaky)(?: \([\d.]+m?s\))?$", re.M),
        _by_label,
    ),
    Runner(
        "phpunit",
        re.compile(r"^OK \((?P<total>\d+) tests?,(?P<rest>) \d+ assertions?\)", re.M),
        _of_total,
    ),
    Runner(
        "phpunit",
        re.compile(r"^Tests: (?P<total>\d+), Assertions: \d+(?P<rest>.*)\.$", re.M),
        _of_total,
    ),
    Runner("go", re.compile(r"^ *--- (PASS|FAIL|SKIP): ", re.M), _go_test),
)
# Without -v, go names only packages; one in which nothing ran says so.
_GO_PACKAGE = Runner(
    "go",
    re.compile(r"^(ok|FAIL)\s+\S+\s+(?:[\d.]+s|\(cached\))(?!.*\[no tests to run\]).*$", re.M),
    _go_package,
)
_GO_NOTHING = re.compile(
    r"^(?:ok\s+\S+\s+\S+\s+\[no tests to run\]|\?\s+\S+\s+\[no test files\])", re.M
)


def counts_in(text: str) -> Counts | None:
    """Return what the runners in an output say, or None where no runner says anything."""
    text = text.replace("\r\n", "\n")
    for runner in (*RUNNERS, _GO_PACKAGE):
        found = [runner.read(match) for match in runner.line.finditer(text)]
        if found:
            return _sum(found, runner.name)
    return Counts(0, source="go") if _GO_NOTHING.search(text) else None


def _sum(found: Iterable[Counts], name: str) -> Counts:
    total = Counts(0, source=name)
    for counts in found:
        total += counts
    return total


def junit_counts(data: bytes) -> Counts | None:
    """Return the counts of a JUnit XML report, or None where it is none that can be read.

    Test cases are counted one by one: the totals in the attributes of suites differ between
    writers. Documents that declare entities are not read.
    """
    from xml.etree import ElementTree as Tree

    if len(data) > LARGEST_REPORT or b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        return None
    try:
        root = Tree.fromstring(data)  # noqa: S314 - entities are refused above
    except Tree.ParseError:
        return None
    if root.tag not in ("testsuites", "testsuite"):
        return None
    total = Counts(0, source="junit")
    for case in root.iter("testcase"):
        inside = {child.tag for child in case}
        if inside & {"failure", "error"}:
            total += Counts(0, 1)
        elif "skipped" in inside or case.get("status") in ("skipped", "disabled", "notrun"):
            total += Counts(0, 0, 1)
        else:
            total += Counts(1)
    return total
