"""What the repo itself answers to the set-up questions, each answer with the place that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from groundplan.assess.answers.containers import containers_answer, service_answer
from groundplan.assess.answers.evidence import CI_FOLDERS, answer
from groundplan.assess.answers.migrations import migration_answers
from groundplan.assess.answers.one_test import one_test_of, usual
from groundplan.assess.answers.parts import Part, as_answer, covers, parts_of
from groundplan.assess.answers.project import project_type
from groundplan.assess.answers.services import data_services, env_files
from groundplan.assess.answers.suite import stated, suite_inside, suite_outside
from groundplan.assess.assessment import assessed
from groundplan.assess.walk import open_checkout
from groundplan.core.collector import without_collector

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Assessment, Fact

_NO = ("no", "false", "off", "n", "f", "0")


class Proposals(NamedTuple):
    """What a repo answers, and what it would answer with the containers or without them."""

    answers: dict[str, Fact]
    inside: dict[str, Fact]
    outside: dict[str, Fact]


def found_in_repo(root: Path, given: Mapping[str, object] | None = None) -> Proposals:
    """Return the answers that the repo in `root` gives, by question.

    Args:
        root: the repo's folder.
        given: answers that a person gave; what follows from an answer follows from these.

    Raises:
        Refused: `root` is missing, is a file or a bare repository.
    """
    given = given or {}
    with without_collector():
        checkout = open_checkout(root)
        try:
            assessment = assessed(checkout)
            return Proposals(
                answers_from(checkout, assessment, given),
                answers_from(checkout, assessment, {**given, "containers": "yes"}),
                answers_from(checkout, assessment, {**given, "containers": "no"}),
            )
        finally:
            checkout.close()


def answers_from(
    checkout: Checkout, assessment: Assessment, given: Mapping[str, object] | None = None
) -> dict[str, Fact]:
    """Return proposed answers to the set-up questions, by the question's name.

    A question that the repo does not answer is left out. Each fact's `kind` is the question, its
    `name` the answer, its `value` why, its place what shows it (none where something is absent).

    Args:
        checkout: the repo, open.
        assessment: of the whole of it.
        given: answers that a person gave.
    """
    given = given or {}
    found: list[Fact | None] = [project_type(checkout, assessment)]
    service = service_answer(checkout, assessment)
    found.append(containers_answer(checkout, service))
    inside = service is not None
    if "containers" in given:
        inside = str(given["containers"]).lower() not in _NO
    name = str(given.get("api_service") or (service.name if service else ""))
    found.append(service if inside else None)
    found += _tests(checkout, assessment, given, inside=inside, service=name)
    one = next((fact.name for fact in found if fact and fact.kind == "test_one_command"), "")
    found += migration_answers(checkout, assessment, one)
    found.append(data_services(checkout, assessment) if inside else None)
    found += [env_files(checkout), _forge(assessment)]
    return {fact.kind: fact for fact in found if fact is not None and fact.name}


def _tests(
    checkout: Checkout,
    assessment: Assessment,
    given: Mapping[str, object],
    *,
    inside: bool,
    service: str,
) -> list[Fact | None]:
    """Return suite, one test and parts, in a container or outside of it."""
    if inside:
        suite = suite_inside(checkout, assessment, service)
        return [suite, _one(checkout, assessment, suite, given)]
    suite = suite_outside(checkout, assessment)
    root = [fact.name for fact in stated(checkout, assessment) if fact is not None]
    parts = parts_of(checkout, assessment, root[0] if root else "")
    if not parts:
        return [suite, _one(checkout, assessment, suite, given)]
    if suite is None or not covers(checkout, suite.name, parts):
        suite = _whole(suite, parts)
    return [suite, _one(checkout, assessment, suite, given), as_answer(parts)]


def _whole(suite: Fact | None, parts: list[Part]) -> Fact:
    """Return the command that runs the root's own suite, if it has one, and that of every part."""
    calls = [f"(cd {part.path} && {part.suite})" for part in parts]
    if suite is not None and not suite.name.startswith("(cd "):
        calls.insert(0, suite.name)
    place = suite.path if suite else parts[0].place
    line = suite.line if suite else parts[0].line
    from groundplan.core.model import Fact

    return Fact("test_command", " && ".join(calls), "the suites of all parts", place, line)


def _one(
    checkout: Checkout, assessment: Assessment, suite: Fact | None, given: Mapping[str, object]
) -> Fact | None:
    text = str(given.get("test_command") or (suite.name if suite else ""))
    command = one_test_of(checkout, text) if text else ""
    if not command and suite is not None and "test_command" not in given:
        found = usual(checkout, assessment)
        command = one_test_of(checkout, found[0]) if found else ""
        if command and found:
            return answer(
                "test_one_command", command, f"{found[1].name} {found[1].value}", found[1]
            )
    if not command:
        return None
    why = f"as {text}" if len(text) < 60 else "as the suite"
    return answer("test_one_command", command, why, suite if "test_command" not in given else None)


def _forge(assessment: Assessment) -> Fact | None:
    names = {"gitlab": "gitlab", "github-actions": "github"}
    for fact in assessment.of("ci"):
        if fact.name in names and (fact.path.startswith(CI_FOLDERS) or "/" not in fact.path):
            return answer("forge", names[fact.name], fact.name, fact)
    return None
