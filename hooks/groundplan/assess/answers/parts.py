"""The parts of a monorepo that have tests of their own, each with its commands."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from groundplan.assess.answers.evidence import decides
from groundplan.assess.answers.one_test import one_test_of, scripts_of, usual
from groundplan.assess.answers.recipes import Started, started_by
from groundplan.assess.answers.runners import found_in
from groundplan.assess.manifests import MANIFESTS
from groundplan.assess.places import Place
from groundplan.assess.stacks.languages import SUFFIXES
from groundplan.assess.stacks.tasks import package_manager
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Assessment

MAX_PARTS = 24
_MANIFESTS = ("package.json", "pyproject", "go.mod", "gemfile", "setup", "pipfile", "requirements")
_OTHERS = ("Cargo.toml", "build.gradle", "build.gradle.kts", "pom.xml", "composer.json", "mix.exs")


class Part(NamedTuple):
    """A folder with a manifest and tests of its own."""

    path: str
    suite: str
    one: str
    place: str
    line: int

    @property
    def name(self) -> str:
        """What its targets are called after."""
        return re.sub(r"[^A-Za-z0-9]+", "-", self.path).strip("-").lower()


def parts_of(checkout: Checkout, assessment: Assessment, whole: str) -> list[Part]:
    """Return the parts, by path; none where the repo is one package, or one suite runs all.

    Args:
        checkout: the repo.
        assessment: of the whole repo.
        whole: the command that the root states for all tests; empty when it states none.
    """
    folders = [folder for folder in _folders(checkout) if folder and _has_tests(checkout, folder)]
    outer = [one for one in folders if not any(one.startswith(f"{other}/") for other in folders)]
    found = [part for folder in outer[:MAX_PARTS] if (part := _part(checkout, assessment, folder))]
    root_tests = _tests_outside(checkout, outer)
    return found if len(found) > 1 or (found and root_tests) or (found and not whole) else []


def as_answer(parts: list[Part]) -> Fact | None:
    """Return the parts as the answer to a question: JSON, one object a part."""
    if not parts:
        return None
    rows = [
        {"name": part.name, "path": part.path, "suite": part.suite, "one": part.one}
        for part in parts
    ]
    why = ", ".join(f"{part.path}: {part.suite}" for part in parts)
    return Fact("parts", json.dumps(rows), why, parts[0].place, parts[0].line)


_ALL = re.compile(
    r"(?:^|\s)(?:-r|--recursive|-ws|--workspaces|workspaces\s+foreach|--filter)\b|\b(?:nx|turbo|lerna|moon|bazel)\b"
)


def covers(checkout: Checkout, command: str, parts: list[Part]) -> bool:
    """Say whether a command of the root runs the tests of every part."""
    lines = started_by(checkout, command)
    if _ALL.search(" ".join([command, *(line.line for line in lines)])):
        return True
    return all(
        any(_runs_below(checkout, started, part.path) for started in lines) for part in parts
    )


def _runs_below(checkout: Checkout, started: Started, path: str) -> bool:
    """Say whether what is started in one folder finds the tests of another."""
    if f"{path}/".startswith(f"{started.folder}/") and started.folder:
        return True
    found = found_in(started.line)
    if found is None or found[0].name not in _FINDS_ALL:
        return False
    suffixes = found[0].suffixes.split()
    named = [word for word in started.line.split() if "/" in word and not word.startswith("-")]
    if named and not any(
        f"{path}/".startswith(word.removeprefix("./").rstrip("/")) for word in named[1:]
    ):
        return False
    limits = _test_paths(checkout)
    if limits and not any(
        f"{path}/".startswith(limit) or limit.startswith(f"{path}/") for limit in limits
    ):
        return False
    return any(
        file.place is Place.TEST and file.suffix[1:] in suffixes and other.startswith(f"{path}/")
        for other, file in checkout.files.items()
    )


_FINDS_ALL = ("pytest", "jest", "vitest")
"""Runners that look for tests in every folder below the one in which they start."""


def _test_paths(checkout: Checkout) -> list[str]:
    """Return the folders that pytest's configuration in the root limits it to."""
    for name in ("pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg"):
        file = checkout.files.get(name)
        found = (
            re.search(r"^\s*testpaths\s*=\s*(\[[^\]]*\]|[^\n]*)", file.text, re.M) if file else None
        )
        if found:
            return [path.strip("/") + "/" for path in re.findall(r"[\w./-]+", found[1])]
    return []


def _folders(checkout: Checkout) -> list[str]:
    found = set()
    for file, manifest in checkout.read(MANIFESTS):
        if manifest.format in _MANIFESTS and decides(file.path, checkout):
            if manifest.format == "requirements" and not re.match(
                r"requirements\.(?:txt|in)$", file.name
            ):
                continue
            found.add(file.folder)
    for path, file in checkout.files.items():
        if file.name in _OTHERS and decides(path, checkout):
            found.add(file.folder)
    return sorted(found)


def _has_tests(checkout: Checkout, folder: str) -> bool:
    return any(
        file.place is Place.TEST and file.suffix in SUFFIXES and path.startswith(f"{folder}/")
        for path, file in checkout.files.items()
    )


def _tests_outside(checkout: Checkout, folders: list[str]) -> bool:
    below = tuple(f"{folder}/" for folder in folders)
    return any(
        file.place is Place.TEST
        and file.suffix in SUFFIXES
        and SUFFIXES[file.suffix] not in ("HTML", "CSS", "Shell")
        and not path.startswith(below)
        and not any(part.startswith(".") for part in path.split("/"))
        for path, file in checkout.files.items()
    )


def _part(checkout: Checkout, assessment: Assessment, folder: str) -> Part | None:
    """Return a folder's commands, as they are typed in it: its tasks and scripts first."""
    prefixes = (f"make -C {folder} ", f"(cd {folder} && ")
    for fact in assessment.of("test_command"):
        if fact.path.rpartition("/")[0] == folder and fact.name.startswith(prefixes):
            suite = (
                fact.name.replace(prefixes[0], "make ").removeprefix(prefixes[1]).removesuffix(")")
            )
            return Part(folder, suite, one_test_of(checkout, suite, folder), fact.path, fact.line)
    scripts = scripts_of(checkout, folder)
    if "test" in scripts and "no test specified" not in scripts["test"][0]:
        _, path, line = scripts["test"]
        suite = f"{package_manager(checkout, folder)} test"
        return Part(folder, suite, one_test_of(checkout, suite, folder), path, line)
    found = usual(checkout, assessment, folder)
    if found is None:
        return None
    command, fact = found
    return Part(folder, command, one_test_of(checkout, command, folder), fact.path, fact.line)
