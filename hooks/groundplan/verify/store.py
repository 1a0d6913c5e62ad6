"""Appending evidence: one line a record, whole or not at all, whoever else writes meanwhile."""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING

from groundplan.core import io, write
from groundplan.core.errors import EnvironmentTrouble, Refused
from groundplan.plan.evidence import (
    MAX_RECORDS_BYTES,
    Record,
    Records,
    evidence_path,
    line_digest,
    read_records,
    record_line,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def evidence_file(root: Path, plan_id: str) -> Path:
    """Return where a plan's evidence is kept.

    Raises:
        Refused: the plan's id can't name a file, or a link leads out of the repo.
    """
    path = evidence_path(plan_id)
    if path is None:
        raise Refused(
            f"The plan's id {plan_id!r} can't name a file.", "Give it a date and a slug as id."
        )
    if not io.is_inside(root / path, root):
        raise Refused(f"{path} leads out of the repo.", "Remove the link.")
    return root / path


def read_evidence(root: Path, plan_id: str) -> Records:
    """Return a plan's evidence; empty where there is none yet."""
    path = evidence_file(root, plan_id)
    if not path.exists():
        return Records()
    text = io.read_bytes(path, MAX_RECORDS_BYTES).decode("utf-8", "replace")
    return read_records(text, path.relative_to(root).as_posix())


def append_record(root: Path, record: Record) -> str:
    """Append a record and wait until it is on the disk.

    Returns:
        What a person should know, for example that an earlier line was cut off; or nothing.

    Raises:
        EnvironmentTrouble: the disk or a permission is in the way; the file is as it was.
    """
    import fcntl  # not on Windows, where verify is refused with a sentence

    path = evidence_file(root, record.plan)
    try:
        is_new = not path.exists()
        descriptor = write.open_file(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, root=root)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            note = _end_last_line(descriptor)
            linked = record._replace(previous=_last_digest(descriptor))
            line = record_line(linked).encode("utf-8", "backslashreplace")
            with _whole_or_nothing(descriptor):
                _write_all(descriptor, line)
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if is_new:
            _sync_folder(path.parent)
    except OSError as problem:
        raise EnvironmentTrouble(
            f"The evidence of {record.check} could not be kept: {io.os_sentence(problem)}",
            "Free the disk or the permission, then verify again.",
        ) from problem
    return note


def _end_last_line(descriptor: int) -> str:
    """Make sure that the next record begins a line; what a killed process left half is cut off."""
    size = os.fstat(descriptor).st_size
    if not size or os.pread(descriptor, 1, size - 1) == b"\n":
        return ""
    start = size
    piece = b""
    while start and b"\n" not in piece:
        step = min(start, 1 << 16)
        start -= step
        piece = os.pread(descriptor, step, start) + piece
    last = piece.rpartition(b"\n")[2]
    with contextlib.suppress(ValueError):
        json.loads(last)
        _write_all(descriptor, b"\n")
        return ""
    os.ftruncate(descriptor, size - len(last))
    return "A record that was cut off in the middle has been removed from the evidence."


def _last_digest(descriptor: int) -> str:
    """Return what the record at the end of the file is named by; nothing where there is none."""
    size = os.fstat(descriptor).st_size
    piece = b""
    start = size
    while start and b"\n" not in piece.strip():
        step = min(start, 1 << 16)
        start -= step
        piece = os.pread(descriptor, step, start) + piece
    last = piece.strip().rpartition(b"\n")[2]
    return line_digest(last.decode("utf-8", "replace")) if last else ""


@contextlib.contextmanager
def _whole_or_nothing(descriptor: int) -> Iterator[None]:
    size = os.fstat(descriptor).st_size
    try:
        yield
    except BaseException:
        os.ftruncate(descriptor, size)
        raise


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
