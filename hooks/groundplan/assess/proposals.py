"""What an assessment proposes for the set-up questions and for the interview, each with its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.stacks.databases import CACHES, DATABASES
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from groundplan.core.model import Assessment

FRONT_ENDS = frozenset(
    [
        "react",
        "vue",
        "svelte",
        "angular",
        "nextjs",
        "nuxt",
        "sveltekit",
        "remix",
        "astro",
        "gatsby",
        "solid",
        "preact",
        "ember",
    ]
)
_TOOLS = {
    "alembic": "alembic",
    "django": "django",
    "prisma": "prisma",
    "rails": "rails",
    "typeorm": "typeorm",
    "knex": "knex",
}
_ONE_TEST = {
    "pytest": "pytest",
    "unittest": "python -m unittest",
    "jest": "npx jest",
    "vitest": "npx vitest run",
    "mocha": "npx mocha",
    "rspec": "bundle exec rspec",
    "minitest": "bin/rails test",
    "go-test": "go test",
}
_CONTAINER = re.compile(
    r"^(?:docker[ -]compose\s+(?:-\S+\s+\S+\s+)*(?:run|exec)\s+(?:-\S+\s+)*\S+\s+|docker\s+(?:exec|run)\s+(?:-\S+\s+)*\S+\s+)"
)
_CALLS_A_TASK = re.compile(r"^(?:make|just|task|\.?/?scripts?/|\(cd|tox|nox)\b")


# What the API is written in, by the files of its routes -> the words of commands that test such code.
_RUNNERS = {
    "py": re.compile(r"\b(?:pytest|unittest|python3?|tox|nox)\b"),
    "js": re.compile(r"\b(?:np[mx]|yarn|pnpm|bunx?|jest|vitest|mocha|ava|node)\b"),
    "rb": re.compile(r"\b(?:rspec|rails|rake|minitest)\b"),
    "go": re.compile(r"\bgo(?:testsum| test)\b"),
}
_LANGUAGE = {"mjs": "js", "cjs": "js", "ts": "js", "mts": "js", "tsx": "js", "jsx": "js"}


def answers_from(assessment: Assessment) -> dict[str, Fact]:
    """Return proposed answers to the set-up questions, by the question's name.

    A question that the repo does not answer is left out. Each fact's `kind` is the question, its
    `name` the answer, its `value` why, its place what shows it.

    Args:
        assessment: of the whole repo, made without `only`.
    """
    found = (
        _project_type(assessment),
        _containers(assessment),
        _renamed("api_service", assessment.first("api_service")),
        _test_command(assessment),
        _test_one_command(assessment),
        _migration_tool(assessment),
        _data_services(assessment),
        _forge(assessment),
    )
    return {fact.kind: fact for fact in found if fact is not None}


def _was_read(assessment: Assessment, kind: str) -> bool:
    """Say whether "none found" can be concluded from: a reader ran for all languages that are there."""
    return not assessment.looked or kind in assessment.looked


def _renamed(question: str, fact: Fact | None, answer: str = "", why: str = "") -> Fact | None:
    if fact is None:
        return None
    return Fact(question, answer or fact.name, why or fact.value, fact.path, fact.line)


def _project_type(assessment: Assessment) -> Fact | None:
    if route := assessment.first("routes"):
        count = len(assessment.of("routes"))
        return _renamed("project_type", route, "api", f"serves {count} route{'s' * (count > 1)}")
    for framework in assessment.of("frameworks"):
        if framework.name in FRONT_ENDS:
            return _renamed("project_type", framework, "frontend", f"built on {framework.name}")
    if not _was_read(assessment, "routes"):
        return None
    if entry := assessment.first("entry_points"):
        return _renamed("project_type", entry, "cli", f"starts as {entry.name}")
    if manager := assessment.first("package_managers"):
        return _renamed("project_type", manager, "library", "a package that nothing starts")
    if language := assessment.first("languages"):
        return _renamed("project_type", language, "other", f"{language.name} without a manifest")
    return None


def _containers(assessment: Assessment) -> Fact | None:
    if compose := assessment.first("compose_files"):
        return _renamed("containers", compose, "true", "has a compose file")
    if language := assessment.first("languages"):
        return _renamed("containers", language, "false", "has no compose file")
    return None


def _test_command(assessment: Assessment) -> Fact | None:
    stated = assessment.first("test_command")
    if stated is None or assessment.first("compose_files") is None:
        return _renamed("test_command", stated)
    # In a repo with containers the question is what runs inside that of the API.
    inside = [(fact, _CONTAINER.sub("", fact.name)) for fact in assessment.of("test_command")]
    inside = [
        (fact, command)
        for fact, command in inside
        if not _CALLS_A_TASK.match(command) and "docker" not in command
    ]
    inside.sort(key=lambda one: _tests_another_language(assessment, one[1]))
    if inside:
        return _renamed("test_command", *inside[0])
    return _renamed("test_command", assessment.first("test_framework"), _one_test(assessment))


def _tests_another_language(assessment: Assessment, command: str) -> bool:
    """Say whether a command tests code of another language than the API's routes are written in."""
    route = assessment.first("routes")
    suffix = route.path.rpartition(".")[2].lower() if route else ""
    own = _LANGUAGE.get(suffix, suffix)
    found = {language for language, words in _RUNNERS.items() if words.search(command)}
    return own in _RUNNERS and bool(found) and own not in found


def _one_test(assessment: Assessment) -> str:
    known = [fact for fact in assessment.of("test_framework") if fact.name in _ONE_TEST]
    known.sort(key=lambda fact: _tests_another_language(assessment, _ONE_TEST[fact.name]))
    if not known:
        return ""
    framework = known[0]
    if framework.name == "unittest" and any(
        one.name == "django" for one in assessment.of("frameworks")
    ):
        return "python manage.py test"
    return _ONE_TEST[framework.name]


def _test_one_command(assessment: Assessment) -> Fact | None:
    command = _one_test(assessment)
    if not command:
        return None
    suite = _test_command(assessment)
    # What starts the whole suite starts one test, too: `uv run pytest -n auto`, `uv run pytest`.
    stated = re.match(rf"(\w+ run ){re.escape(command)}\b", suite.name) if suite else None
    prefix = stated[1] if stated else ""
    if (
        not prefix
        and assessment.first("compose_files") is None
        and command.startswith(("pytest", "python"))
    ):
        managers = {fact.name for fact in assessment.of("package_managers")}
        prefix = next(
            (f"{one} run " for one in ("uv", "poetry", "pdm", "pipenv") if one in managers), ""
        )
    return _renamed("test_one_command", assessment.first("test_framework"), prefix + command)


def _migration_tool(assessment: Assessment) -> Fact | None:
    tool = assessment.first("migration_tool")
    if tool is None:
        if not _was_read(assessment, "migration_tool"):
            return None
        language = assessment.first("languages")
        return _renamed("migration_tool", language, "none", "no migrations were found")
    answer = _TOOLS.get(tool.name, "other")
    if tool.name == "alembic" and any(
        "flask" in fact.value.lower() for fact in assessment.of("migration_tool")
    ):
        answer = "flask"
    return _renamed("migration_tool", tool, answer)


def _data_services(assessment: Assessment) -> Fact | None:
    known = {*DATABASES, *CACHES}
    services = [
        fact
        for kind in ("databases", "caches")
        for fact in assessment.of(kind)
        if fact.value.startswith("service ") and fact.name in known
    ]
    names = list(dict.fromkeys(fact.value.removeprefix("service ") for fact in services))
    return _renamed("data_services", services[0], " ".join(names)) if services else None


def _forge(assessment: Assessment) -> Fact | None:
    names = {"gitlab": "gitlab", "github-actions": "github"}
    return next(
        (
            _renamed("forge", fact, names[fact.name])
            for fact in assessment.of("ci")
            if fact.name in names
        ),
        None,
    )
