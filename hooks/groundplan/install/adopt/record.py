"""What the kit did to a repo, kept in the repo: what landed, and which edits adoption made."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from groundplan.core.digest import sha256 as digest
from groundplan.core.errors import Refused
from groundplan.install.adopt.edits import TextEdit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.core.transaction import Tree

ADOPTED = ".groundplan/adopted.json"
LANDED = ".groundplan/landed.json"


@dataclass(frozen=True)
class Adopted:
    """The edits that were made to one file, and its digest right after them."""

    after: str
    edits: tuple[TextEdit, ...]


@dataclass(frozen=True)
class Landed:
    """The version that landed, and a digest of each file that it brought."""

    source: str = ""
    commit: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


def content_digest(data: bytes) -> str:
    """Return the digest of a file's text, whatever line ends git gave it."""
    return digest(data.replace(b"\r\n", b"\n"))


def read_adopted(tree: Tree) -> dict[str, Adopted]:
    """Return what adoption did to each file, by path.

    Raises:
        Refused: the record can't be read.
    """
    data = _read(tree, ADOPTED)
    try:
        return {
            path: Adopted(
                entry["after"],
                tuple(TextEdit(e["offset"], e["old"], e["new"]) for e in entry["edits"]),
            )
            for path, entry in data.get("files", {}).items()
        }
    except (KeyError, TypeError, AttributeError) as problem:
        raise _unreadable(ADOPTED) from problem


def write_adopted(tree: Tree, files: Mapping[str, Adopted]) -> None:
    """Note in the tree what adoption did; no record where it did nothing."""
    entries = {
        path: {"after": files[path].after, "edits": [vars(edit) for edit in files[path].edits]}
        for path in sorted(files)
    }
    _write(tree, ADOPTED, {"files": entries} if entries else None)


def read_landed(tree: Tree) -> Landed:
    """Return what landed; an empty record where plain copier landed the kit.

    Raises:
        Refused: the record can't be read.
    """
    data = _read(tree, LANDED)
    files = data.get("files", {})
    if not isinstance(files, dict):
        raise _unreadable(LANDED)
    return Landed(str(data.get("source", "")), str(data.get("commit", "")), files)


def write_landed(tree: Tree, landed: Landed) -> None:
    """Note in the tree what landed."""
    _write(
        tree,
        LANDED,
        {
            "source": landed.source,
            "commit": landed.commit,
            "files": dict(sorted(landed.files.items())),
        },
    )


def _read(tree: Tree, path: str) -> dict[str, Any]:
    data = tree.read(path)
    if data is None:
        return {}
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise _unreadable(path) from problem
    if not isinstance(value, dict):
        raise _unreadable(path)
    return value


def _unreadable(path: str) -> Refused:
    return Refused(f"{path} can't be read.", f"Take it back from git: git checkout HEAD -- {path}")


def _write(tree: Tree, path: str, data: dict[str, object] | None) -> None:
    note = {"": "Kept by groundplan; `groundplan adopt --undo` and `sync` read it."}
    text = None if data is None else json.dumps({**note, **data}, indent=1, ensure_ascii=False)
    tree.write(path, None if text is None else f"{text}\n".encode())
