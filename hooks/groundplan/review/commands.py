"""The commands that a file holds: in scripts, recipes, CI steps, image builds and package scripts.

Prose is never a command: a file of another kind holds none. A command keeps the lines it stands on,
so that only what a diff adds is judged, and the whole of it where only one of its lines is new.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

SHELL_SUFFIXES = {".sh", ".bash", ".zsh", ".ksh", ".command"}
SHELL_NAMES = {".bashrc", ".bash_profile", ".profile", ".zshrc", ".envrc", "PKGBUILD"}
HOOK_FOLDERS = (".husky/", ".githooks/", ".clinerules/hooks/")
SHEBANG = re.compile(r"#!\s*\S*?(?:/env\s+(?:-S\s+)?)?(?:\S*/)?(?:ba|da|z|k|a)?sh\b")
CI_KEYS = ("run", "script", "before_script", "after_script", "bash", "pwsh", "powershell")
POWERSHELLS = ("pwsh", "powershell")
OTHER_SHELLS = ("python", "perl", "node", "ruby")


@dataclass(frozen=True)
class Command:
    """Text that a shell runs, and the first and last line that it stands on, from 1."""

    text: str
    first: int
    last: int
    shell: str = "sh"
    """`sh`, `powershell` or `cmd`."""


def commands_in(path: str, text: str) -> list[Command]:
    """Return the commands of a file, by its name and, where that tells nothing, its first line.

    A file that can't be parsed holds none: what reads it reports that.
    """
    reader = _reader(path, text)
    return list(reader(text)) if reader else []


def may_hold_commands(path: str) -> bool:
    """Say whether a file's text has to be read: its name is one of ours, or has no suffix at all."""
    return _reader(path, "") is not None or not PurePosixPath(path).suffix


def _reader(path: str, text: str) -> Any:
    name = PurePosixPath(path).name
    suffix = PurePosixPath(path).suffix.lower()
    if name == "package.json":
        return _package_scripts
    if (
        name in ("Makefile", "makefile", "GNUmakefile")
        or suffix == ".mk"
        or name.startswith("Makefile.")
    ):
        return _recipes
    if name.lower().startswith(("dockerfile", "containerfile")) or suffix in (
        ".dockerfile",
        ".containerfile",
    ):
        return _image_steps
    if _is_ci(path, name, suffix):
        return _ci_steps
    if suffix == ".ps1":
        return _powershell
    if suffix in (".bat", ".cmd"):
        return _batch
    if suffix in SHELL_SUFFIXES or name in SHELL_NAMES or SHEBANG.match(text):
        return _script
    if not suffix and any(f"/{folder}" in f"/{path}" for folder in HOOK_FOLDERS):
        return _script
    return None


def _is_ci(path: str, name: str, suffix: str) -> bool:
    if suffix not in (".yml", ".yaml"):
        return False
    return (
        f"/{path}".find("/.github/workflows/") >= 0
        or name in ("action.yml", "action.yaml", "azure-pipelines.yml", "bitbucket-pipelines.yml")
        or name.endswith((".gitlab-ci.yml", ".gitlab-ci.yaml"))
        or path.startswith((".circleci/", ".gitlab/ci/"))
    )


# -- scripts -------------------------------------------------------------------------------------


def _script(text: str) -> Iterator[Command]:
    yield Command(text, 1, text.count("\n") + 1)


def _powershell(text: str) -> Iterator[Command]:
    yield Command(text, 1, text.count("\n") + 1, "powershell")


def _batch(text: str) -> Iterator[Command]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not re.match(r"\s*(?:::|@?rem\b)", line, re.IGNORECASE):
            yield Command(line.lstrip(" \t@"), number, number, "cmd")


# -- Makefiles -----------------------------------------------------------------------------------

MAKE_VARIABLE = re.compile(
    r"^(?:export\s+|override\s+)*([A-Za-z_][\w.-]*)\s*(?:::?:?|\?|\+)?=\s*(.*)$"
)
MAKE_REFERENCE = re.compile(r"\$\$|\$[({]([A-Za-z_][\w.-]*)[)}]|\$([A-Za-z_])")
MAKE_FUNCTION = re.compile(r"(?<!\$)\$[({][a-z-]+\s(?:[^(){}]|\$[({][^(){}]*[)}])*[)}]")
EXPANSION_ROUNDS = 5
EXPANSION_LIMIT = 4_000
"""Characters of an expanded recipe line: variables that name each other must not grow without end."""


def _recipes(text: str) -> Iterator[Command]:
    """Yield the lines of recipes as the shell gets them, with the file's own variables filled in."""
    logical = list(_joined(text, "\\"))
    variables = {
        match[1]: match[2][:EXPANSION_LIMIT]
        for line, _, _ in logical
        if not line.startswith("\t") and (match := MAKE_VARIABLE.match(line))
    }
    in_rule = False
    for line, first, last in logical:
        if line.startswith("\t"):
            if in_rule and (command := line.lstrip("\t @-+")):
                yield Command(_expanded(command, variables), first, last)
            continue
        if line.strip() and not line.startswith("#"):
            in_rule = bool(re.match(r"[^=]*:(?!=)", line)) and not MAKE_VARIABLE.match(line)
            # target: prerequisites ; command
            head, mark, tail = line.partition(";")
            if in_rule and mark and "#" not in head:
                yield Command(_expanded(tail.strip(), variables), first, last)


def _joined(text: str, mark: str) -> Iterator[tuple[str, int, int]]:
    """Yield logical lines with the first and last line that each stands on."""
    held: list[str] = []
    first = 1
    for number, line in enumerate(text.split("\n"), 1):
        if not held:
            first = number
        if line.endswith(mark):
            held.append(line[: -len(mark)])
            continue
        yield " ".join([*held, line]) if held else line, first, number
        held = []
    if held:
        yield " ".join(held), first, text.count("\n") + 1


def _expanded(command: str, variables: dict[str, str]) -> str:
    for _ in range(EXPANSION_ROUNDS):
        grown = MAKE_REFERENCE.sub(
            lambda match: variables.get(match[1] or match[2] or "", match[0]), command
        )
        if grown == command or len(grown) > EXPANSION_LIMIT:
            break
        command = grown
    # What is left is unknown to the file: a variable for the shell, whatever make would say.
    command = MAKE_FUNCTION.sub("${MAKE_VALUE}", command.replace("$(shell ", "$$("))
    return MAKE_REFERENCE.sub(
        lambda match: "$" if match[0] == "$$" else f"${{{match[1] or match[2]}}}", command
    )


# -- CI ------------------------------------------------------------------------------------------


def _ci_steps(text: str) -> Iterator[Command]:
    """Yield the texts under `run:`, `script:` and the like, with the lines that they stand on."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        tree = yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, RecursionError):
        return
    yield from _ci_node(tree, set())


def _ci_node(node: Any, seen: set[int]) -> Iterator[Command]:
    import yaml

    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _ci_node(item, seen)
    if not isinstance(node, yaml.MappingNode):
        return
    words = {key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)}
    named = words.get("shell")
    language = named.value.split()[0] if isinstance(named, yaml.ScalarNode) and named.value else ""
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value in CI_KEYS:
            shell = "powershell" if {language, key.value} & set(POWERSHELLS) else language or "sh"
            yield from _ci_texts(value, "cmd" if shell == "cmd" else shell)
        yield from _ci_node(value, seen)


def _ci_texts(node: Any, shell: str) -> Iterator[Command]:
    import yaml

    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _ci_texts(item, shell)
    elif isinstance(node, yaml.ScalarNode) and not shell.startswith(OTHER_SHELLS):
        block = node.style in ("|", ">")
        first = node.start_mark.line + (2 if block else 1)
        last = max(first, node.end_mark.line + (0 if block else 1))
        # `${{ … }}` is filled in before a shell sees it: something that nobody knows here.
        text = re.sub(r"\$\{\{.*?\}\}", "${CI_VALUE}", node.value, flags=re.DOTALL)
        known = shell if shell in ("powershell", "cmd") else "sh"
        yield Command(text, first, last, known)


# -- images --------------------------------------------------------------------------------------

HEREDOC = re.compile(r"<<-?\s*([\"']?)(\w+)\1")


def _image_steps(text: str) -> Iterator[Command]:
    """Yield what `RUN` starts: shell form, JSON form and here-documents; flags of RUN left out."""
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        match = re.match(r"\s*(?:ONBUILD\s+)?RUN\s+(.*)", lines[number], re.IGNORECASE)
        first = number + 1
        number += 1
        if not match:
            continue
        parts = [match[1]]
        while parts[-1].rstrip().endswith("\\") and number < len(lines):
            parts[-1] = parts[-1].rstrip()[:-1]
            # Comments between continued lines are no part of the command.
            if not lines[number].lstrip().startswith("#"):
                parts.append(lines[number])
            else:
                parts[-1] += "\\"
            number += 1
        command = re.sub(r"^(?:--\w+=\S+\s+)+", "", " ".join(parts).strip())
        document = HEREDOC.search(command)
        if document:
            body = []
            while number < len(lines) and lines[number].strip() != document[2]:
                body.append(lines[number])
                number += 1
            number = min(number + 1, len(lines))  # one that never ends takes the rest
            before = command[: document.start()].strip()
            command = "\n".join(body) if not before else "\n".join([command, *body, document[2]])
        yield Command(_json_form(command) or command, first, number)


def _json_form(command: str) -> str:
    import shlex

    if not command.startswith("["):
        return ""
    try:
        words = json.loads(command)
    except ValueError:
        return ""
    is_words = isinstance(words, list) and all(isinstance(word, str) for word in words)
    return shlex.join(words) if is_words else ""


# -- package scripts -----------------------------------------------------------------------------


def _package_scripts(text: str) -> Iterator[Command]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return
    scripts = data.get("scripts") if isinstance(data, dict) else None
    if not isinstance(scripts, dict):
        return
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if re.search(r'"scripts"\s*:', line)), 0)
    for name, command in scripts.items():
        if isinstance(command, str):
            place = _line_of(lines, start, json.dumps(name), json.dumps(name, ensure_ascii=False))
            yield Command(command, place, place)


def _line_of(lines: list[str], start: int, *keys: str) -> int:
    for number in range(start, len(lines)):
        for key in keys:
            if re.search(re.escape(key) + r"\s*:", lines[number]):
                return number + 1
    return start + 1
