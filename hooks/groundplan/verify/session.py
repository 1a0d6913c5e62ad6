"""One verify at a time, and a note of what it does, so that the next one can tell if it was killed."""

from __future__ import annotations

import contextlib
import json
import os
import time
from typing import TYPE_CHECKING

from groundplan.core import io, write
from groundplan.core.errors import NeedsPerson, Refused
from groundplan.core.git import git_output
from groundplan.core.user_state import find_state, state_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

OUTPUT = ".groundplan/output"
LOCK = "verify.lock"
CONFIRMED = "confirmed.json"
IN_REPO = f".groundplan/{CONFIRMED}"
"""Where earlier versions kept confirmations: in the repo, where a branch can bring its own."""
WAIT_SECONDS = 1800.0
"""How long to wait for another verify; one that takes longer hangs."""
LOOK_SECONDS = 0.2


class Session:
    """The lock of a running verify, with the note of what it is doing."""

    def __init__(self, root: Path, descriptor: int, last: str) -> None:
        self._root = root
        self._descriptor = descriptor
        self.last = last
        """What an earlier verify was doing when it was killed: a sentence, or nothing."""
        self._confirmed = _read_confirmed(root)

    def note(self, check: str, at: str) -> None:
        """Say what runs from now on."""
        self._write(json.dumps({"check": check, "at": at}))

    def clear(self) -> None:
        """Say that nothing runs."""
        self._write("")

    def is_confirmed(self, digest: str) -> bool:
        """Say whether this user has seen, in this repo, what has this digest, and allowed it."""
        return digest in self._confirmed

    def confirm(self, digest: str) -> None:
        """Remember that a person allowed the block of this digest."""
        self._confirmed = _read_confirmed(self._root) | {digest}
        folder = state_folder(self._root)
        text = json.dumps({"blocks": sorted(self._confirmed)}, indent=2) + "\n"
        write.write_text(folder / CONFIRMED, text, root=folder)

    def _write(self, text: str) -> None:
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, text.encode(), 0)


@contextlib.contextmanager
def open_session(root: Path, tell: Callable[[str], None]) -> Iterator[Session]:
    """Take the lock of this repo's verify, and give it back.

    Args:
        root: the repo's root.
        tell: is given one line where another verify has to be waited for.

    Raises:
        NeedsPerson: another verify did not end in time.
        Refused: a link leads out of the repo, or the repo brings confirmations of its own.
    """
    folder = root / OUTPUT
    _refuse_confirmed_by_repo(root)
    _make_private(root, folder)
    descriptor = write.open_file(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600, root=root)
    try:
        _lock(descriptor, tell)
        session = Session(root, descriptor, _last_words(os.pread(descriptor, 4096, 0)))
        session.clear()
        try:
            yield session
        finally:
            session.clear()  # only a process that was killed leaves its note
    finally:
        os.close(descriptor)


def _make_private(root: Path, folder: Path) -> None:
    write.make_folder(folder, root=root)
    if not (root / ".groundplan/.gitignore").exists() and not (folder / ".gitignore").exists():
        write.write_text(folder / ".gitignore", "*\n", root=root)


def _lock(descriptor: int, tell: Callable[[str], None]) -> None:
    import fcntl  # not on Windows, where verify is refused with a sentence

    deadline = time.monotonic() + WAIT_SECONDS
    told = False
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise NeedsPerson(
                    "Another verify runs in this repo and does not end.", "Look at it, or end it."
                ) from None
        if not told:
            tell("Another verify runs in this repo; waiting for its end.")
            told = True
        time.sleep(LOOK_SECONDS)


def _last_words(data: bytes) -> str:
    try:
        noted = json.loads(data)
        check, at = str(noted["check"]), str(noted["at"])
    except (ValueError, KeyError, TypeError):
        return ""
    return f"The verify of {at} was killed while {check} ran; it says nothing about {check}."


def _refuse_confirmed_by_repo(root: Path) -> None:
    """Refuse confirmations that the repo brings: only a person confirms, and only for himself."""
    if (root / IN_REPO).exists() and git_output("ls-files", "-z", "--", IN_REPO, cwd=root):
        raise Refused(
            f"git tracks {IN_REPO}: a repo can't confirm its own blocks.",
            f"Look at who added it, then: git rm {IN_REPO}",
        )


def _read_confirmed(root: Path) -> frozenset[str]:
    folder = find_state(root)
    path = folder / CONFIRMED if folder else None
    if path is None or not path.is_file():
        return frozenset()
    try:
        return frozenset(map(str, json.loads(io.read_bytes(path, 4 << 20))["blocks"]))
    except (ValueError, KeyError, TypeError):
        return frozenset()  # a damaged memory is no memory: everything is asked again
