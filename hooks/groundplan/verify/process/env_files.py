"""The repo's env files: which there are, and the values in them, in memory only."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from groundplan.core import io
from groundplan.core.errors import Stop
from groundplan.core.git import git_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LARGEST_ENV_FILE = 1 << 20
DEEPEST = 6
_NOT_OURS = frozenset(
    {".git", ".hg", ".svn", "node_modules", ".venv", "venv", "vendor", ".tox", "__pycache__"}
)
EXAMPLES = (".example", ".sample", ".template", ".dist")
_ASSIGNMENT = re.compile(r"(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*[=:][ \t]*(.*)", re.S)
# What a backslash makes in double quotes, as dotenv libraries and shells read it.
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}


def is_env_file(name: str) -> bool:
    """Say whether a file of this name holds real values, and not an example's."""
    lower = name.lower()
    if lower.endswith(EXAMPLES):
        return False
    return lower in (".env", ".envrc") or lower.startswith(".env.") or lower.endswith(".env")


def env_files(root: Path) -> Iterator[Path]:
    """Return the env files of a repo, ignored by git or not, also those that are links."""
    top = str(root)
    for folder, folders, files in os.walk(top):
        deep = folder.count(os.sep) - top.count(os.sep)
        folders[:] = sorted(set(folders) - _NOT_OURS) if deep < DEEPEST else []
        for name in sorted(files):
            path = root.joinpath(folder, name)
            if is_env_file(name) and path.is_file():
                yield path


def private_files(root: Path) -> list[Path]:
    """Return the env files that git does not track.

    What git tracks is no secret, and whoever wrote it would choose what is masked. A link that leads
    out of the repo counts where git does not track it: work trees share one env file that way.
    """
    found = list(env_files(root))
    names = [os.fsencode(path.relative_to(root)) for path in found]
    if not names:
        return []
    listed = git_bytes("ls-files", "-z", "--", *map(os.fsdecode, names), cwd=root) or b""
    tracked = frozenset(listed.split(b"\0"))
    return [path for path, name in zip(found, names, strict=True) if name not in tracked]


def assignments(text: str) -> Iterator[tuple[str, str]]:
    """Return the names and values of an env file's text, quotes taken off, escapes read."""
    for name, values in _all_assignments(text):
        yield name, values[0]


def _all_assignments(text: str) -> Iterator[tuple[str, list[str]]]:
    """Return each name with its value, and with the ways in which another tool would read it."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")[::-1]
    while lines:
        line = lines.pop().strip()
        found = _ASSIGNMENT.fullmatch(line) if not line.startswith("#") else None
        if not found:
            continue
        name, value = found[1], found[2]
        if value[:1] in ("'", '"', "`"):
            yield name, _quoted(value[0], value[1:], lines)
        else:
            plain = re.split(r"\s#", value, maxsplit=1)[0].strip()
            yield name, [plain, *([value.strip()] if value.strip() != plain else [])]


def _quoted(quote: str, value: str, lines: list[str]) -> list[str]:
    """Return the readings of a quoted value: with escapes, as it is written, and by its first quote."""
    escapes = r"(?:[^\\\"]|\\.)*" if quote == '"' else f"[^{quote}]*"
    ended = re.compile(f"({escapes}){quote}", re.S)
    while not (found := ended.match(value)) and lines:
        value += f"\n{lines.pop()}"
    raw = found[1] if found else value
    readings = [raw, value.partition(quote)[0]]
    if quote == '"':
        readings.insert(0, re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), raw, flags=re.S))
    return list(dict.fromkeys(readings))


def known_values(root: Path, files: Iterable[Path] | None = None) -> dict[str, list[str]]:
    """Return the values of a repo's env files by name. For masking, in memory: never kept.

    Args:
        root: the repo's root.
        files: which files; all of the repo's own when None, no link out of it followed.
    """
    found: dict[str, list[str]] = {}
    chosen = (path for path in env_files(root) if io.is_inside(path, root))
    for path in chosen if files is None else files:
        try:
            text = io.read_bytes(path, LARGEST_ENV_FILE).decode("utf-8", "replace")
        except Stop:  # gone, larger than any env file, or not ours to read: then no block reads it
            continue
        for name, values in _all_assignments(text):
            found.setdefault(name, []).extend(values)
    return found


def declared_names(root: Path) -> frozenset[str]:
    """Return the names that the repo's example env files declare."""
    names: set[str] = set()
    for path in sorted(root.iterdir()):
        if path.name.startswith(".env") and path.name.endswith(EXAMPLES) and path.is_file():
            if not io.is_inside(path, root):
                continue
            text = io.read_bytes(path)[:LARGEST_ENV_FILE].decode("utf-8", "replace")
            names |= {name for name, _ in assignments(text)}
    return frozenset(names)
