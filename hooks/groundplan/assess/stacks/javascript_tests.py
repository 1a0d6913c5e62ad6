"""Test runners of JavaScript, by the package that each is installed with (their documentation, 2026-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.javascript.files import SUFFIXES
from groundplan.assess.places import Place
from groundplan.assess.stacks import Package, Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

RUNNERS = {
    "jest": ("jest", "ts-jest", "jest-cli"),
    "vitest": ("vitest",),
    "playwright": ("@playwright/test",),
    "cypress": ("cypress",),
    "mocha": ("mocha",),
    "ava": ("ava",),
    "jasmine": ("jasmine", "jasmine-core"),
    "karma": ("karma",),
    "tap": ("tap",),
    "tape": ("tape",),
    "uvu": ("uvu",),
    "qunit": ("qunit",),
    "testcafe": ("testcafe",),
    "webdriverio": ("@wdio/cli",),
    "japa": ("@japa/runner",),
}
"""Runner -> the packages that show it."""

_CONFIGURED = frozenset(["jest", "vitest", "playwright", "cypress"])
"""Runners whose configuration is `NAME.config.*`."""
_BUILT_IN = ((b"node:test", "node-test"), (b"bun:test", "bun-test"))


def read_built_in(file: File) -> tuple[str, int] | None:
    """Return (runner, line) of a test that imports the runner of its own interpreter."""
    for needle, runner in _BUILT_IN:
        start = file.data.find(needle)
        if start >= 0:
            return runner, file.data.count(b"\n", 0, start) + 1
    return None


BUILT_IN = Want(
    read_built_in,
    suffixes=SUFFIXES,
    needles=tuple(needle for needle, _ in _BUILT_IN),
    places=(Place.PRODUCT, Place.TEST),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield runners that are configured, also beside the tests; the built-in ones of Node and Bun."""
    for path, file in checkout.files.items():
        runner, _, rest = file.name.partition(".config.")
        if rest and runner in _CONFIGURED and file.place in (Place.PRODUCT, Place.TEST):
            yield Fact("test_framework", runner, file.name, path, 1)
    for file, (runner, line) in checkout.read(BUILT_IN):
        if file.place is Place.TEST:
            yield Fact("test_framework", runner, "a test imports it", file.path, line)


STACK = Stack(
    key="javascript_tests",
    title="Test runners of JavaScript",
    languages=("JavaScript", "TypeScript"),
    finds=("test_framework",),
    facts=facts,
    wants=(BUILT_IN,),
    packages=tuple(
        Package("test_framework", name, npm=packages, development=True)
        for name, packages in RUNNERS.items()
    ),
)
