"""Dockerfiles: what an image is made from, what it starts, which ports it exposes.

Source: https://docs.docker.com/reference/dockerfile/ (2026-11).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Unreadable, Want

if TYPE_CHECKING:
    from groundplan.assess.checkout import File

_INSTRUCTIONS = frozenset(
    [
        "FROM",
        "RUN",
        "CMD",
        "LABEL",
        "MAINTAINER",
        "EXPOSE",
        "ENV",
        "ADD",
        "COPY",
        "ENTRYPOINT",
        "VOLUME",
        "USER",
        "WORKDIR",
        "ARG",
        "ONBUILD",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "SHELL",
    ]
)


@dataclass(frozen=True)
class Dockerfile:
    """One Dockerfile; of several stages the last says what is started."""

    starts: str
    """Entry point and command as one text; empty when the base image decides."""
    line: int
    """The line of what is started; of the last `FROM` when nothing is."""
    ports: tuple[tuple[str, int], ...]


def read_dockerfile(file: File) -> Dockerfile | None:
    """Return a Dockerfile's digest.

    Raises:
        Unreadable: a line is no instruction.
    """
    entry, command, line = "", "", 1
    ports: list[tuple[str, int]] = []
    seen = False
    for number, word, rest in instructions(file.text):
        if word == "FROM":
            entry, command, line, ports, seen = "", "", number, [], True
        elif word in ("ENTRYPOINT", "CMD"):
            line = number
            text = _started(rest)
            entry, command = (text, command) if word == "ENTRYPOINT" else (entry, text)
        elif word == "EXPOSE":
            ports += [(port, number) for port in rest.split()]
        elif word not in _INSTRUCTIONS:
            raise Unreadable(number, f"not a Dockerfile instruction: {word[:20]}")
    return Dockerfile(f"{entry} {command}".strip(), line, tuple(ports)) if seen else None


def instructions(text: str) -> list[tuple[int, str, str]]:
    """Return (line, instruction, arguments), continued lines joined, here-documents left out."""
    found: list[tuple[int, str, str]] = []
    escape = "`" if re.match(r"#\s*escape=`", text) else "\\"
    waiting: list[str] = []
    continued = False
    for number, raw in enumerate(text.split("\n"), 1):
        if waiting:
            if raw.strip() == waiting[0]:
                waiting.pop(0)
            continue
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        body = line[:-1].strip() if line.endswith(escape) else line
        if continued and found:
            start, word, rest = found.pop()
            found.append((start, word, f"{rest} {body}"))
        else:
            word, _, rest = body.partition(" ")
            found.append((number, word.upper(), rest.strip()))
        continued = line.endswith(escape)
        if found[-1][1] in ("RUN", "COPY", "ADD"):
            waiting = re.findall(r"<<-?[\"']?(\w+)[\"']?", body)
    return found


def _started(rest: str) -> str:
    if rest.startswith("["):
        try:
            parts = json.loads(rest)
        except ValueError:
            return rest
        return " ".join(str(part) for part in parts) if isinstance(parts, list) else rest
    return rest


DOCKERFILES = Want(
    read_dockerfile,
    names=(
        "dockerfile",
        "dockerfile.*",
        "*.dockerfile",
        "dockerfile-*",
        "containerfile",
        "containerfile.*",
    ),
    needles=(b"FROM", b"from"),
)
