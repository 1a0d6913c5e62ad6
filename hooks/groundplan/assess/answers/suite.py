"""The command that runs the whole suite: what the repo runs itself comes before what is written about it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.answers.evidence import CI_FOLDERS, answer, decides
from groundplan.assess.answers.one_test import python_prefix, usual
from groundplan.assess.answers.recipes import UNKNOWN, out_of_container, started_by
from groundplan.assess.answers.runners import tests_language_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Assessment, Fact

_TASK, _CI, _README, _DOCUMENT, _ENVIRONMENT = range(5)
_MEASURED = re.compile(r"(?:^|\s)(?:coverage run|--cov\S*|--junit\S*|-coverprofile\S*)")
_LARGE = re.compile(r"e2e|integration|\b(?:playwright|cypress)\b")
_CALLS_A_TASK = re.compile(r"^(?:make|just|task|\(cd|cd|tox|nox)\b")


def stated(checkout: Checkout, assessment: Assessment) -> list[Fact]:
    """Return the commands that the repo states for its whole suite, best first."""
    found = [fact for fact in assessment.of("test_command") if _may_decide(checkout, fact)]
    order = {id(fact): number for number, fact in enumerate(found)}
    found.sort(key=lambda fact: (_source(fact), _is_narrow(fact), order[id(fact)]))
    plain = [one for one in found[1:] if found[0].name.startswith(f"{one.name} ")]
    return [*plain, *(one for one in found if one not in plain)]


def _may_decide(checkout: Checkout, fact: Fact) -> bool:
    if fact.value.startswith("a CI step"):
        return fact.path.startswith(CI_FOLDERS) or "/" not in fact.path
    return "/" not in fact.path or decides(fact.path, checkout)


def _source(fact: Fact) -> int:
    is_deep = "/" in fact.path
    if fact.value.startswith(("a task of", "a script of")):
        return _DOCUMENT if is_deep else _TASK
    if fact.value.startswith("a CI step"):
        return _CI
    if fact.value.startswith("written in"):
        return _DOCUMENT if is_deep else _README
    return _ENVIRONMENT


def _is_narrow(fact: Fact) -> bool:
    """Say whether a command is of a larger kind of tests than the suite."""
    return _LARGE.search(fact.name) is not None


def suite_outside(checkout: Checkout, assessment: Assessment) -> Fact | None:
    """Return the command for the whole suite on the machine itself."""
    found = [one for one in stated(checkout, assessment) if not out_of_container(one.name)[1]]
    suffix = own_suffix(assessment)
    found.sort(key=lambda fact: _tests(checkout, suffix, fact.name) is False)
    if not found or _tests(checkout, suffix, found[0].name) is False:
        usual_suite = _usual_suite(checkout, assessment)
        is_roots = usual_suite is not None and "/" not in usual_suite.path
        if usual_suite and is_roots and _tests(checkout, suffix, usual_suite.name):
            found.insert(0, usual_suite)
    if not found:
        return _usual_suite(checkout, assessment)
    first = found[0]
    script = next(
        (
            one
            for one in found
            if one.value.startswith("a script of package") and "/" not in one.path
        ),
        None,
    )
    command = _with_prefix(checkout, first.name)
    is_half = _source(first) != _TASK and _tests(checkout, suffix, first.name)
    if script and is_half and _tests(checkout, suffix, script.name) is False:
        command = f"{command} && {script.name}"  # the other half of the repo
    return answer("test_command", command, first.value, first)


def _with_prefix(checkout: Checkout, command: str) -> str:
    """Return a call of a Python task runner as it is started in this repo: `uv run poe test`."""
    is_poe = command.startswith("poe ")
    return python_prefix(checkout) + command if is_poe else command


def _tests(checkout: Checkout, suffix: str, command: str) -> bool | None:
    """Say whether a command tests files with a suffix, by what it comes to; None when unknown."""
    for started in started_by(checkout, command):
        known = tests_language_of(suffix, started.line)
        if known is not None:
            return known
    return tests_language_of(suffix, command)


_SUFFIXES = {"PHP": "php", "Python": "py", "Ruby": "rb", "Go": "go", "Java": "java", "Kotlin": "kt", "C#": "cs", "Rust": "rs", "Elixir": "ex"}  # fmt: skip


def own_suffix(assessment: Assessment) -> str:
    """Return the suffix of the files that the product is written in: of its routes, else of most."""
    route = assessment.first("routes")
    if route:
        return route.path.rpartition(".")[2].lower()
    language = assessment.first("languages")
    return _SUFFIXES.get(language.name, "") if language else ""


def suite_inside(checkout: Checkout, assessment: Assessment, service: str) -> Fact | None:
    """Return the command for the whole suite as it is typed inside a service's container."""
    suffix = own_suffix(assessment)
    found: list[tuple[tuple[bool, bool], Fact]] = []
    for fact in stated(checkout, assessment):
        for command, named in typed_inside(checkout, fact.name):
            is_other = tests_language_of(suffix, command) is False
            place = (is_other, bool(named) and named != service)
            found.append((place, answer("test_command", command, fact.value, fact)))
    found.sort(key=lambda one: one[0])
    return found[0][1] if found else _usual_suite(checkout, assessment)


def typed_inside(checkout: Checkout, command: str) -> Iterator[tuple[str, str]]:
    """Yield (command, service) that a stated command comes to inside of a container."""
    inside, service = out_of_container(command)
    if service and not _CALLS_A_TASK.match(inside):
        yield inside, service
        return
    followed = started_by(checkout, command)
    is_plain = len(followed) == 1 and not UNKNOWN.search(followed[0].line)
    if is_plain and followed[0].service:
        yield followed[0].line, followed[0].service
    elif not _CALLS_A_TASK.match(inside) and "docker" not in inside:
        yield inside, service
    elif is_plain and not followed[0].folder:
        yield followed[0].line, ""


def _usual_suite(checkout: Checkout, assessment: Assessment) -> Fact | None:
    found = usual(checkout, assessment)
    if found is None:
        return None
    command, fact = found
    return answer("test_command", command, f"{fact.name} {fact.value}".strip(), fact)
