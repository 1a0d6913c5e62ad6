"""The command for one test: the runner of the suite, started as the suite starts it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.answers.recipes import UNKNOWN, started_by
from groundplan.assess.answers.runners import BY_NAME, Runner, found_in
from groundplan.assess.manifests import MANIFESTS
from groundplan.assess.stacks.tasks import package_manager

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Assessment, Fact

_EXEC = {"npm": "npx", "pnpm": "pnpm exec", "yarn": "yarn", "bun": "bunx"}
_KEPT_OPTION = re.compile(r"\s(?:--config|-c)(?:=|\s+)\S+")
_PYTHON_RUNNERS = (
    ("uv.lock", "", "uv run "),
    ("poetry.lock", "", "poetry run "),
    ("pdm.lock", "", "pdm run "),
    ("Pipfile", "", "pipenv run "),
    ("pyproject.toml", "[tool.poetry", "poetry run "),
    ("pyproject.toml", "[tool.pdm", "pdm run "),
)
_FILES = (
    ("Cargo.toml", "cargo", "cargo"),
    ("gradlew", "gradle", "./gradlew"),
    ("build.gradle", "gradle", "gradle"),
    ("build.gradle.kts", "gradle", "gradle"),
    ("mvnw", "maven", "./mvnw"),
    ("pom.xml", "maven", "mvn"),
    ("artisan", "artisan", ""),
    ("phpunit.xml", "phpunit", ""),
    ("phpunit.xml.dist", "phpunit", ""),
    ("mix.exs", "mix", ""),
    ("go.mod", "go-test", ""),
)
"""A file of a build tool, the runner that it brings, and how that is called where the file is."""


def one_test_of(checkout: Checkout, suite: str, folder: str = "") -> str:
    """Return the command for one test that belongs to a suite's command; empty when it is unknown."""
    for started in started_by(checkout, suite, folder):
        found = found_in(started.line)
        if found is None or UNKNOWN.search(found[1]):
            continue
        runner, call = found
        if runner.is_script:
            call = _script_call(checkout, runner, started.line, started.folder)
        where = started.folder.removeprefix(f"{folder}/") if folder else started.folder
        move = f"cd {where} && " if where and where != folder else ""
        return f"{move}{call}{runner.one_test}"
    return ""


def _script_call(checkout: Checkout, runner: Runner, line: str, folder: str) -> str:
    kept = _KEPT_OPTION.search(line)
    start = _EXEC[package_manager(checkout, folder)]
    return f"{start} {runner.call}{kept[0] if kept else ''}"


def usual(checkout: Checkout, assessment: Assessment, folder: str = "") -> tuple[str, Fact] | None:
    """Return how a repo's test framework runs all tests, with what shows the framework.

    Args:
        checkout: the repo.
        assessment: of the whole repo.
        folder: a part of it; only what stands there counts.
    """
    for fact in _frameworks(assessment, folder):
        name = fact.name
        if name == "unittest" and any(one.name == "django" for one in assessment.of("frameworks")):
            name = "django"
        runner = BY_NAME.get(name)
        if runner is None:
            continue
        if runner.is_script:
            call = _script_call(checkout, runner, "", folder)
        else:
            call = python_prefix(checkout, folder) + runner.call
            call = call if runner.suffixes == "py" else runner.call
        return f"{call}{runner.all_tests}", fact
    return _by_file(checkout, folder)


def _frameworks(assessment: Assessment, folder: str) -> Iterator[Fact]:
    route = assessment.first("routes")
    suffix = route.path.rpartition(".")[2].lower() if route else ""
    below = f"{folder}/" if folder else ""
    found = [
        fact
        for fact in assessment.of("test_framework")
        if fact.path.startswith(below) and not _is_hidden(fact.path)
    ]

    def other(fact: Fact) -> bool:
        runner = BY_NAME.get(fact.name)
        return bool(suffix and runner and suffix not in runner.suffixes.split())

    yield from sorted(found, key=other)


def _is_hidden(path: str) -> bool:
    parts = path.lower().split("/")[:-1]
    return any(
        part.startswith(".") or part in ("fixtures", "testdata", "examples") for part in parts
    )


def python_prefix(checkout: Checkout, folder: str = "") -> str:
    """Return what starts a program of a Python project's environment: `uv run `, or nothing."""
    for name, text, prefix in _PYTHON_RUNNERS:
        for where in dict.fromkeys((folder, "")):
            file = checkout.files.get(f"{where}/{name}".lstrip("/"))
            if file is not None and (not text or text in file.text):
                return prefix
    return ""


def _by_file(checkout: Checkout, folder: str) -> tuple[str, Fact] | None:
    from groundplan.core.model import Fact

    for name, key, call in _FILES:
        path = f"{folder}/{name}".lstrip("/")
        if path in checkout.files:
            runner = BY_NAME[key]
            call = call or runner.call
            start = runner.call if key == "cargo" else call
            return f"{start}{runner.all_tests}", Fact("test_framework", key, "", path, 1)
    return None


def scripts_of(checkout: Checkout, folder: str) -> dict[str, tuple[str, str, int]]:
    """Return name -> (command, path, line) of the scripts of a folder's package.json."""
    return {
        name: (command, file.path, line)
        for file, manifest in checkout.read(MANIFESTS)
        if manifest.format == "package.json" and file.folder == folder
        for name, command, line in manifest.scripts
    }
