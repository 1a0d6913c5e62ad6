"""Compose files: the services in them, wherever the file lies and whatever it is called.

Source: https://github.com/compose-spec/compose-spec (2026-11): default names, `extends`, `include`,
long and short forms of ports and environment. Values of variables are not kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import join, normpath
from typing import TYPE_CHECKING, Any

from groundplan.assess import data_files
from groundplan.assess.checkout import Unreadable, Want
from groundplan.assess.data_files import Mapping
from groundplan.assess.places import Place

if TYPE_CHECKING:
    from groundplan.assess.checkout import File

_NAME = re.compile(
    r"(?:docker-|podman-)?(?:compose|stack)(?:[._-][\w.-]+)?\.ya?ml|[\w.-]+[._-]compose\.ya?ml",
    re.I,
)
_SERVICE_KEYS = frozenset(
    ["image", "build", "extends", "command", "container_name", "depends_on", "deploy", "env_file"]
)


@dataclass(frozen=True)
class Service:
    """One service of one compose file."""

    name: str
    line: int
    image: str
    context: str
    """The folder that is built, from the checkout's root; empty when nothing is built."""
    dockerfile: str
    """The path of the Dockerfile, from the checkout's root; empty when nothing is built."""
    command: str
    """Entry point and command, as one text."""
    ports: tuple[tuple[str, int], ...]
    """(published or only container port, line); `8000:80` stays as it is written."""
    container_name: str
    container_line: int
    depends_on: tuple[str, ...]
    extends: tuple[str, str]
    """(file or empty, service or empty)."""
    urls: tuple[str, ...]
    """The schemes of URLs in its environment: `postgresql`, `redis`."""
    mounts: tuple[str, ...] = ()
    """Folders of the checkout that are mounted into it, from its root; `.` for all of it."""
    target: str = ""
    """The stage of the Dockerfile that is built; empty for the last one."""


@dataclass(frozen=True)
class Compose:
    """One compose file."""

    services: tuple[Service, ...]


def read_compose(file: File) -> Compose | None:
    """Return a compose file's services; None for another YAML file.

    Raises:
        Unreadable: a file with a compose file's name can't be read.
    """
    by_name = _NAME.fullmatch(file.name) is not None
    if not by_name and re.search(r"^services:", file.text, re.M) is None:
        return None
    try:
        documents = data_files.yaml_documents(file)
    except Unreadable:
        if by_name:
            raise
        return None  # some other tool's YAML, perhaps a template: not ours to complain about
    tables = [document for document in documents if isinstance(document, Mapping)]
    services: list[Service] = []
    for table in tables:
        named = table.get("services")
        if isinstance(named, Mapping):
            services += [
                _service(file, str(name), getattr(name, "line", 1), entry)
                for name, entry in named.items()
                if (isinstance(entry, Mapping) or (by_name and entry is None))
                and not str(name).startswith("x-")  # an extension: something to be merged in
            ]
    if not by_name and not any(_looks_like_one(table) for table in tables):
        return None
    return Compose(tuple(services))


COMPOSE = Want(
    read_compose,
    suffixes=(".yml", ".yaml"),
    needles=(b"services:", b"services :", b"include:", b"version:"),
    places=(Place.PRODUCT, Place.TEST, Place.DOCS, Place.EXAMPLE),
)


def _looks_like_one(table: Mapping) -> bool:
    named = table.get("services")
    if not isinstance(named, Mapping) or not named:
        return False
    entries = [entry for entry in named.values() if isinstance(entry, Mapping)]
    return (
        len(entries) == len(named)
        and any({"image", "build"} & set(entry) for entry in entries)
        and all(_SERVICE_KEYS & set(entry) for entry in entries)
    )


def _service(file: File, name: str, line: int, entry: Mapping | None) -> Service:
    entry = entry or Mapping()
    build = entry.get("build")
    context, dockerfile = "", ""
    if isinstance(build, str):
        context = build
    elif isinstance(build, Mapping):
        context = str(build.get("context") or ".")
        dockerfile = str(build.get("dockerfile") or "")
    below = ""
    if build is not None:
        below = _inside(file.folder, context) or "."
        dockerfile = _inside("" if below == "." else below, dockerfile or "Dockerfile")
    return Service(
        name=name,
        line=line,
        image=str(entry.get("image") or ""),
        context=below,
        dockerfile=dockerfile,
        command=f"{_words(entry.get('entrypoint'))} {_words(entry.get('command'))}".strip(),
        ports=tuple(_ports(entry.get("ports"))),
        container_name=str(entry.get("container_name") or ""),
        container_line=getattr(entry.get("container_name"), "line", line),
        depends_on=tuple(str(other) for other in entry.get("depends_on") or ()),
        extends=_extends(entry.get("extends")),
        urls=tuple(_schemes(entry.get("environment"))),
        mounts=tuple(_mounts(file.folder, entry)),
        target=str(build.get("target") or "") if isinstance(build, Mapping) else "",
    )


def _mounts(folder: str, entry: Mapping) -> list[str]:
    """Return the folders that are mounted, or that `develop.watch` keeps in step."""
    sources: list[str] = []
    volumes = entry.get("volumes")
    for volume in volumes if isinstance(volumes, list) else ():
        if isinstance(volume, Mapping):
            sources.append(str(volume.get("source") or ""))
        elif isinstance(volume, str) and ":" in volume:
            sources.append(with_defaults(volume).partition(":")[0])
    develop = entry.get("develop")
    watched = develop.get("watch") if isinstance(develop, Mapping) else None
    for rule in watched if isinstance(watched, list) else ():
        if isinstance(rule, Mapping) and "sync" in str(rule.get("action")):
            sources.append(str(rule.get("path") or ""))
    found = []
    for source in sources:
        if source.startswith((".", "$PWD", "${PWD}")):
            path = source.replace("${PWD}", ".").replace("$PWD", ".")
            outside = normpath(join(folder, path)).startswith("..")
            found += [] if outside else [_inside(folder, path) or "."]
    return found


def with_defaults(text: str) -> str:
    """Return text with each `${NAME:-default}` as it reads where NAME is not set.

    Source: docs.docker.com, "Interpolation" of the Compose file reference (`:-` and `-`).
    """
    return re.sub(r"\$\{\w+:?-([^{}]*)\}", r"\1", text)


def _inside(folder: str, path: str) -> str:
    """Return a path from the checkout's root; empty for the root itself and for places outside."""
    if "://" in path or "${" in path or path.startswith(("/", "~")):
        return ""
    whole = normpath(join(folder, path))
    return "" if whole == "." or whole.startswith("..") else whole


def _words(value: object) -> str:
    if isinstance(value, list):
        return " ".join(str(part) for part in value)
    return " ".join(value.split()) if isinstance(value, str) else ""


def _ports(value: object) -> list[tuple[str, int]]:
    found = []
    for port in value if isinstance(value, list) else []:
        if isinstance(port, Mapping):
            inner, outer = port.get("target"), port.get("published")
            text = f"{outer}:{inner}" if outer else str(inner or "")
            found.append((text, port.line))
        elif isinstance(port, str):
            found.append((str(port), getattr(port, "line", 1)))
    return found


def _extends(value: object) -> tuple[str, str]:
    if isinstance(value, Mapping):
        return str(value.get("file") or ""), str(value.get("service") or "")
    return "", str(value) if isinstance(value, str) else ""


def _schemes(environment: Any) -> list[str]:
    values = environment.values() if isinstance(environment, Mapping) else environment
    texts = [value for value in values or () if isinstance(value, str)]
    return [scheme for text in texts for scheme in re.findall(r"([a-z][a-z0-9+]*)://", text)]
