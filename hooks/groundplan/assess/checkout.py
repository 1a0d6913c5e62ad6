"""A checkout as the stacks see it: which files there are, and one shared view of each.

Together with `world` the only module that touches the disk. Bytes are read once for everybody who
wants a file; links, FIFOs and devices are never opened; every limit that is hit is named.
"""

from __future__ import annotations

import os
import stat
import sys
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from groundplan.assess.kit_files import kit_files
from groundplan.assess.places import Place, named_as_something_else, place_of, place_within
from groundplan.assess.python.imports import imported_names
from groundplan.assess.wants import Table, cores, fits
from groundplan.core import io
from groundplan.core.env_names import is_env_file
from groundplan.core.model import Trouble

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from tree_sitter import Tree

T = TypeVar("T")

MAX_FILE = 1_000_000
"""Bytes; a larger file is data or generated, and is named instead of read."""
MAX_KEPT = 48_000_000
"""Bytes of content that are kept at hand; beyond that a file is read again when it is asked for."""
_LARGE = 200_000  # bytes; a tree takes a hundred times as much
_HOT_FILES = 4  # how many files keep their bytes and trees: digests are small, trees are not


class Unreadable(Exception):
    """A file's content can't be understood; `line` counts from 1, 0 when no line is to blame."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line
        self.sentence = sentence


@dataclass(frozen=True, eq=False)
class Want(Generic[T]):
    """Which files a reader is for, and the reader: one file in, one small digest or None out.

    A file is read when its name fits, its place is asked for, and it holds one of the needles. The
    digest is kept for the whole run, so it holds names, lines and small tree parts: never the bytes.
    """

    read: Callable[[File], T | None]
    suffixes: tuple[str, ...] = ()
    """Lower-case endings after the last dot, with the dot: `.py`."""
    names: tuple[str, ...] = ()
    """Whole lower-case file names; `*` and `?` as in a shell."""
    needles: tuple[bytes, ...] = ()
    """At least one of these is in the file; no needle means every file."""
    gate: tuple[bytes, ...] = ()
    """At least one of these is in some file of the product with one of the suffixes; else no file
    is read at all."""
    imports: tuple[str, ...] = ()
    """At least one of these packages or dotted modules, or one whose name goes on with `_`, is imported
    by some Python file of the product; else no file is read at all."""
    places: tuple[Place, ...] = (Place.PRODUCT,)


@dataclass(eq=False, slots=True)
class File:
    """One file: its names at once, its content when first asked for."""

    path: str
    """POSIX, relative to the folder that is assessed."""
    checkout: Checkout
    name: str = field(init=False)
    folder: str = field(init=False)
    """The path of the folder it is in; the root's is the empty string."""
    suffix: str = field(init=False)
    place: Place = field(init=False)
    _data: bytes | None = None
    _text: str | None = None
    _python: ast.Module | None = None
    _tree: Tree | None = None
    _grammar: str = ""
    """The one that `_tree` is by."""
    _digests: dict[object, object] | None = None
    """None as long as there are none: most files of a large repo are data."""

    def __post_init__(self) -> None:
        folder, _, self.name = self.path.rpartition("/")
        suffix = os.path.splitext(self.name)[1].lower()  # noqa: PTH122 - a name, a hundred thousand times
        self.folder, self.suffix = sys.intern(folder), sys.intern(suffix)
        self.place = place_of(self.path)

    @property
    def data(self) -> bytes:
        """Return the bytes; empty when the file can't be read (the trouble is noted)."""
        self.checkout.touch(self)
        if self._data is None:
            self._data = self.checkout.read_file(self)
            self.checkout.kept += len(self._data)
        return self._data

    @property
    def text(self) -> str:
        """Return the text: UTF-8, UTF-16 by its mark, or Latin-1; line ends become newlines."""
        if self._text is None or self._data is None:
            self._text = decoded(self.data)
        return self._text

    def has(self, *needles: bytes) -> bool:
        """Say whether at least one needle is in the bytes."""
        data = self._data if self._data is not None else self.data
        return any(needle in data for needle in needles)

    def line_of(self, offset: int) -> int:
        """Return the line, from 1, of a character's place in `text`."""
        return self.text.count("\n", 0, offset) + 1

    def python(self) -> ast.Module:
        """Return the module's syntax tree: Python's own parser first, then the grammar's repairs.

        Raises:
            Unreadable: neither can read it.
        """
        self.checkout.touch(self)
        if self._python is None:
            from groundplan.assess.python.syntax import parsed

            self.checkout.make_room(self)
            try:
                self._python = parsed(self.text)
            except Unreadable as problem:
                from groundplan.assess.python.rescue import rescued

                self._python = rescued(self, problem)
        return self._python

    def tree(self, grammar: str) -> Tree:
        """Return the syntax tree by one of `grammars.GRAMMARS`, for example `typescript`."""
        self.checkout.touch(self)
        if self._tree is None or self._grammar != grammar:
            from groundplan.assess.grammars import parser

            self.checkout.make_room(self)
            self._tree, self._grammar = parser(grammar).parse(self.text.encode()), grammar
        return self._tree

    def digest(self, read: Callable[[File], T | None]) -> T | None:
        """Return what `read` makes of this file, made once; None when it failed, which is noted."""
        if self._digests is None:
            self._digests = {}
        if read not in self._digests:
            self._digests[read] = self.checkout.guarded(self, read)
        return cast("T | None", self._digests[read])

    def digested(self, read: Callable[[File], T | None]) -> T | None:
        """Return a digest that somebody has asked for before; None where nobody has."""
        return cast("T | None", (self._digests or {}).get(read))

    def note(self, line: int, sentence: str) -> None:
        """Note that a part of this file could not be read."""
        self.checkout.unreadable.add(Trouble(self.path, line, sentence))

    def cool(self) -> None:
        """Forget trees and text, and the bytes where there are too many; digests stay."""
        self._text = self._python = self._tree = None
        if self.checkout.kept > MAX_KEPT and self._data is not None:
            self.checkout.kept -= len(self._data)
            self._data = None


class Checkout:
    """The files of one folder, in one order, and what went wrong while reading them."""

    def __init__(self, root: Path, paths: Iterable[str]) -> None:
        self.root = root
        self._root = os.fspath(root).rstrip("/")
        found = frozenset(paths)
        self.files: dict[str, File] = {
            path: File(path, self) for path in sorted(found - kit_files(root, found))
        }
        self._place_parts()
        self.folders: frozenset[str] = frozenset(_folders(self.files))
        self.unreadable: set[Trouble] = set()
        self.not_looked: set[Trouble] = set()
        self.not_followed: set[Trouble] = set()
        """Includes, mounts and registrations whose target could not be found."""
        self.shared: dict[object, object] = {}
        """What stacks have worked out over all files, for one another."""
        self.kept = 0
        """Bytes of all files that are at hand."""
        self._gates: dict[tuple[tuple[bytes, ...], tuple[str, ...]], bool] = {}
        self._imported: set[str] | None = None
        """The packages that the product's Python files import."""
        self._fitting: dict[Want[Any], list[File]] = {}
        self._hot: OrderedDict[str, File] = OrderedDict()
        self._inside: dict[str, bool] = {}
        self._closed: set[str] = set()
        """The paths of files of which no content could be read, for a reason that is noted."""

    def _place_parts(self) -> None:
        """Take the parts of the product that are named as something else for what they are."""
        parts = named_as_something_else(self.files.keys())
        below = tuple(f"{folder}/" for folder in parts)
        for path, file in self.files.items() if parts else ():
            if path.startswith(below):
                file.place = place_within(path, parts)

    def read(self, want: Want[T]) -> Iterator[tuple[File, T]]:
        """Yield the files that `want` is for with their digests, sorted by path."""
        if want not in self._fitting:
            is_open = self.is_open(want)
            self._fitting[want] = [
                file
                for file in self.files.values()
                if is_open and fits(file, want) and self._wanted(file, want) is not None
            ]
        for file in self._fitting[want]:
            if (digest := file.digest(want.read)) is not None:
                yield file, digest

    def preread(
        self, wants: Iterable[Want[Any]], progress: Callable[[int, int], None] | None = None
    ) -> None:
        """Go through the files once and make every wanted digest while a file's bytes are at hand."""
        opened = [want for want in dict.fromkeys(wants) if self.is_open(want)]
        table = Table(opened)
        self._fitting |= {want: [] for want in opened}
        for count, file in enumerate(self.files.values(), 1):
            for want in table.fitting(file):
                if self._wanted(file, want) is not None:
                    self._fitting[want].append(file)
            if progress and count % 256 == 0:
                progress(count, len(self.files))

    def is_open(self, want: Want[Any]) -> bool:
        """Say whether the product uses what a want is about at all."""
        if want.imports and not self.imports_any(want.imports):
            return False
        key = (want.gate, want.suffixes)
        if key not in self._gates:
            self._gates[key] = not want.gate or any(
                file.has(*want.gate)
                for file in self.files.values()
                if file.suffix in want.suffixes and file.place is Place.PRODUCT
            )
        return self._gates[key]

    def imports_any(self, packages: Iterable[str]) -> bool:
        """Say whether a Python file of the product imports one of these, or an addition to one."""
        packages = tuple(packages)
        starts = tuple(f"{package}_" for package in packages)
        return self.imports_itself(packages) or any(
            name.startswith(starts) for name in self._imports()
        )

    def imports_itself(self, packages: Iterable[str]) -> bool:
        """Say whether a Python file of the product imports one of these by its own name."""
        return not self._imports().isdisjoint(packages)

    @property
    def imports_something(self) -> bool:
        """Say whether the product has Python that imports anything."""
        return bool(self._imports())

    def _imports(self) -> set[str]:
        if self._imported is None:
            self._imported = {
                name
                for file in self.files.values()
                if file.suffix == ".py" and file.place is Place.PRODUCT
                for name in imported_names(file)
            }
        return self._imported

    def _wanted(self, file: File, want: Want[T]) -> T | None:
        return file.digest(want.read) if self._has_needle(file, want.needles) else None

    @staticmethod
    def _has_needle(file: File, needles: tuple[bytes, ...]) -> bool:
        first = cores(needles)
        return not first or (file.has(*first) and (first == needles or file.has(*needles)))

    def guarded(self, file: File, read: Callable[[File], T | None]) -> T | None:
        """Run a reader on hostile input: what it can't read becomes one noted line."""
        try:
            return read(file)
        except Unreadable as problem:
            if file.path not in self._closed:  # that nothing could be read of it is said already
                self.unreadable.add(Trouble(file.path, problem.line, problem.sentence))
        except (RecursionError, MemoryError):
            self.unreadable.add(Trouble(file.path, 0, "nested too deeply to be read"))
        return None

    def close(self) -> None:
        """Let go of all content, so that its memory is free at once and not when cycles are sought."""
        self.files.clear()
        self._fitting.clear()
        self._hot.clear()
        self.shared.clear()

    def touch(self, file: File) -> None:
        """Keep this file's content at hand, and let go of that of the file used longest ago."""
        if file.path in self._hot:
            self._hot.move_to_end(file.path)
            return
        self._hot[file.path] = file
        while len(self._hot) > _HOT_FILES:
            self._hot.popitem(last=False)[1].cool()

    def make_room(self, file: File) -> None:
        """Let go of all other trees before a large file becomes one."""
        if len(file.data) > _LARGE:
            for path in [path for path in self._hot if path != file.path]:
                self._hot.pop(path).cool()

    def read_file(self, file: File) -> bytes:
        """Return a regular file's bytes, by a road that has no link in it; empty with a note else."""
        try:
            return self._opened(file)
        except OSError as problem:
            reason = problem.strerror or type(problem).__name__
            self.unreadable.add(Trouble(file.path, 0, reason.lower()))
            self._closed.add(file.path)
            return b""

    def _opened(self, file: File) -> bytes:
        if is_env_file(file.name):
            return b""
        path = f"{self._root}/{file.path}"
        # A folder on the way may be a link by now, although git tracks files below it.
        if not self._is_inside(file.folder):
            return self._passed_by(file, "reached by a link out of the repo")
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            return self._passed_by(file, "a link, a FIFO or a device")
        if status.st_size > MAX_FILE:
            return self._passed_by(file, f"larger than {MAX_FILE:,} bytes")
        data = _plain_bytes(path, status.st_size)
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):  # needles are looked for in UTF-8
            return data.decode("utf-16", "replace").encode()
        if b"\0" in data[:8000]:
            return self._passed_by(file, "binary")
        return data

    def _passed_by(self, file: File, why: str) -> bytes:
        self.not_looked.add(Trouble(file.path, 0, why))
        self._closed.add(file.path)
        return b""

    def _is_inside(self, folder: str) -> bool:
        if folder not in self._inside:
            self._inside[folder] = io.is_inside(self.root / folder, self.root)
        return self._inside[folder]

    def size(self, path: str) -> int:
        """Return a regular file's size in bytes; 0 for anything else."""
        try:
            status = os.lstat(f"{self._root}/{path}")
        except OSError:
            return 0
        return status.st_size if stat.S_ISREG(status.st_mode) else 0


def _plain_bytes(path: str, size: int) -> bytes:
    # Between lstat and open a name can become a FIFO or a link: neither may block or lead away.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
    try:
        data = os.read(descriptor, size + 1)
        while len(data) < size and (more := os.read(descriptor, size - len(data))):
            data += more
    finally:
        os.close(descriptor)
    return data[:size]


def _folders(paths: Iterable[str]) -> set[str]:
    found = {""}
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def decoded(data: bytes) -> str:
    """Return bytes as text, whatever their encoding; newline is the only line end."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
