"""How the database is migrated: the tool, and the command with what starts it in this repo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.answers.evidence import CI_FOLDERS, answer, decides, deciding, was_read
from groundplan.assess.answers.one_test import python_prefix
from groundplan.assess.answers.recipes import UNKNOWN, out_of_container
from groundplan.assess.task_files import CI_FILES, DOCUMENTED, JUSTFILES, MAKEFILES, TASKFILES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout
    from groundplan.core.model import Assessment, Fact

_TOOLS = {
    "alembic": "alembic",
    "django": "django",
    "prisma": "prisma",
    "rails": "rails",
    "typeorm": "typeorm",
    "knex": "knex",
}
_START = r"(?:(?:uv|poetry|pdm|pipenv|hatch)\s+run\s+|bundle\s+exec\s+|npx\s+|yarn\s+|pnpm\s+(?:exec\s+)?|bunx\s+)?"
_COMMANDS = {
    "alembic": rf"{_START}(?:python\s+-m\s+)?alembic(?:\s+-c\s+\S+)?\s+upgrade\s+heads?",
    "flask": rf"{_START}(?:python\s+-m\s+)?flask\s+(?:--app\s+\S+\s+)?db\s+upgrade",
    "django": rf"{_START}(?:python[\d.]*\s+)?\S*manage\.py\s+migrate",
    "prisma": rf"{_START}prisma\s+migrate\s+deploy",
    "rails": r"(?:bundle\s+exec\s+|bin/)?(?:rails|rake)\s+db:migrate",
    "typeorm": rf"{_START}typeorm\s+migration:run",
    "knex": rf"{_START}knex\s+migrate:latest",
}
_REVISION = {
    "alembic": ("upgrade head", "revision --autogenerate -m {message}"),
    "flask": ("db upgrade", "db migrate -m {message}"),
    "django": ("migrate", "makemigrations --name {message}"),
    "prisma": ("migrate deploy", "migrate dev --name {message}"),
    "rails": ("db:migrate", "generate migration {message}"),
    "typeorm": ("migration:run", "migration:generate {message}"),
    "knex": ("migrate:latest", "migrate:make {message}"),
}


def migration_answers(checkout: Checkout, assessment: Assessment, one_test: str) -> Iterator[Fact]:
    """Yield the tool, and its commands where they are not the tool's own as the set-up knows them."""
    fact = next(iter(deciding(assessment, "migration_tool", checkout)), None)
    if fact is None:
        if was_read(assessment, "migration_tool"):
            yield answer("migration_tool", "none", "no migrations were found")
        return
    tool = _TOOLS.get(fact.name, "other")
    is_flask = any("flask" in one.value.lower() for one in assessment.of("migration_tool"))
    if tool == "alembic" and is_flask:
        tool = "flask"
    why = fact.value if tool != "other" else f"{fact.name}: {fact.value}"
    yield answer("migration_tool", tool, why or fact.name, fact)
    if tool == "other":
        yield from _own_targets(checkout)
    if tool in _COMMANDS:
        yield from _commands(checkout, tool, one_test, fact)


_MIGRATE = re.compile(r"(?:db[-_:])?migrate(?:[-_:]?up)?|migrations?[-_:](?:up|run)", re.I)


def _own_targets(checkout: Checkout) -> Iterator[Fact]:
    """Yield the repo's own task that runs the migrations, where the tool is none of the known."""
    for want in (MAKEFILES, JUSTFILES, TASKFILES):
        for file, tasks in checkout.read(want):
            for task in tasks if not file.folder else ():
                if _MIGRATE.fullmatch(task.name):
                    place = _place(file.path, task.line)
                    yield answer("migrate_command", task.call, f"a task of {file.name}", place)
                    return


def _commands(checkout: Checkout, tool: str, one_test: str, fact: Fact) -> Iterator[Fact]:
    command, shown = _stated(checkout, tool) or _started_as_tests(checkout, tool, one_test, fact)
    if not command:
        return
    head, tail = _REVISION[tool]
    yield answer("migrate_command", command, shown.value, shown)
    revision = re.sub(rf"{head}s?$", lambda _: tail, command)
    yield answer("revision_command", revision, shown.value, shown)


def _stated(checkout: Checkout, tool: str) -> tuple[str, Fact] | None:
    """Return the command as the repo's tasks, CI or root documents run it."""
    pattern = re.compile(_COMMANDS[tool])
    for line, why, path, number in _lines(checkout):
        inside = out_of_container(line)[0]
        found = pattern.search(inside)
        if found and not UNKNOWN.search(found[0]):
            command = " ".join(found[0].split())
            return command, answer("", "", why, _place(path, number))
    return None


def _place(path: str, line: int) -> Fact:
    from groundplan.core.model import Fact

    return Fact("", "", "", path, line)


def _lines(checkout: Checkout) -> Iterator[tuple[str, str, str, int]]:
    for want in (MAKEFILES, JUSTFILES, TASKFILES):
        for file, tasks in checkout.read(want):
            for task in tasks if decides(file.path, checkout) else ():
                for command in task.commands:
                    yield command, f"a task of {file.name}", file.path, task.line
    for file, steps in checkout.read(CI_FILES):
        if file.path.startswith(CI_FOLDERS) or not file.folder:
            for step in steps:
                yield step.command, "a CI step", file.path, step.line
    for file, written in checkout.read(DOCUMENTED):
        if not file.folder:
            for one in written:
                yield one.command, f"written in {file.name}", file.path, one.line


def _started_as_tests(checkout: Checkout, tool: str, one_test: str, fact: Fact) -> tuple[str, Fact]:
    """Return the tool's usual command with the prefix that starts the tests."""
    started = re.match(r"(?:uv|poetry|pdm|pipenv|hatch) run ", one_test)
    is_python = re.search(r"\bpy\.?test\b|\bpython", one_test)
    prefix = started[0] if started else "" if is_python else python_prefix(checkout)
    usual = {"alembic": "alembic upgrade head", "flask": "flask db upgrade"}.get(tool, "")
    if tool == "django" and (found := re.match(r"(?P<start>.*manage\.py) test$", one_test)):
        command = f"{found['start']} migrate"
        is_usual = command == "python manage.py migrate"
        return "" if is_usual else command, answer("", "", "started as the tests are", fact)
    if tool == "django":
        manage = next(
            (
                path
                for path in checkout.files
                if path.endswith("manage.py") and decides(path, checkout)
            ),
            "manage.py",
        )
        usual = f"python {manage}" + " migrate"
        prefix = "" if not prefix and manage == "manage.py" else prefix
        if not prefix and manage == "manage.py":
            return "", fact
    elif not prefix:
        return "", fact
    return (prefix + usual if usual else ""), answer("", "", "started as the tests are", fact)
