"""What a block may see of this process's environment, and which values no output may show."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from groundplan.core import io
from groundplan.core.env_names import is_env_file
from groundplan.verify.process.masking import Mask, is_secret_name, secrets_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

INSIDE = "GROUNDPLAN_VERIFYING"
"""Set for every block: a verify inside of a verify proves nothing and would wait for itself."""

LARGEST_ENV_FILE = 1 << 20
DEEPEST = 6
_NOT_OURS = frozenset(
    {".git", ".hg", ".svn", "node_modules", ".venv", "venv", "vendor", ".tox", "__pycache__"}
)
_ASSIGNMENT = re.compile(r"(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*[=:][ \t]*(.*)", re.S)

# Sockets and handles of agents (ssh-agent(1), gpg-agent(1)) and of desktops.
_AGENT_NAMES = frozenset(
    {"SSH_AUTH_SOCK", "SSH_AGENT_PID", "SSH_ASKPASS", "GPG_AGENT_INFO", "DBUS_SESSION_BUS_ADDRESS"}
)
# Set for a run by our own process, or wanted by git and the container engine to work at all.
_NEEDED = frozenset({"XAUTHORITY", "DOCKER_CERT_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR"})
# What a make that runs this process tells those below it: `make -s plan-verify` or `-j8` would
# change what a block's own make prints and does (GNU make, "Communicating Options to a Sub-make").
_OF_MAKE = frozenset({"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "GNUMAKEFLAGS"})


def env_files(root: Path) -> Iterator[Path]:
    """Return the env files of a repo, ignored by git or not; links out of it are not followed."""
    top = str(root)
    for folder, folders, files in os.walk(top):
        deep = folder.count(os.sep) - top.count(os.sep)
        folders[:] = sorted(set(folders) - _NOT_OURS) if deep < DEEPEST else []
        for name in sorted(files):
            path = root.joinpath(folder, name)
            if is_env_file(name) and path.is_file() and io.is_inside(path, root):
                yield path


def assignments(text: str) -> Iterator[tuple[str, str]]:
    """Return the names and values of an env file's text, quotes taken off."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")
    while lines:
        line = lines.pop(0).strip()
        found = _ASSIGNMENT.fullmatch(line) if not line.startswith("#") else None
        if not found:
            continue
        name, value = found[1], found[2]
        if value[:1] in ("'", '"'):
            quote, value = value[0], value[1:]
            while quote not in value and lines:
                value += f"\n{lines.pop(0)}"
            value = value.partition(quote)[0]
        else:
            value = re.split(r"\s#", value, maxsplit=1)[0].strip()
        yield name, value


def known_values(root: Path) -> dict[str, list[str]]:
    """Return the values of a repo's env files by name. For masking, in memory: never kept."""
    found: dict[str, list[str]] = {}
    for path in env_files(root):
        if path.stat().st_size <= LARGEST_ENV_FILE and os.access(path, os.R_OK):
            text = io.read_bytes(path).decode("utf-8", "replace")
            for name, value in assignments(text):
                found.setdefault(name, []).append(value)
    return found


def mask_for(root: Path, environment: Mapping[str, str]) -> Mask:
    """Return the mask for a repo: the values of its env files and the secrets of `environment`."""
    texts: set[str] = set()
    for name, values in known_values(root).items():
        for value in values:
            texts |= secrets_of(name, value)
    for name, value in environment.items():
        if is_withheld(name, value):
            texts |= secrets_of(name, value)
    return Mask(texts)


def is_withheld(name: str, value: str) -> bool:
    """Say whether a variable is a credential or an agent's socket, which no block gets."""
    if name in _NEEDED:
        return False
    return name in _AGENT_NAMES or is_secret_name(name) or bool(_has_password(value))


def _has_password(value: str) -> re.Match[str] | None:
    return re.search(r"://[^/\s:@]*:[^/\s@]+@", value)


def block_environment(environment: Mapping[str, str], allowed: frozenset[str]) -> dict[str, str]:
    """Return what a block gets: everything but credentials, agents' sockets and a make's own flags.

    Args:
        environment: this process's own.
        allowed: names that the repo itself declares as its settings (an example env file, `url-env`);
            those it gets, because without them its tests could not run.
    """
    kept = {
        name: value
        for name, value in environment.items()
        if name in allowed or not (name in _OF_MAKE or is_withheld(name, value))
    }
    return kept | {INSIDE: "1"}


def declared_names(root: Path) -> frozenset[str]:
    """Return the names that the repo's example env files declare."""
    names: set[str] = set()
    for path in sorted(root.iterdir()):
        if path.name.startswith(".env") and not is_env_file(path.name) and path.is_file():
            text = io.read_bytes(path)[:LARGEST_ENV_FILE].decode("utf-8", "replace")
            names |= {name for name, _ in assignments(text)}
    return frozenset(names)
