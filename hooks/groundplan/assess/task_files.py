"""Named tasks and written commands: Makefiles, justfiles, Taskfiles, CI steps, documentation.

Sources (2026-11): the GNU make manual, https://just.systems/man/, https://taskfile.dev, and the
documentation of each CI service. Nothing is run; recipes are text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import join, normpath
from typing import TYPE_CHECKING, Any

from groundplan.assess import data_files
from groundplan.assess.checkout import Want
from groundplan.assess.kit_files import without_kit_blocks
from groundplan.assess.places import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import File

EVERYWHERE = (Place.PRODUCT, Place.DOCS, Place.TEST)


@dataclass(frozen=True)
class Task:
    """A named task: how it is called, what it does, where it stands."""

    call: str
    """What a person types: `make test`, `just test`, `task test`."""
    name: str
    commands: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Written:
    """A command that stands in a CI file or in documentation."""

    command: str
    line: int
    block: bool = True
    """Whether it is a line of a code block or a step, not a word in a sentence."""
    folder: str = ""
    """Where it is run, from the root, where the CI file says so."""


# -- make ------------------------------------------------------------------------------------------

_TARGET = re.compile(
    r"^([A-Za-z0-9][^\s:#=$%]*(?:\s+[A-Za-z0-9][^\s:#=$%]*)*)\s*::?(?!=)([^=;]*)(;.*)?$"
)


_VARIABLE = re.compile(r"\$[({](\w+)[)}]")
MAX_ROUNDS = 6
"""How deep variables of a Makefile that name each other are followed."""


def variables(text: str) -> dict[str, str]:
    """Return what a Makefile assigns to its variables as plain text."""
    found = re.findall(r"^\s*(?:export\s+)?(\w+)\s*[:?]{0,2}=[ \t]*([^\n#]*)", text, re.MULTILINE)
    return {name: value.strip() for name, value in found}


def expanded(line: str, values: dict[str, str]) -> str:
    """Return a recipe's line with its plain variables filled in; unknown ones stay."""
    for _ in range(MAX_ROUNDS):
        after = _VARIABLE.sub(
            lambda found: values.get(found[1], found[0]) if found[1] != "MAKE" else "make", line
        )
        if after == line or len(after) > 2000:
            break
        line = after
    return " ".join(line.split())


def read_makefile(file: File) -> tuple[Task, ...] | None:
    """Return the targets of a Makefile that a person would call, each once."""
    tasks: list[Task] = []
    names: list[str] = []
    recipe: list[str] = []
    start = 0

    values = variables(file.text)

    def close() -> None:
        tasks.extend(Task(f"make {name}", name, tuple(recipe), start) for name in names)

    for number, raw in _logical(file.text):
        if raw.startswith("\t"):
            if names:
                recipe.append(expanded(raw.strip().lstrip("@-+").strip(), values))
            continue
        if match := _TARGET.match(raw.partition("#")[0].rstrip()):  # the rest says what it is for
            close()
            names, recipe, start = match[1].split(), [], number
            names = [
                name
                for name in names
                if not name.startswith(".") and "/" not in name and "." not in name
            ]
            if match[3]:
                recipe.append(match[3].lstrip("; @-+"))
            recipe += [
                f"make {other}" for other in match[2].split() if re.fullmatch(r"[\w-]+", other)
            ]
        elif raw.strip() and not raw.startswith("#"):
            close()
            names, recipe = [], []
    close()
    found: dict[str, Task] = {}
    for task in tasks:
        if task.name not in found or (task.commands and not found[task.name].commands):
            found[task.name] = task
    return tuple(found.values())


def _logical(text: str) -> Iterator[tuple[int, str]]:
    pending, start = "", 0
    for number, line in enumerate(text.split("\n"), 1):
        start = start if pending else number
        if line.endswith("\\"):
            pending += line[:-1] + " "
            continue
        yield start, pending + line
        pending = ""
    if pending:
        yield start, pending


MAKEFILES = Want(read_makefile, suffixes=(".mk",), names=("makefile", "gnumakefile"))


# -- just, task, and others ------------------------------------------------------------------------


def read_justfile(file: File) -> tuple[Task, ...] | None:
    """Return the recipes of a justfile."""
    found: list[Task] = []
    lines = file.text.split("\n")
    for number, line in enumerate(lines, 1):
        match = re.match(r"@?([A-Za-z_][\w-]*)((?:\s+[^:=]+)?)\s*:(?!=)(.*)$", line)
        if match is None or match[1] in ("set", "alias", "import", "mod", "export"):
            continue
        commands = []
        for below in lines[number:]:
            if below.strip() and not below[:1].isspace():
                break
            if below.strip():
                commands.append(below.strip().lstrip("@-"))
        commands += [f"just {other}" for other in re.findall(r"[\w-]+", match[3].split("#")[0])]
        if not match[1].startswith("_"):
            found.append(Task(f"just {match[1]}", match[1], tuple(commands), number))
    return tuple(found)


def read_taskfile(file: File) -> tuple[Task, ...] | None:
    """Return the tasks of a Taskfile.

    Raises:
        Unreadable: it is not YAML.
    """
    found = []
    for document in data_files.yaml_documents(file):
        tasks = document.get("tasks") if isinstance(document, dict) else None
        for name, task in tasks.items() if isinstance(tasks, dict) else ():
            commands = (
                task if isinstance(task, list | str) else _get(task, "cmds") or _get(task, "cmd")
            )
            texts = [commands] if isinstance(commands, str) else commands or []
            plain = [
                one
                if isinstance(one, str)
                else str(_get(one, "cmd") or f"task {_get(one, 'task')}")
                for one in texts
            ]
            found.append(Task(f"task {name}", str(name), tuple(plain), getattr(name, "line", 1)))
    return tuple(found)


def _get(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


JUSTFILES = Want(read_justfile, names=("justfile", ".justfile"), suffixes=(".just",))
TASKFILES = Want(
    read_taskfile,
    names=("taskfile.yml", "taskfile.yaml", "taskfile.dist.yml", "taskfile.dist.yaml"),
)


# -- CI --------------------------------------------------------------------------------------------

_STEP_KEYS = ("run", "script", "before_script", "command", "commands", "steps", "install", "bash")


def read_ci(file: File) -> tuple[Written, ...] | None:
    """Return the commands that a CI file runs.

    Raises:
        Unreadable: it is not YAML.
    """
    path = file.path.lower()
    is_ci = path.startswith(
        (".github/workflows/", ".github/actions/", ".circleci/")
    ) or file.name.lower() in (
        ".gitlab-ci.yml",
        ".travis.yml",
        "azure-pipelines.yml",
        ".drone.yml",
        ".woodpecker.yml",
        "bitbucket-pipelines.yml",
    )
    if not is_ci:
        return None
    found: list[Written] = []
    for document in data_files.yaml_documents(file):
        _steps(document, found, 0)
    return tuple(found)


def _steps(value: Any, found: list[Written], depth: int, folder: str = "") -> None:
    if depth > 40:
        return
    if isinstance(value, dict):
        folder = _working_folder(value) or folder
        for key, inner in value.items():
            if key in _STEP_KEYS:
                _commands(inner, found, folder)
            _steps(inner, found, depth + 1, folder)
    elif isinstance(value, list):
        for inner in value:
            _steps(inner, found, depth + 1, folder)


def _working_folder(table: dict[Any, Any]) -> str:
    """Return the folder that a step, or the defaults of a job or a workflow, are run in."""
    defaults = table.get("defaults")
    run = defaults.get("run") if isinstance(defaults, dict) else None
    for place in (table, run if isinstance(run, dict) else {}):
        named = place.get("working-directory") or place.get("working_directory")
        if isinstance(named, str):
            return named.strip().removeprefix("./").strip("/").replace("~/project/", "")
    return ""


def _commands(value: Any, found: list[Written], folder: str) -> None:
    if isinstance(value, list):
        for inner in value:
            if isinstance(inner, str):
                _commands(inner, found, folder)
    elif isinstance(value, str):
        start = getattr(value, "line", 1)
        several = "\n" in value.strip()
        joined = value.replace("\\\n", " ")
        for offset, line in enumerate(joined.split("\n")):
            if moved := re.match(r"\s*cd\s+([\w./-]+)\s*$", line):
                folder = normpath(join(folder, moved[1])).removeprefix(".")
            elif line.strip():
                text = " ".join(line.split())
                found.append(Written(text, start + offset + several, folder=folder))


CI_FILES = Want(
    read_ci,
    suffixes=(".yml", ".yaml"),
    needles=(b"run:", b"script:", b"command:", b"commands:", b"steps:", b"bash:"),
)


# -- documentation ---------------------------------------------------------------------------------

_FENCE = re.compile(r"^\s*(```+|~~~+)\s*(\S*)")
_SHELLS = (
    "",
    "sh",
    "bash",
    "shell",
    "console",
    "zsh",
    "text",
    "shell-session",
    "terminal",
    "cmd",
    "powershell",
)


def read_documented(file: File) -> tuple[Written, ...] | None:
    """Return the commands of a document: lines of code blocks, and code inside sentences."""
    found: list[Written] = []
    fence, language = "", ""
    previous_blank, in_indented = True, False
    for number, line in enumerate(without_kit_blocks(file.text).split("\n"), 1):
        marker = _FENCE.match(line)
        if marker and (not fence or marker[1].startswith(fence)):
            fence, language = ("", "") if fence else (marker[1][:3], marker[2].lower().strip("{}."))
            continue
        if fence:
            if language.split(",")[0] in _SHELLS:
                found += _typed(line, number)
            continue
        indented = line.startswith(("    ", "\t"))
        in_indented = indented and (previous_blank or in_indented)
        if in_indented:
            found += _typed(line, number)
        else:
            found += [
                Written(text, number, block=False)
                for text in re.findall(r"(?<!`)`{1,2}([^`\n]+)`{1,2}(?!`)", line)
            ]
        previous_blank = not line.strip()
    return tuple(found)


def _typed(line: str, number: int) -> list[Written]:
    text = re.sub(r"^(?:\([\w.-]+\)\s*)?(?:[\w.-]+@[\w.-]+[^$#]*)?[$>%]\s+", "", line.strip())
    text = re.sub(r"\s+#\s.*$", "", text)
    return [Written(" ".join(text.split()), number)] if text and not text.startswith("#") else []


DOCUMENTED = Want(
    read_documented,
    names=(
        "readme*",
        "contributing*",
        "development*",
        "developing*",
        "testing*",
        "hacking*",
        "install*",
        "agents.md",
        "claude.md",
        "tests.md",
        "test.md",
    ),
    needles=(b"test", b"check", b"spec", b"make ", b"run "),
    places=EVERYWHERE,
)
