"""What part a path plays in a repo: product, tests, documentation, examples, vendored, generated.

The vendored, generated and documentation names are the common ground of what GitHub's linguist
calls so (vendor.yml, documentation.yml, generated.rb; looked up 2026-11).
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class Place(StrEnum):
    """What a file is there for."""

    PRODUCT = "product"
    TEST = "test"
    DOCS = "docs"
    EXAMPLE = "example"
    VENDORED = "vendored"
    GENERATED = "generated"


_VENDORED = frozenset(
    [
        "node_modules",
        "bower_components",
        "jspm_packages",
        "vendor",
        "vendors",
        "third_party",
        "third-party",
        "3rdparty",
        "thirdparty",
        "extern",
        "external",
        ".venv",
        "venv",
        "site-packages",
        "virtualenv",
        ".yarn",
        ".pnp",
        "carthage",
        "pods",
        "godeps",
        "__pypackages__",
        ".bundle",
    ]
)
_GENERATED = frozenset(
    [
        "dist",
        ".next",
        ".nuxt",
        ".output",
        "__pycache__",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".tox",
        ".nox",
        "htmlcov",
        "coverage",
        ".turbo",
        ".svelte-kit",
        "__generated__",
        "generated",
        ".git",
        ".hg",
        ".svn",
        ".eggs",
        ".groundplan",  # what the kit itself landed: the guard's code is not the repo's
    ]
)
_TESTS = frozenset(
    [
        "test",
        "tests",
        "testing",
        "__tests__",
        "__test__",
        "spec",
        "specs",
        "e2e",
        "cypress",
        "playwright",
        "__mocks__",
        "mocks",
        "fixtures",
        "__fixtures__",
        "testdata",
        "test-data",
        "test_data",
        "testutils",
        "test_utils",
    ]
)
KIND_OF_TESTS = re.compile(
    r"(?:unit|integration|functional|acceptance|system|regression|api|ui|browser|smoke|e2e)[-_]tests?|unittests"
    r"|tests?[-_](?:unit|integration|functional|acceptance|system|regression|api|ui|browser|smoke|e2e)"
    r"|e2e[-_]specs?"
    # Kotlin's and Gradle's source sets; .NET's projects.
    r"|(?:android|common|jvm|native|integration|functional|acceptance)test"
    r"|(?:[\w-]+\.)+(?:(?:unit|integration|functional|acceptance|architecture|api|e2e)\.?)?tests?"
)
"""Folders that are named after the kind of tests in them."""
_DOCS = frozenset(["docs", "doc", "documentation"])
_EXAMPLES = frozenset(["example", "examples", "sample", "samples", "demo", "demos"])
_TEST_FILE = re.compile(
    r"(?:test_.*|.*_tests?|tests?|conftest)\.pyi?|.*[._-](?:test|spec|cy|e2e|stories|mock)\.[cm]?[jt]sx?"
    r"|.*_test\.go|.*_(?:test|spec)\.rb|test_helper\.rb|(?:spec|rails)_helper\.rb|test_.*\.rb"
)
_TEST_CLASS = re.compile(
    r"\w*[a-z0-9](?:Tests?|IT|Spec)\.(?:java|kt|cs|php|groovy)|\w+_test\.exs?|\w+_tests?\.rs|tests?\.rs"
)
"""Files that hold tests, by names whose capitals count."""
# What Wire generates is how a program is put together: it is read as if somebody had written it.
_GENERATED_FILE = re.compile(
    r".*[.-]min\.(?:js|css)|.*_pb2(?:_grpc)?\.pyi?|.*\.pb\.go|.*\.d\.ts|(?!wire_gen\.).*[._]gen(?:erated)?\.(?:go|ts|tsx|js|py)"
    r"|zz_generated.*|.*\.(?:js|css|mjs|ts)\.map|_version\.py"
)


# The folders below these are parts of a URL: `app/api/orders/test/route.ts` is no test.
_SERVED = re.compile(
    r"(?P<above>(?:.*?/)??)(?:(?:app|api)/(?:.*/)?(?P<named>route|page)|pages/api/.*)\.[cm]?[jt]sx?"
)


_NAMES_OF_THINGS = _DOCS | _EXAMPLES | {"vendor", "vendors", "external"}
"""What a part of the product may be about, though most folders of that name are none."""


def named_as_something_else(paths: Collection[str]) -> tuple[str, ...]:
    """Return the folders that are parts of the product whatever they are called, outermost first.

    A Django application is a package with an `apps.py`; a Nest module stands in a folder of its
    name: `examples` may be what the product is about.
    """
    found = []
    for path in paths:
        folder, _, name = path.rpartition("/")
        own = folder.rpartition("/")[2]
        if own.lower() not in _NAMES_OF_THINGS:
            continue
        is_app = name == "apps.py" and f"{folder}/__init__.py" in paths
        is_whole = f"{folder}/manage.py" in paths or f"{folder}/settings.py" in paths
        if (is_app and not is_whole) or name == f"{own}.module.ts":
            found.append(folder)
    return tuple(sorted(found, key=len))


def place_within(path: str, parts: Iterable[str]) -> Place:
    """Return what a path is there for where the names of these folders say nothing about it."""
    for folder in parts:
        if path.startswith(f"{folder}/"):
            above = folder.rpartition("/")[0]
            depth = len(above) + 1 if above else 0
            path = f"{path[:depth]}{'_' * (len(folder) - depth)}{path[len(folder) :]}"
    return place_of(path)


# Below these are packages: `io/shop/sample/vendor/X.java` is neither a sample nor vendored.
_SOURCE_ROOT = re.compile(r"(?:.*/)?src/(?:main|\w+Main)/(?:java|kotlin|scala|groovy)(?=/|$)")


@lru_cache(maxsize=65536)
def _folder_place(folder: str) -> Place:
    parts = folder.lower().split("/") if folder else []
    parts = ["tests" if KIND_OF_TESTS.fullmatch(part) else part for part in parts]
    for names, place in (
        (_VENDORED, Place.VENDORED),
        (_GENERATED, Place.GENERATED),
        (_TESTS, Place.TEST),
        (_DOCS, Place.DOCS),
        (_EXAMPLES, Place.EXAMPLE),
    ):
        if not names.isdisjoint(parts):
            return place
    return Place.PRODUCT


def place_of(path: str) -> Place:
    """Return what a POSIX path, relative to the repo's root, is there for, by its names alone."""
    folder, _, name = path.rpartition("/")
    if (root := _SOURCE_ROOT.match(folder)) is not None:
        folder = root[0]
    place = _folder_place(folder)
    served = _SERVED.fullmatch(path) if place is not Place.PRODUCT else None
    # Below pages/api every script is served, but what is generated there is code for the others.
    if served and (served["named"] or place not in (Place.VENDORED, Place.GENERATED)):
        place = _folder_place(served["above"].rstrip("/"))
    if place in (Place.VENDORED, Place.GENERATED):
        return place
    if _TEST_CLASS.fullmatch(name):
        return Place.TEST
    lower = name.lower()
    if _GENERATED_FILE.fullmatch(lower):
        return Place.GENERATED
    if _TEST_FILE.fullmatch(lower):
        return Place.TEST
    return place
