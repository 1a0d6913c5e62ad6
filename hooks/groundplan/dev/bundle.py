"""The bundle that lands in repos: the package's modules that run without an installation, as one text.

Its form is described in `loader.py`, which lands beside it. Source text is compressed and written in
hexadecimal lines for two reasons: whole it would be larger than what the usual hook against large files
takes, and no spell checker, formatter, indentation rule or secret scanner finds anything in it. A
group is what is read, compiled and kept at once; comments and docstrings are left out.
"""

from __future__ import annotations

import ast
import io
import tokenize
import zlib
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PACKAGE = Path(__file__).parents[1]
LOADER = Path(__file__).with_name("loader.py")
TARGET = "template/.groundplan"
HEX_COLUMNS = 76
"""How long a line is. Spell checkers know a hash by 32 digits, so no line is shorter."""

# What every call needs, in the order in which the modules need each other.
FIRST = (
    "loader disk shell.sentinel paths event options json_text"
    " payload.senders payload.tools payload.tool_commands payload.reader"
    " payload.reply policy.command_rules policy.table decide"
)
GUARD = (
    FIRST,
    (
        "programs.program_table shell.lexer shell.parser programs.dispatch"
        " shell.interpreter programs.git programs.git_output"
    ),
    "shell.control_flow shell.escapes shell.echo",
    "shell.expansion_lexer shell.expansion shell.variables",
    "policy.path_rules payload.tool_paths policy.messages",
    "programs.interpreters shell.builtins programs.runners",
    "programs.search_patterns programs.output",
    "programs.file_effects programs.file_tools",
    "languages.python_values languages.python_calls languages.python_code",
    "languages.tokens languages.reader languages.calls languages.scripts",
    (
        "windows.common windows.cmdlets windows.powershell windows.text windows.values"
        " windows.methods windows.commands windows.pipelines windows.assignments windows.reader"
    ),
    "programs.git_files programs.git_hooks",
    "policy.name_resolution policy.ambiguity policy.ask_policy",
)
"""Modules of the guard that are needed together, each after those that it needs."""


def template_files() -> dict[str, str]:
    """Return the bundle and its loader, by their paths in this repo.

    Compressors differ from machine to machine: a bundle that holds the same modules stays as it is.
    """
    path = PACKAGE.parents[1] / TARGET / "bundle"
    current = path.read_text(encoding="utf-8") if path.is_file() else ""
    wanted = bundle_text(sources())
    if current and contents(current) == contents(wanted):
        wanted = current
    return {f"{TARGET}/bundle": wanted, f"{TARGET}/loader": LOADER.read_text(encoding="utf-8")}


@cache
def sources() -> Mapping[str, str]:
    """Return the source of each module of the bundle, by its name in the package, as it is kept."""
    return {name: bare(_path(name).read_text(encoding="utf-8")) for name in _guard_modules()}


def bundle_text(modules: Mapping[str, str]) -> str:
    """Return the bundle of some modules."""
    index, body = [], []
    start = 0
    for group in groups(tuple(modules)):
        text = _encoded("\0".join(part for name in group for part in (name, modules[name])))
        index += [f"{name} {start} {len(text)}" for name in group]
        body.append(text)
        start += len(text)
    rest = "\n".join([*index, "", "".join(body)])
    return f"groundplan bundle {__version__} {bundle_hash(rest)}\n{rest}"


def bundle_hash(rest: str) -> str:
    """Return the hash that the first line states of the lines below it."""
    return sha256(rest.encode()).hexdigest()[:40]


def contents(text: str) -> dict[str, tuple[str, ...]]:
    """Return what a bundle holds: its version, and the names and sources of each group.

    Raises:
        ValueError: it is no bundle, or its hash is not that of its lines.
    """
    first, _, rest = text.partition("\n")
    *_, version, stated = first.split()
    if stated != bundle_hash(rest):
        raise ValueError(f"the bundle says {stated}, and its lines are {bundle_hash(rest)}")
    index, _, body = rest.partition("\n\n")
    found: dict[str, tuple[str, ...]] = {"": (version,)}
    for line in index.split("\n"):
        name, start, length = line.split()
        packed = bytes.fromhex(body[int(start) : int(start) + int(length)])
        parts = zlib.decompressobj().decompress(packed).decode().split("\0")
        found[name] = tuple(parts)
    return found


def _encoded(text: str) -> str:
    """Return a group's text as full lines of digits; what follows a compressed text is not read."""
    packed = zlib.compress(text.encode(), 9)
    packed += bytes(-len(packed) % (HEX_COLUMNS // 2))
    digits = packed.hex()
    lines = (digits[at : at + HEX_COLUMNS] for at in range(0, len(digits), HEX_COLUMNS))
    return "".join(f"{line}\n" for line in lines)


def groups(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the modules in groups; a module that belongs to none is one of its own."""
    found = [tuple(f"guard.{name}" for name in group.split()) for group in GUARD]
    grouped = {name for group in found for name in group}
    return [*found, *((name,) for name in names if name not in grouped)]


def _guard_modules() -> list[str]:
    folder = PACKAGE / "guard"
    paths = sorted(path for path in folder.rglob("*.py") if path.name != "__init__.py")
    return [
        path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".") for path in paths
    ]


def _path(name: str) -> Path:
    return PACKAGE / f"{name.replace('.', '/')}.py"


def bare(source: str) -> str:
    """Return a module's source without comments, docstrings and empty lines; it does the same."""
    lines = source.split("\n")
    dropped = {number for node in ast.walk(ast.parse(source)) for number in _doc_lines(node)}
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip()
            dropped |= set() if lines[row - 1] else {row}
        elif token.type == tokenize.NL and not token.line.strip():
            dropped.add(token.start[0])
    return "\n".join(line for number, line in enumerate(lines, 1) if number not in dropped)


def _doc_lines(node: ast.AST) -> set[int]:
    """Return the lines of texts that nothing uses, where the body holds something else."""
    body = getattr(node, "body", None)
    if not isinstance(body, list) or len(body) < 2:
        return set()
    texts = [
        item
        for item in body
        if isinstance(item, ast.Expr)
        and isinstance(item.value, ast.Constant)
        and isinstance(item.value.value, str)
    ]
    if len(texts) == len(body):
        return set()
    return {number for text in texts for number in range(text.lineno, (text.end_lineno or 0) + 1)}
