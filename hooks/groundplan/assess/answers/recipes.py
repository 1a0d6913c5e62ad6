"""What a command comes to: a task, a script or a target followed to the line that starts the tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from groundplan.assess.manifests import MANIFESTS
from groundplan.assess.suite_commands import RUNNER, runner_tasks
from groundplan.assess.task_files import JUSTFILES, MAKEFILES, TASKFILES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout

MAX_DEPTH = 6
_CONTAINER = re.compile(
    r"(?:^|\s)(?:sudo\s+)?(?:docker[ -]compose|podman[ -]compose|docker|podman)\s+(?P<global>(?:-\S+(?:[ =](?!exec|run)\S+)?\s+)*?)(?P<verb>run|exec)\s+(?P<rest>.+)$"
)
_TAKES_VALUE = frozenset(
    ["-e", "--env", "-u", "--user", "-w", "--workdir", "-v", "--volume", "--name", "-p", "--publish",
     "--entrypoint", "--index", "--env-file", "--network", "-l", "--label", "--profile"]
)  # fmt: skip
_ASSIGNED = re.compile(r"^(?:[A-Za-z_]\w*=(?:\"[^\"]*\"|'[^']*'|\S*)\s+)+")
_SCRIPT_CALL = re.compile(
    r"^(?:npm|pnpm|yarn|bun)\s+(?:--silent\s+|-s\s+)?(?:run(?:-script)?\s+)?(?P<name>[\w:.-]+)(?P<args>.*)$"
)
_TASK_CALL = re.compile(
    r"^(?P<tool>make|just|task|\$\(MAKE\)|\$\{MAKE\})\s+(?P<options>(?:-[sk]\s+|--\S+\s+|-C\s*\S+\s+)*)(?P<name>[\w:./-]+)"
)
_FOLDER = re.compile(r"^\(?\s*cd\s+(?P<folder>[\w./-]+)\s*(?:&&|;)\s*(?P<rest>.*?)\)?$")
_PREFIX = re.compile(r"(?:uv|poetry|pipenv|pdm|hatch|rye|pixi)\s+run\s+(?:--?[\w-]+(?:=\S+)?\s+)*")
_PYTHON = re.compile(r"(?:py\.?test|python[\d.]*|coverage|\S*manage\.py)\b")
UNKNOWN = re.compile(r"\$[({\w]")


class Started(NamedTuple):
    """A line that starts tests, and where: in a folder, perhaps in a container of a service."""

    line: str
    folder: str
    service: str = ""


def started_by(checkout: Checkout, command: str, folder: str = "") -> list[Started]:
    """Return the lines with which a command starts tests, in their order.

    Args:
        checkout: the repo.
        command: as the repo states it.
        folder: where it is called, from the root.
    """
    return list(_follow(checkout, command.strip(), folder, "", 0))


def _follow(
    checkout: Checkout, command: str, folder: str, service: str, depth: int
) -> Iterator[Started]:
    if depth > MAX_DEPTH or not command:
        return
    if moved := _FOLDER.match(command):
        below = _joined(folder, moved["folder"])
        yield from _follow(checkout, moved["rest"], below, service, depth + 1)
        return
    parts = [part.strip() for part in re.split(r"\s*(?:&&|;)\s*", command) if part.strip()]
    if len(parts) > 1:
        for part in parts:
            yield from _follow(checkout, part, folder, service, depth + 1)
        return
    bare = _ASSIGNED.sub("", command)
    inside, named = out_of_container(bare)
    if named:
        yield from _follow(checkout, inside, folder, named, depth + 1)
        return
    called = list(_called(checkout, bare, folder))
    if called:
        for line, where in called:
            yield from _follow(checkout, line, where, service, depth + 1)
    elif RUNNER.search(bare):
        yield Started(bare, folder, service)


def out_of_container(command: str) -> tuple[str, str]:
    """Return what a `docker compose run` or `exec` starts, and its service; the command else."""
    found = _CONTAINER.search(command)
    if not found:
        return command, ""
    words = found["rest"].split()
    while words and words[0].startswith("-"):
        option = words.pop(0)
        if option in _TAKES_VALUE and words:
            words.pop(0)
    if len(words) < 2:
        return command, ""
    inside = " ".join(words[1:])
    shell = re.match(r"(?:ba|z)?sh\s+-\w*c\s+(['\"])(?P<text>.*)\1$", inside)
    return (shell["text"] if shell else inside), words[0]


def _joined(folder: str, path: str) -> str:
    from posixpath import join, normpath

    whole = normpath(join(folder, path))
    return "" if whole == "." or whole.startswith("..") else whole


def _called(checkout: Checkout, command: str, folder: str) -> Iterator[tuple[str, str]]:
    """Yield (line, folder) of what a task, script or file of the repo consists of."""
    if task := _TASK_CALL.match(command):
        yield from _task_lines(checkout, task["tool"], task["options"], task["name"], folder)
    elif script := _SCRIPT_CALL.match(command):
        yield from _script_lines(checkout, script["name"], folder)
    else:
        prefix = _PREFIX.match(command)
        start = prefix[0] if prefix else ""
        bare = command[len(start) :]
        for line, where in (
            *_own_tasks(checkout, bare, folder),
            *_file_lines(checkout, bare, folder),
        ):
            is_started = not start or _PREFIX.match(line) or not _PYTHON.match(line)
            yield (line if is_started else start + line), where


def _task_lines(
    checkout: Checkout, tool: str, options: str, name: str, folder: str
) -> Iterator[tuple[str, str]]:
    want = {"just": JUSTFILES, "task": TASKFILES}.get(tool, MAKEFILES)
    moved = re.search(r"-C\s*(\S+)", options)
    where = _joined(folder, moved[1]) if moved else folder
    for file, tasks in checkout.read(want):
        if file.folder == where or (want is MAKEFILES and file.suffix == ".mk"):
            for task in tasks:
                if task.name == name:
                    for line in task.commands:
                        yield line, where


def _script_lines(checkout: Checkout, name: str, folder: str) -> Iterator[tuple[str, str]]:
    for file, manifest in checkout.read(MANIFESTS):
        if manifest.format == "package.json" and file.folder == folder:
            for script, command, _ in manifest.scripts:
                if script == name:
                    yield command, folder


def _own_tasks(checkout: Checkout, command: str, folder: str) -> Iterator[tuple[str, str]]:
    for file, manifest in checkout.read(MANIFESTS):
        if manifest.format == "pyproject" and file.folder == folder:
            for call, line in runner_tasks(manifest.data.get("tool")):
                if command == call or command.startswith(f"{call} "):
                    yield line, folder


def _file_lines(checkout: Checkout, command: str, folder: str) -> Iterator[tuple[str, str]]:
    words = re.sub(r"^(?:ba|z)?sh\s+", "", command).split()
    path = _joined(folder, words[0]) if words else ""
    file = checkout.files.get(path)
    if file is None or file.suffix == ".py" or "/" not in words[0]:
        return
    for line in file.text.split("\n"):
        code = line.strip()
        if not code.startswith("#") and RUNNER.search(code):
            yield re.sub(r'\s*"?\$(?:@|\*|\{@\})"?', "", code), folder
