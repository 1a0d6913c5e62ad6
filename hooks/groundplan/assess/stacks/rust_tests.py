"""Rust's own tests, beside the code and in `tests`; cargo-nextest (doc.rust-lang.org, nexte.st)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.places import Place
from groundplan.assess.stacks import Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

_TEST = re.compile(r"^\s*#\[(?:\w+::)*(?:test|rstest|test_case)\b", re.M)


def read_test(file: File) -> int | None:
    """Return the line of the first test in a file."""
    found = _TEST.search(file.text)
    return file.line_of(found.end()) if found else None


TESTS = Want(
    read_test,
    suffixes=(".rs",),
    needles=(b"::test", b"#[test", b"#[rstest"),
    places=(Place.PRODUCT, Place.TEST),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield what runs the tests."""
    for file, line in checkout.read(TESTS):
        yield Fact("test_framework", "cargo-test", "tests in the code", file.path, line)
    for path in (".config/nextest.toml", ".cargo/nextest.toml"):
        if path in checkout.files:
            yield Fact("test_framework", "nextest", "configured", path, 1)


STACK = Stack(
    key="rust_tests",
    title="Rust's tests, nextest",
    languages=("Rust",),
    finds=("test_framework",),
    facts=facts,
    wants=(TESTS,),
)
