"""Python's test frameworks, and the folders that hold tests in any language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.manifests import dependencies
from groundplan.assess.places import KIND_OF_TESTS, Place
from groundplan.assess.stacks import Stack
from groundplan.assess.stacks.languages import SUFFIXES
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

TEST_FOLDERS = frozenset(
    [
        "test",
        "tests",
        "__tests__",
        "__test__",
        "spec",
        "specs",
        "e2e",
        "e2e-tests",
        "cypress",
        "playwright",
    ]
)
_NOT_TESTS = frozenset(
    ["fixtures", "__fixtures__", "mocks", "__mocks__", "testdata", "test_data", "test-data"]
)
_NOT_CODE = frozenset(["HTML", "CSS", "SCSS", "Dockerfile", "Makefile", "HCL"])


def read_test_imports(file: File) -> tuple[tuple[str, int], ...] | None:
    """Return (framework, line) of what a Python test file imports."""
    found = []
    for framework, pattern in (
        ("pytest", r"^\s*(?:import pytest\b|from pytest\b)"),
        (
            "unittest",
            r"^\s*(?:import unittest\b|from unittest\b(?!\.mock)|from (?:django\.test|rest_framework\.test|flask_testing) import|from [\w.]+ import [^\n]*TestCase\b)",
        ),
        ("playwright", r"^\s*(?:import playwright\b|from (?:pytest_)?playwright\b)"),
    ):
        if match := re.search(pattern, file.text, re.M):
            found.append((framework, file.line_of(match.end())))
    return tuple(found)


def read_pytest_config(file: File) -> int | None:
    """Return the line on which a file configures pytest."""
    heads = {
        "pytest.ini": r"^\[pytest\]",
        ".pytest.ini": r"^\[pytest\]",
        "pytest.toml": r"^\[pytest\]",
        "pyproject.toml": r"^\s*\[tool\.pytest(?:\.ini_options)?\b",
        "setup.cfg": r"^\[tool:pytest\]",
        "tox.ini": r"^\[pytest\]",
    }
    match = re.search(heads[file.name.lower()], file.text, re.M)
    return file.line_of(match.start()) if match else None


IMPORTS = Want(
    read_test_imports,
    suffixes=(".py",),
    needles=(
        b"pytest",
        b"unittest",
        b"django.test",
        b"rest_framework.test",
        b"flask_testing",
        b"TestCase",
        b"playwright",
    ),
    places=(Place.TEST,),
)
CONFIG = Want(
    read_pytest_config,
    names=("pytest.ini", ".pytest.ini", "pytest.toml", "pyproject.toml", "setup.cfg", "tox.ini"),
    needles=(b"pytest",),
    places=(Place.PRODUCT, Place.TEST),
)


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield Python's test frameworks, and the outermost folders of tests."""
    yield from _frameworks(checkout)
    yield from _folders(checkout)


def _frameworks(checkout: Checkout) -> Iterator[Fact]:
    found = [
        Fact("test_framework", "pytest", "configured", file.path, line)
        for file, line in checkout.read(CONFIG)
    ]
    for file, dependency in dependencies(checkout):
        if dependency.ecosystem == "pip" and dependency.name in (
            "pytest",
            "pytest-django",
            "pytest-asyncio",
            "pytest-cov",
        ):
            found.append(
                Fact(
                    "test_framework",
                    "pytest",
                    f"depends on {dependency.name}",
                    file.path,
                    dependency.line,
                )
            )
    imported = [
        Fact("test_framework", framework, "imported by tests", file.path, line)
        for file, imports in checkout.read(IMPORTS)
        for framework, line in imports
    ]
    found += [fact for fact in imported if fact.name == "pytest"]
    yield from found
    for fact in imported:  # pytest runs unittest's classes: then they are a style, no framework
        if not found or fact.name != "unittest":
            yield fact


def _folders(checkout: Checkout) -> Iterator[Fact]:
    inside: dict[str, list[File]] = {}
    for file in checkout.files.values():
        if file.place is not Place.TEST or SUFFIXES.get(file.suffix, "HTML") in _NOT_CODE:
            continue
        if folder := outermost(file.folder):
            inside.setdefault(folder, []).append(file)
    for folder, files in inside.items():
        if not _serves_tests(checkout, folder, files):
            yield Fact("test_dirs", folder, "", files[0].path, 1)


def _serves_tests(checkout: Checkout, folder: str, files: list[File]) -> bool:
    """Say whether a package within the product's is only named after tests, and holds none."""
    above = folder.rpartition("/")[0]
    is_part = {f"{above}/__init__.py", f"{folder}/__init__.py"} <= checkout.files.keys()
    is_python = all(file.suffix == ".py" for file in files)
    return (is_part and is_python) and not any(
        file.has(b"def test", b"pytest", b"unittest", b"TestCase", b"doctest", b"assert ")
        for file in files
    )


def outermost(folder: str) -> str:
    """Return the outermost folder of tests that a folder is in; empty when it is in none."""
    parts = folder.split("/")
    for depth, part in enumerate(parts, 1):
        if part.lower() in _NOT_TESTS:
            return ""
        if part.lower() in TEST_FOLDERS or KIND_OF_TESTS.fullmatch(part.lower()):
            return "/".join(parts[:depth])
    return ""


STACK = Stack(
    key="testing",
    title="Test folders; pytest and unittest",
    languages=("Python",),
    finds=("test_framework", "test_dirs"),
    facts=facts,
    wants=(IMPORTS, CONFIG),
)
