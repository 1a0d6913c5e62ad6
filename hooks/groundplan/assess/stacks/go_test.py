"""Go's own tests: functions `TestXxx` in files `*_test.go` (pkg.go.dev/testing, 2026-11)."""

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

_TEST = re.compile(rb"^func (?:\(\w+ \*?\w+\) )?(?:Test|Benchmark|Fuzz)\w*\(", re.MULTILINE)


def read_test(file: File) -> int | None:
    """Return the line of a file's first test."""
    found = _TEST.search(file.data) if file.name.endswith("_test.go") else None
    return file.data.count(b"\n", 0, found.start()) + 1 if found else None


TESTS = Want(read_test, suffixes=(".go",), needles=(b"func Test", b"func ("), places=(Place.TEST,))


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield Go's test runner, with the first test of each folder."""
    folders: set[str] = set()
    for file, line in checkout.read(TESTS):
        if file.folder not in folders:
            folders.add(file.folder)
            yield Fact("test_framework", "go-test", "a test", file.path, line)


STACK = Stack(
    key="go_test",
    title="Go's tests",
    languages=("Go",),
    finds=("test_framework",),
    facts=facts,
    wants=(TESTS,),
    packages=(Package("test_framework", "ginkgo", go=("github.com/onsi/ginkgo",)),),
)
