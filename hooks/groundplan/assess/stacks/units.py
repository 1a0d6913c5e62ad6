"""The packages of a monorepo, and what starts the product: entry points of every kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.assess.checkout import Want
from groundplan.assess.dockerfiles import DOCKERFILES
from groundplan.assess.manifests import MANIFESTS
from groundplan.assess.stacks import Stack
from groundplan.core.model import Fact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.assess.checkout import Checkout, File

_SECRET = re.compile(r"\S*(?:=|://)\S*")


def read_procfile(file: File) -> tuple[tuple[str, str, int], ...] | None:
    """Return (process, program, line) of a Procfile."""
    found = []
    for number, line in enumerate(file.text.split("\n"), 1):
        if match := re.match(r"([\w-]+):\s*(\S.*)", line):
            found.append((match[1], match[2], number))
    return tuple(found)


def read_main(file: File) -> int | None:
    """Return the line on which a Python file starts something when it is run."""
    found = re.search(r"^if\s+__name__\s*==\s*[\"']__main__[\"']", file.text, re.M)
    return file.line_of(found.start()) if found else None


PROCFILES = Want(read_procfile, names=("procfile", "procfile.*"))
MAINS = Want(read_main, suffixes=(".py",), needles=(b"__main__",))


def facts(checkout: Checkout) -> Iterator[Fact]:
    """Yield units and entry points."""
    manifests: dict[str, tuple[str, str]] = {}
    for file, manifest in checkout.read(MANIFESTS):
        if manifest.format not in ("requirements", "setup") or file.name == "requirements.txt":
            manifests.setdefault(file.folder, (file.path, manifest.name))
    if len(manifests) > 1:
        for folder, (path, name) in manifests.items():
            yield Fact("units", folder or ".", name, path, 1)
    for file, processes in checkout.read(PROCFILES):
        for name, program, line in processes:
            yield Fact("entry_points", name, _shown(program), file.path, line)
    for file, image in checkout.read(DOCKERFILES):
        if image.starts:
            yield Fact("entry_points", file.path, _shown(image.starts), file.path, image.line)
        for port, line in image.ports:
            yield Fact("published_ports", port, file.name, file.path, line)
    for file, line in checkout.read(MAINS):
        yield Fact("entry_points", file.path, "runs as a script", file.path, line)


def _shown(command: str) -> str:
    """Return a command without the values in it."""
    return " ".join(
        "..."
        if _SECRET.fullmatch(word) and not word.startswith("--")
        else re.sub(r"=.*", "=...", word)
        for word in command.split()
    )


STACK = Stack(
    key="units",
    title="Packages of a monorepo, entry points, exposed ports",
    finds=("units", "entry_points", "published_ports"),
    facts=facts,
    wants=(MANIFESTS, PROCFILES, DOCKERFILES, MAINS),
)
