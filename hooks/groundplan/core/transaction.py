"""Many files at once, all or nothing: the part of the world in which a repo is changed.

Everything is looked at before the first write. The new files are staged in one folder inside the repo,
the old ones are kept with a journal among the user's own state outside of it, and only then does each
file change, by a rename. Whatever stops that is taken back: an error and Ctrl-C at once, a killed
process at the start of the next run.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import stat
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from groundplan.core import signals, write
from groundplan.core.digest import sha256 as digest
from groundplan.core.errors import EnvironmentTrouble, Refused
from groundplan.core.user_state import find_state, state_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STAGE = ".groundplan-stage"
"""The folder in the repo in which new files are staged, on the same file system; where the repo has
one of that name, one with eight more digits."""
TRANSACTION = "transaction"
"""The folder among the user's own state that holds the journal and the old files."""
JOURNAL = "journal.json"
STAGE_NAME = "stage"
_STAGED_NAME = re.compile(r"[0-9]+|\.[0-9]+\.[0-9a-f]{8}")
_STAGE_NAME = re.compile(re.escape(STAGE) + "(-[0-9a-f]{8})?")


@dataclass(frozen=True)
class Change:
    """What one file of a repo was and is to be; None where there is no file."""

    path: str
    """POSIX, from the folder that is changed."""
    before: bytes | None
    after: bytes | None
    mode: int | None = None
    """Permission bits for the new file; the old ones, or the usual ones, when None."""


@dataclass
class Tree:
    """A folder as it would be after some changes, which nobody has written yet."""

    root: Path
    pending: dict[str, Change] = field(default_factory=dict)

    @cached_property
    def top(self) -> Path:
        """The folder with every link followed."""
        return self.root.resolve()

    def read(self, path: str) -> bytes | None:
        """Return a file's bytes as they would be, or None where there is no regular file."""
        if path in self.pending:
            return self.pending[path].after
        return self.on_disk(path)

    def on_disk(self, path: str) -> bytes | None:
        """Return a file's bytes as they are; a link that leaves the folder counts as no file."""
        file = self.root / path
        if not file.is_file() or not file.resolve().is_relative_to(self.top):
            return None
        return file.read_bytes()

    def write(self, path: str, after: bytes | None, mode: int | None = None) -> None:
        """Note that a file is to hold `after`; None removes it."""
        old = self.pending.get(path)
        before = old.before if old else self.on_disk(path)
        mode = mode if mode is not None or old is None else old.mode
        if before == after and mode is None:
            self.pending.pop(path, None)
        else:
            self.pending[path] = Change(path, before, after, mode)

    def changes(self) -> list[Change]:
        """Return what would change, by path."""
        return [self.pending[path] for path in sorted(self.pending)]


@contextlib.contextmanager
def locked(root: Path) -> Iterator[None]:
    """Keep a second process out of the same folder; the lock ends with the process.

    The folder itself is locked, so that nothing in the environment decides which lock it is; where
    the system can't lock folders, a file of the user's is locked that belongs to the folder.

    Raises:
        Refused: another process holds it.
    """
    handle = _open_lock(root)
    try:
        if not _take(handle):
            raise Refused(
                f"Another groundplan is at work in {root}.", "Wait until it has ended, then again."
            )
        yield
    finally:
        os.close(handle)


def _open_lock(root: Path) -> int:
    if sys.platform != "win32":
        import fcntl

        handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            fcntl.flock(handle, fcntl.LOCK_UN)
        except BlockingIOError:
            return handle
        except OSError:  # a file system that locks only what is open for writing, as NFS
            os.close(handle)
        else:
            return handle
    return write.open_file(state_folder(root) / "lock", os.O_RDWR | os.O_CREAT, 0o600)


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def recover(root: Path) -> None:
    """Take back what a killed process left half done in `root`; nothing when there is nothing.

    Only what this user's own folder outside of the repo says is believed: a repo can contain any file.

    Raises:
        Refused: a link is in the way now.
        EnvironmentTrouble: disk or permission.
    """
    own = find_state(root)
    journal = own / TRANSACTION if own else None
    if journal is None or not journal.is_dir():
        return
    if (journal / JOURNAL).is_file():
        _take_back(root, journal)
    _clear(root, journal)


def apply(root: Path, changes: Sequence[Change], *, keep: Path | None = None) -> None:
    """Make all of these changes in `root`, or none of them.

    Args:
        root: the folder; it exists.
        changes: what to do; a file that is no longer as in `before` refuses everything.
        keep: a folder (outside the work tree) in which the old files are kept for `kept_changes`.

    Raises:
        Refused: a folder or a link is in the way, or a file was changed since.
        EnvironmentTrouble: disk or permission; nothing was changed.
    """
    recover(root)
    for change in changes:
        _look(root, change)
    if not changes:
        return
    journal = state_folder(root) / TRANSACTION
    name = f"{STAGE}-{os.urandom(4).hex()}" if os.path.lexists(root / STAGE) else STAGE
    try:
        try:
            write.write_text(journal / STAGE_NAME, name)
            (root / name).mkdir(mode=0o700)
            _prepare(root, root / name, journal, changes)
            _commit_or_take_back(root, root / name, journal, changes)
            if keep is not None:
                _keep(journal, keep, changes)
        finally:
            with signals.deferred():
                _clear(root, journal)
    except OSError as problem:
        raise EnvironmentTrouble(
            f"{problem.filename or root}: {problem.strerror or problem}.",
            "Nothing was changed. Free the disk or the permission, then again.",
        ) from problem


def _commit_or_take_back(root: Path, stage: Path, journal: Path, changes: Sequence[Change]) -> None:
    try:
        _commit(root, stage, changes)
    except BaseException:
        with signals.deferred():
            _take_back(root, journal)
        raise


def _clear(root: Path, journal: Path) -> None:
    """Remove what a transaction needed; the journal first, because without it nothing is taken back."""
    (journal / JOURNAL).unlink(missing_ok=True)
    named = journal / STAGE_NAME
    if named.is_file():
        name = named.read_text(encoding="utf-8")
        if _STAGE_NAME.fullmatch(name):
            _remove_stage(root / name)
    shutil.rmtree(journal, ignore_errors=True)


def _remove_stage(stage: Path) -> None:
    """Remove what was staged, and nothing that the repo got in its place since."""
    if stage.is_symlink() or not stage.is_dir():
        return
    for file in stage.iterdir():
        if _STAGED_NAME.fullmatch(file.name) and not file.is_dir():
            file.unlink()
    with contextlib.suppress(OSError):
        stage.rmdir()


def _look(root: Path, change: Change) -> None:
    """Refuse what could not be written, or would be written somewhere else."""
    _refuse_unsafe(change.path)
    path = root / change.path
    top = root.resolve()
    for folder in path.parents:
        if folder == root:
            break
        if folder.is_symlink() and not folder.resolve().is_relative_to(top):
            raise Refused(
                f"{folder.relative_to(root).as_posix()} is a link out of the repo.",
                "Nothing was changed. Make it a folder of the repo, then again.",
            )
        if os.path.lexists(folder) and not folder.is_dir():
            raise Refused(
                f"{folder.relative_to(root).as_posix()}: a file is in the way of a folder.",
                "Nothing was changed. Rename it, then again.",
            )
    if path.is_dir():
        raise Refused(f"{change.path}: a folder is in the way.", "Nothing was changed. Rename it.")
    if path.is_symlink() and not path.resolve().is_relative_to(top):
        raise Refused(
            f"{change.path} is a link out of the repo.",
            "Nothing was changed. Make it a file of the repo, then again.",
        )
    now = path.read_bytes() if path.is_file() else None
    if now is None and os.path.lexists(path):
        raise Refused(f"{change.path} is no regular file.", "Nothing was changed. Rename it.")
    if now != change.before:
        what = "is there already" if change.before is None else "was changed meanwhile"
        raise Refused(f"{change.path} {what}.", "Nothing was changed. Look at it, then again.")


def _refuse_unsafe(path: str) -> None:
    """Refuse a name that no change of ours has; a journal or a record may come from anybody."""
    parts = PurePosixPath(path).parts
    if not parts or PurePosixPath(path).is_absolute() or {"..", ".git"} & set(parts):
        raise Refused(f"{path!r} is no path inside the repo.", "Nothing was changed.")


def _target(root: Path, path: str) -> Path:
    """Return the real file: a link inside the repo stays a link.

    Raises:
        Refused: the file would be outside of the repo.
    """
    _refuse_unsafe(path)
    file = root / path
    if not file.resolve().is_relative_to(root.resolve()):
        raise Refused(f"{path} is a link out of the repo.", "Make it a file of the repo.")
    return file.resolve() if file.is_symlink() else file


def _prepare(root: Path, stage: Path, journal: Path, changes: Sequence[Change]) -> None:
    """Write the new files into the stage, and the old ones with all that is needed to go back."""
    entries = []
    for number, change in enumerate(changes):
        target = _target(root, change.path)
        mode = stat.S_IMODE(target.stat().st_mode) if change.before is not None else None
        if change.before is not None:
            write.write_bytes(journal / "old" / str(number), change.before)
        if change.after is not None:
            new = stage / str(number)
            write.write_bytes(new, change.after, root=stage)
            if change.mode is not None or mode is not None:
                new.chmod(change.mode if change.mode is not None else mode or 0)
        made = [
            folder.relative_to(root).as_posix()
            for folder in target.parents
            if folder.is_relative_to(root) and not folder.exists()
        ]
        after = None if change.after is None else digest(change.after)
        entries.append({"path": change.path, "made": made, "after": after, "mode": mode})
        holder = next(folder for folder in target.parents if folder.is_dir())
        if not os.access(holder, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied", str(holder))
    write.write_text(journal / JOURNAL, json.dumps(entries))


def _commit(root: Path, stage: Path, changes: Sequence[Change]) -> None:
    for number, change in enumerate(changes):
        target = _target(root, change.path)
        if change.after is None:
            write.remove(target, root=root.resolve())
            _remove_empty(target.parent, root)
        else:
            write.move(stage / str(number), target, root=root.resolve())


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_relative_to(root) and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _take_back(root: Path, journal: Path) -> None:
    """Undo a commit that was stopped anywhere; doing it twice is doing it once.

    A file that is neither as before nor as after was edited since: it is left as it is.
    """
    entries = json.loads((journal / JOURNAL).read_text(encoding="utf-8"))
    for entry in entries:
        for path in (entry["path"], *entry["made"]):
            _target(root, path)
    for number, entry in reversed(list(enumerate(entries))):
        target = _target(root, entry["path"])
        old = journal / "old" / str(number)
        now = digest(target.read_bytes()) if target.is_file() else None
        if now == entry["after"]:
            _restore(root, target, old, entry["mode"])
        for made in entry["made"]:
            folder = root / made
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def _restore(root: Path, target: Path, old: Path, mode: int | None) -> None:
    top = root.resolve()
    if not old.is_file():
        write.remove(target, root=top)
        return
    write.write_bytes(target, old.read_bytes(), root=top)
    if mode is not None:
        target.chmod(mode)


def _keep(journal: Path, keep: Path, changes: Sequence[Change]) -> None:
    """Keep what is needed to go back: the old files, and what the new ones were."""
    write.remove_tree(keep)
    entries = [
        {"path": change.path, "after": None if change.after is None else digest(change.after)}
        for change in changes
    ]
    kept = json.loads((journal / JOURNAL).read_text(encoding="utf-8"))
    for number, change in enumerate(changes):
        if change.before is not None:
            old = keep / "old" / str(number)
            write.write_bytes(old, change.before)
            old.chmod(kept[number]["mode"])
    write.write_text(keep / JOURNAL, json.dumps(entries))


def kept_changes(root: Path, keep: Path) -> list[Change]:
    """Return the changes that give back the files as they were before the last kept `apply`.

    Raises:
        Refused: there is nothing to go back to, or a file was edited since.
    """
    if not (keep / JOURNAL).is_file():
        raise Refused("There is no earlier state to go back to.", "See `git log` and `git diff`.")
    entries = json.loads((keep / JOURNAL).read_text(encoding="utf-8"))
    found, edited = [], []
    for number, entry in enumerate(entries):
        file, old = _target(root, entry["path"]), keep / "old" / str(number)
        now = file.read_bytes() if file.is_file() else None
        if (None if now is None else digest(now)) != entry["after"]:
            edited.append(entry["path"])
        mode = stat.S_IMODE(old.stat().st_mode) if old.exists() else None
        before = old.read_bytes() if old.exists() else None
        found.append(Change(entry["path"], now, before, mode))
    if edited:
        raise Refused(
            f"Edited since: {', '.join(sorted(edited))}.",
            "Nothing was changed. Commit them, then go back with git.",
        )
    return found
