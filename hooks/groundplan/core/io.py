"""Reading files: whole, bounded, and only from what can't block."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from groundplan.core.errors import EnvironmentTrouble, Refused

CHUNK = 1 << 20


def read_bytes(path: Path, limit: int | None = None) -> bytes:
    """Return a regular file's bytes.

    The file is opened once and asked then what it is, so that a FIFO that takes its place between
    the look and the read blocks nothing.

    Args:
        path: the file; a folder, a FIFO or a device is refused.
        limit: the most bytes that are acceptable; None for any size.

    Raises:
        Refused: the file is missing, is not a regular file, or is larger than `limit`.
        EnvironmentTrouble: it can't be read.
    """
    try:
        # O_NONBLOCK: opening a FIFO that nobody writes to would wait for ever.
        descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except FileNotFoundError as problem:
        raise Refused(f"{path} is missing.", "Name a file that exists.") from problem
    except OSError as problem:
        if path.exists() and not path.is_file():
            raise Refused(f"{path} is not a regular file.", "Name a file that exists.") from problem
        raise EnvironmentTrouble(os_sentence(problem), "Check the file's permissions.") from problem
    try:
        return _regular(path, descriptor, limit)
    except OSError as problem:
        raise EnvironmentTrouble(os_sentence(problem), "Check the file's permissions.") from problem
    finally:
        os.close(descriptor)


def _regular(path: Path, descriptor: int, limit: int | None) -> bytes:
    about = os.fstat(descriptor)
    if not stat.S_ISREG(about.st_mode):
        raise Refused(f"{path} is not a regular file.", "Name a file that exists.")
    pieces, size = [], 0
    while piece := os.read(descriptor, min(about.st_size + 1, CHUNK)):
        pieces.append(piece)
        size += len(piece)
        if limit is not None and size > limit:
            raise Refused(f"{path} is larger than {limit:,} bytes.", "Name a smaller file.")
    return b"".join(pieces)


def read_text(path: Path, limit: int | None = None) -> str:
    """Return a file's text exactly as it is: line ends and a byte-order mark are kept.

    Raises:
        Refused: as in `read_bytes`, or the bytes are not UTF-8 (the message names the place).
        EnvironmentTrouble: it can't be read.
    """
    data = read_bytes(path, limit)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise Refused(
            f"{path}:{line}: byte {problem.start} is not UTF-8.", "Save the file as UTF-8."
        ) from problem


def is_inside(path: Path, folder: Path) -> bool:
    """Say whether `path`, with every link followed, lies in `folder`."""
    return path.resolve().is_relative_to(folder.resolve())


def os_sentence(problem: OSError) -> str:
    """Return the system's own words with the file that they are about."""
    name = problem.filename if isinstance(problem.filename, str) else ""
    return f"{name}: {problem.strerror or problem}." if name else f"{problem.strerror or problem}."


def write_crash_log() -> Path:
    """Write the current exception's traceback to a private file and return its path."""
    import tempfile
    import traceback

    handle, name = tempfile.mkstemp(prefix="groundplan-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
        stream.write(traceback.format_exc())
    return Path(name)
