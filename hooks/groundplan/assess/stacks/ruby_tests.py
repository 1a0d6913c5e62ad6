"""RSpec and Minitest: by their gems, or by what their tests are written in (2026-11)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.places import Place
from groundplan.assess.stacks import Package, Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

_SPEC = re.compile(rb"^\s*(?:RSpec\.)?(?:describe|feature|context)\b", re.MULTILINE)
_CASE = re.compile(
    rb"^\s*class\s+\S+\s*<\s*[\w:]*(?:TestCase|Minitest::Test|IntegrationTest)\b", re.MULTILINE
)


def read_test(file: File) -> tuple[str, int] | None:
    """Return (runner, line) of a file of tests."""
    runner, pattern = ("rspec", _SPEC) if file.name.endswith("_spec.rb") else ("minitest", _CASE)
    found = pattern.search(file.data)
    return (runner, file.data.count(b"\n", 0, found.end()) + 1) if found else None


TESTS = Want(read_test, suffixes=(".rb",), needles=(b"describe", b"< "), places=(Place.TEST,))


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield each runner once, with the first test that is written for it."""
    shown: set[str] = set()
    for file, (runner, line) in checkout.read(TESTS):
        if runner not in shown:
            shown.add(runner)
            yield Fact("test_framework", runner, "a test", file.path, line)


STACK = Stack(
    key="ruby_tests",
    title="RSpec and Minitest",
    languages=("Ruby",),
    finds=("test_framework",),
    facts=facts,
    wants=(TESTS,),
    packages=(
        Package("test_framework", "rspec", gem=("rspec", "rspec-rails"), development=True),
        Package("test_framework", "cucumber", gem=("cucumber-rails", "cucumber"), development=True),
    ),
)
