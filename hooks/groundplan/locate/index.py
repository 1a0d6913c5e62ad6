"""What is known of a checkout's files: terms, names, definitions, references; kept by content."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any

from groundplan.core.errors import EnvironmentTrouble
from groundplan.core.git_stream import git_lines
from groundplan.core.user_cache import cache_file, read_cached, write_cached
from groundplan.locate.definitions import Definition, definitions_in
from groundplan.locate.files import contents, paths_in, readable
from groundplan.locate.history import History, history_from_json, read_history
from groundplan.locate.words import IDENTIFIER, counts

if TYPE_CHECKING:
    from pathlib import Path

VERSION = 1
"""Of the kept form: another number, and what is kept counts for nothing."""
_MAX_KEPT = 200_000_000
_MAX_TERMS = 3_000
_LITERAL = re.compile(r"[\"'`<(]([\w@~./$:{}*-]{0,120}[/.][\w./$:{}*-]{1,120})[\"'`>)]")
_IMPORTED = re.compile(
    r"^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import|import[ \t]+([\w.]+)|use[ \t]+([\w:\\]+)|using[ \t]+([\w.]+))",
    re.MULTILINE,
)
_MAX_REFERENCES = 300


@dataclass(frozen=True)
class FileFacts:
    """What one file's text tells."""

    length: int
    """How many words it has."""
    words: dict[str, int]
    names: str
    """Its identifiers, each between two spaces, sorted."""
    definitions: list[Definition]
    references: list[str]
    """Modules, paths and addresses that it names."""


@dataclass(frozen=True)
class Index:
    """A checkout as the sources see it."""

    root: Path
    paths: list[str]
    files: dict[str, FileFacts]
    """The files that were read, by path, in the order of the paths."""
    history: History


def open_index(root: Path) -> Index:
    """Return the index of a checkout, with what the user's cache already has of it.

    An entry is kept by the hash of the file's bytes, the history by the commit of HEAD.
    """
    root = root.resolve()
    place = cache_file("locate", root)
    kept = _valid(read_cached(place, _MAX_KEPT)) if place else _valid(None)
    head = _head(root)
    reading = _HistoryThread(root, kept, head)
    reading.start()
    paths = paths_in(root)
    facts: dict[str, FileFacts] = {}
    entries: dict[str, Any] = {}
    for path, data in contents(root, readable(paths)):
        digest = hashlib.blake2b(data, digest_size=12).hexdigest()
        entry: Any = entries.get(digest) or kept["files"].get(digest)
        if not _is_entry(entry):
            entry = _entry(data)
        entries[digest] = entry
        facts[path] = _facts(entry)
    reading.join()
    if place and (entries.keys() != kept["files"].keys() or head != kept["head"]):
        history = reading.history.as_json()
        write_cached(
            place, {"version": VERSION, "head": head, "files": entries, "history": history}
        )
    ordered = {path: facts[path] for path in paths if path in facts}
    return Index(root, paths, ordered, reading.history)


class _HistoryThread(Thread):
    """Reads the history while the files are read: most of its time is git's."""

    def __init__(self, root: Path, kept: dict[str, Any], head: str) -> None:
        super().__init__(daemon=True)
        self._root, self._kept, self._head = root, kept, head
        self.history = History()

    def run(self) -> None:
        if self._head and self._head == self._kept["head"]:
            self.history = self._kept["history"]
        else:
            self.history = read_history(self._root)


def _head(root: Path) -> str:
    try:
        lines = list(git_lines("rev-parse", "HEAD", "--show-prefix", cwd=root, max_bytes=10_000))
    except EnvironmentTrouble:
        return ""
    return b" ".join(lines).decode("utf-8", "replace")


def _valid(kept: Any) -> dict[str, Any]:
    """Return what is kept, without the parts that are not as they were written."""
    if not (isinstance(kept, dict) and kept.get("version") == VERSION):
        kept = {}
    files = kept.get("files")
    entries = files if isinstance(files, dict) else {}
    try:
        history = history_from_json(kept["history"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return {"head": "", "files": entries, "history": History()}
    return {"head": kept.get("head"), "files": entries, "history": history}


def _is_entry(entry: Any) -> bool:
    kinds = (int, dict, str, list, list)
    return (
        isinstance(entry, list)
        and len(entry) == len(kinds)
        and all(isinstance(part, kind) for part, kind in zip(entry, kinds, strict=True))
    )


def facts_of(data: bytes) -> FileFacts:
    """Return what the bytes of one file tell."""
    return _facts(_entry(data))


def _entry(data: bytes) -> list[Any]:
    text = data.decode("utf-8", "replace")
    identifiers = Counter(IDENTIFIER.findall(text))
    words = counts(identifiers)
    if len(words) > _MAX_TERMS:
        words = dict(Counter(words).most_common(_MAX_TERMS))
    names = " ".join(sorted(identifiers))
    found = [group for groups in _IMPORTED.findall(text) for group in groups if group]
    references = dict.fromkeys(found + _LITERAL.findall(text))
    return [
        sum(words.values()),
        words,
        f" {names} ",
        definitions_in(text),
        list(references)[:_MAX_REFERENCES],
    ]


def _facts(entry: list[Any]) -> FileFacts:
    length, words, names, definitions, references = entry
    return FileFacts(length, words, names, [Definition(*row) for row in definitions], references)
