"""Tasks that a person can call, and the command that runs the whole test suite.

The suite's command is the one that the repo states: a task, a script, a document, a CI step. What a
framework would usually be called with is never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from groundplan.assess.data_files import line_with
from groundplan.assess.manifests import MANIFESTS
from groundplan.assess.places import Place
from groundplan.assess.stacks import Stack
from groundplan.assess.stacks.languages import SUFFIXES
from groundplan.assess.suite_commands import (
    PREFIX,
    PYTHON_SCRIPTS,
    RUNNER,
    SCRIPTS,
    TASK_CALL,
    TEST_NAMES,
    python_suites,
    recipe_runs,
    runs_suite,
)
from groundplan.assess.task_files import (
    CI_FILES,
    DOCUMENTED,
    JUSTFILES,
    MAKEFILES,
    TASKFILES,
    Written,
)
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout

_LARGE = re.compile(r"e2e|integration")
_MEASURED = re.compile(r"(?:^|\s)(?:coverage run|--cov\S*|--junit\S*)(?=\s|$)")
_FORWARDED = re.compile(
    r"\s(?:--filter|-F|--workspace|-w|--prefix|--cwd)[ =]|^yarn workspace\s|^cd \S+ && "
)
"""A script that leaves the tests to one package of several."""
_ASSIGNED = re.compile(r"^(?:[A-Za-z_]\w*=(?:\"[^\"]*\"|'[^']*'|\S*)\s+)+")
_SCRIPT_FOLDERS = ("", "scripts", "script", "bin", "tools", "ci", "dev", "hack")
_SCRIPT_NAMES = re.compile(r"(?:run|ci)[-_]?tests?|tests?[-_](?:run|start)", re.I)


@dataclass(frozen=True)
class Candidate:
    """A way to run the tests, how much it counts (less is better), and its place."""

    rank: int
    command: str
    why: str
    path: str
    line: int


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield tasks, package scripts and the commands that run the suite, best first by rank."""
    for want in (MAKEFILES, JUSTFILES, TASKFILES):
        for file, tasks in checkout.read(want):
            for task in tasks:
                yield Fact("make_targets", task.call, file.folder, file.path, task.line)
    for file, manifest in checkout.read(MANIFESTS):
        if manifest.format == "package.json":
            for name, _, line in manifest.scripts:
                yield Fact("package_scripts", name, manifest.name, file.path, line)
        else:
            for name, target, line in manifest.scripts:
                yield Fact("entry_points", name, target, file.path, line)
    best: dict[str, Candidate] = {}
    for candidate in sorted(_candidates(checkout), key=lambda one: (one.rank, one.path, one.line)):
        best.setdefault(candidate.command, candidate)
    for one in _plain_first(list(best.values())):
        yield Fact("test_command", one.command, one.why, one.path, one.line)


def _plain_first(found: list[Candidate]) -> list[Candidate]:
    """Put a command that only adds arguments to another one right after that."""
    order: list[Candidate] = []
    for one in found:
        plain = [other for other in found if one.command.startswith(f"{other.command} ")]
        order += [other for other in plain if other not in order]
        if one not in order:
            order.append(one)
    return order


def _candidates(checkout: Checkout) -> Iterator[Candidate]:
    yield from _tasks(checkout)
    yield from _package_scripts(checkout)
    yield from _python_tasks(checkout)
    if any(
        file.place is Place.TEST and file.suffix in SUFFIXES for file in checkout.files.values()
    ):
        yield from _written(checkout)  # where there is no test, a written command is a wish
    yield from _environments(checkout)
    yield from _scripts(checkout)


def _written(checkout: Checkout) -> Iterator[Candidate]:
    for file, written in checkout.read(DOCUMENTED):
        top = 0 if not file.folder else 3
        for one in written:
            base = (10 if one.block else 16) + top
            yield from _stated(checkout, one, base, f"written in {file.name}", file.path)
    for file, steps in checkout.read(CI_FILES):
        for one in steps:
            yield from _stated(checkout, one, 18, "a CI step", file.path)


def _stated(
    checkout: Checkout, written: Written, base: int, why: str, path: str
) -> Iterator[Candidate]:
    """Yield a written command without the values that it sets: those are nobody's business here."""
    folder = written.folder or path.rpartition("/")[0]
    is_odd = "://" in written.command or "${{" in written.command or "{{" in written.command
    if is_odd or not runs_suite(checkout, written.command, folder):
        return
    assigned = _ASSIGNED.match(written.command)
    set_first = re.findall(r"(\w+)=", assigned[0]) if assigned else []
    command = re.sub(r"(\s(?:-e|--env)[ =]\w+)=\S+", r"\1", _ASSIGNED.sub("", written.command))
    base += 6 * (_LARGE.search(command) is not None) + 14 * _is_elsewhere(checkout, command)
    base += 5 * (_MEASURED.search(command) is not None)
    shown = f"{why}, with {', '.join(set_first)} set" if set_first else why
    if written.folder and written.folder not in (".", ".."):
        command, base = f"(cd {written.folder} && {command})", base + 20
    yield Candidate(base + _rank_of_form(command), command, shown, path, written.line)


def _is_elsewhere(checkout: Checkout, command: str) -> bool:
    """Say whether a package script is called that the root's manifest does not have."""
    call = TASK_CALL.match(PREFIX.sub("", command))
    if call is None or command.split()[0] not in ("npm", "yarn", "pnpm", "bun"):
        return False
    return not any(
        call["name"] == script
        for file, manifest in checkout.read(MANIFESTS)
        if manifest.format == "package.json" and not file.folder
        for script, _, _ in manifest.scripts
    )


def _rank_of_form(command: str) -> int:
    """Weigh a bare runner below what is the repo's own: a script, a task, a container."""
    bare = RUNNER.search(command)
    own = command.startswith("mage ")  # runs targets that the repo wrote, as make does
    return 10 if bare and bare[0].strip() == command and not own else 0


def _tasks(checkout: Checkout) -> Iterator[Candidate]:
    for want in (MAKEFILES, JUSTFILES, TASKFILES):
        for file, tasks in checkout.read(want):
            by_name = {task.name: task for task in tasks}
            for task in tasks:
                if TEST_NAMES.fullmatch(task.name) and recipe_runs(checkout, task, by_name, 0):
                    plain = 0 if task.name in ("test", "tests") else 1
                    deep = 35 if file.folder else 0
                    call = task.call if not file.folder else _inside(task.call, file.folder)
                    yield Candidate(
                        plain + deep, call, f"a task of {file.name}", file.path, task.line
                    )


def _inside(call: str, folder: str) -> str:
    tool, _, rest = call.partition(" ")
    return f"{tool} -C {folder} {rest}" if tool == "make" else f"(cd {folder} && {call})"


def _package_scripts(checkout: Checkout) -> Iterator[Candidate]:
    for file, manifest in checkout.read(MANIFESTS):
        if manifest.format != "package.json":
            continue
        manager = package_manager(checkout, file.folder)
        for name, command, line in manifest.scripts:
            if (
                name in ("test", "tests")
                and "no test specified" not in command
                and command.strip() not in ("", "exit 0", "true")
            ):
                call = f"{manager} test" if name == "test" else f"{manager} run {name}"
                call = call.replace("bun test", "bun run test")
                rank = 2 if not file.folder else 40
                rank += 14 if _FORWARDED.search(command) and not file.folder else 0
                call = call if not file.folder else f"(cd {file.folder} && {call})"
                yield Candidate(rank, call, "a script of package.json", file.path, line)
            elif name in ("test:unit", "test:all", "test:ci", "unit", "test-unit"):
                rank = 6 if not file.folder else 41
                call = f"{manager} run {name}"
                call = call if not file.folder else f"(cd {file.folder} && {call})"
                yield Candidate(rank, call, "a script of package.json", file.path, line)


def _python_tasks(checkout: Checkout) -> Iterator[Candidate]:
    """Yield the tasks that task runners keep in a `pyproject.toml`."""
    for call, name, file in python_suites(checkout):
        rank = (0 if name in ("test", "tests") else 1) + (35 if file.folder else 0)
        shown = call if not file.folder else _inside(call, file.folder)
        line = line_with(file.text, rf"^\s*\"?{re.escape(name)}\"?\s*=", rf"\.{name}\]")
        yield Candidate(rank, shown, "a task of pyproject.toml", file.path, line)


def package_manager(checkout: Checkout, folder: str) -> str:
    """Return the JavaScript package manager of a folder, by the nearest lock file; npm without one."""
    while True:
        base = f"{folder}/" if folder else ""
        for lock, manager in (
            ("pnpm-lock.yaml", "pnpm"),
            ("yarn.lock", "yarn"),
            ("bun.lockb", "bun"),
            ("bun.lock", "bun"),
            ("package-lock.json", "npm"),
        ):
            if base + lock in checkout.files:
                return manager
        if not folder:
            return "npm"
        folder = folder.rpartition("/")[0]


def _environments(checkout: Checkout) -> Iterator[Candidate]:
    for path, tool in (("tox.ini", "tox"), ("noxfile.py", "nox")):
        if path in checkout.files and RUNNER.search(
            checkout.files[path].text.replace('"', " ").replace("session.run(", " ")
        ):
            yield Candidate(32, tool, f"{path} runs the tests", path, 1)


def _scripts(checkout: Checkout) -> Iterator[Candidate]:
    for file, line in chain(checkout.read(SCRIPTS), checkout.read(PYTHON_SCRIPTS)):
        stem = file.name.rpartition(".")[0] if file.suffix else file.name
        if file.suffix == ".py":
            is_main = "/" not in file.path and re.fullmatch(
                r"(?:run_?)?tests?|runtests|test_?runner", stem, re.I
            )
            if is_main:
                yield Candidate(
                    24, f"python {file.path}", "a script that runs the tests", file.path, line
                )
        elif file.folder in _SCRIPT_FOLDERS and (
            TEST_NAMES.fullmatch(stem) or _SCRIPT_NAMES.fullmatch(stem)
        ):
            yield Candidate(33, f"./{file.path}", "a script that runs the tests", file.path, line)


STACK = Stack(
    key="tasks",
    title="Tasks and the command that runs the tests",
    finds=("make_targets", "package_scripts", "entry_points", "test_command"),
    facts=facts,
    wants=(MAKEFILES, JUSTFILES, TASKFILES, CI_FILES, DOCUMENTED, SCRIPTS, PYTHON_SCRIPTS),
)
