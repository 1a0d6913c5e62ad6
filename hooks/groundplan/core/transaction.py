"""Many files at once, all or nothing: the part of the world in which a repo is changed.

Everything is looked at before the first write. The new files are staged in one folder inside the repo,
old ones are copied there, and only then does each file change, by a rename. Whatever stops that is
taken back: an error and Ctrl-C at once, a killed process at the start of the next run.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import stat
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from groundplan.core import git, signals
from groundplan.core.errors import EnvironmentTrouble, Refused
from groundplan.core.user_state import state_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STAGE = ".groundplan-stage"
JOURNAL = "journal.json"


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

    Raises:
        Refused: another process holds it.
    """
    path = state_folder(root) / "lock"  # the same for the same folder, whatever TMPDIR is
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        if not _take(handle):
            raise Refused(
                f"Another groundplan is at work in {root}.", "Wait until it has ended, then again."
            )
        yield
    finally:
        os.close(handle)


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
    """Take back what a killed process left half done in `root`; nothing when there is nothing."""
    stage = root / STAGE
    if not stage.is_dir() or stage.is_symlink():
        return
    if _is_tracked(root):
        raise Refused(
            f"{STAGE} is committed: nobody's process left it there.",
            f"Take it out: git rm -r {STAGE}, and commit.",
        )
    if (stage / JOURNAL).is_file():
        _take_back(root, stage)
    shutil.rmtree(stage)


def _is_tracked(root: Path) -> bool:
    """Say whether git has the stage: what is committed may say anything, and is never acted on."""
    return bool((git.git_output("ls-files", "--", STAGE, cwd=root) or "").strip())


def apply(root: Path, changes: Sequence[Change], *, keep: Path | None = None) -> None:
    """Make all of these changes in `root`, or none of them.

    Args:
        root: the folder; it exists.
        changes: what to do; a file that is no longer as in `before` refuses everything.
        keep: a folder (outside the work tree) in which the old files are kept for `take_back_kept`.

    Raises:
        Refused: a folder or a link is in the way, or a file was changed meanwhile.
        EnvironmentTrouble: disk or permission; nothing was changed.
    """
    recover(root)
    for change in changes:
        _look(root, change)
    if not changes:
        return
    stage = root / STAGE
    try:
        stage.mkdir(mode=0o700)
        try:
            _prepare(root, stage, changes)
            try:
                _commit(root, stage, changes)
            except BaseException:
                with signals.deferred():
                    _take_back(root, stage)
                raise
            if keep is not None:
                _keep(stage, keep, changes)
            (stage / JOURNAL).unlink()
        finally:
            shutil.rmtree(stage, ignore_errors=True)
    except OSError as problem:
        raise EnvironmentTrouble(
            f"{problem.filename or root}: {problem.strerror or problem}.",
            "Nothing was changed. Free the disk or the permission, then again.",
        ) from problem


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


def _prepare(root: Path, stage: Path, changes: Sequence[Change]) -> None:
    (stage / "old").mkdir()
    (stage / "new").mkdir()
    entries = []
    for number, change in enumerate(changes):
        target = _target(root, change.path)
        if change.before is not None:
            shutil.copy2(target, stage / "old" / str(number))
        if change.after is not None:
            new = stage / "new" / str(number)
            new.write_bytes(change.after)
            mode = stat.S_IMODE(target.stat().st_mode) if change.before is not None else None
            if change.mode is not None or mode is not None:
                new.chmod(change.mode if change.mode is not None else mode or 0)
        made = [
            folder.relative_to(root).as_posix()
            for folder in target.parents
            if folder.is_relative_to(root) and not folder.exists()
        ]
        entries.append({"path": change.path, "made": made})
        holder = next(folder for folder in target.parents if folder.is_dir())
        if not os.access(holder, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied", str(holder))
    draft = stage / "journal.draft"
    draft.write_text(json.dumps(entries), encoding="utf-8")
    draft.rename(stage / JOURNAL)


def _commit(root: Path, stage: Path, changes: Sequence[Change]) -> None:
    for number, change in enumerate(changes):
        target = _target(root, change.path)
        if change.after is None:
            target.unlink()
            _remove_empty(target.parent, root)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            (stage / "new" / str(number)).replace(target)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_relative_to(root) and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _take_back(root: Path, stage: Path) -> None:
    """Undo a commit that was stopped anywhere; doing it twice is doing it once."""
    entries = json.loads((stage / JOURNAL).read_text(encoding="utf-8"))
    for entry in entries:
        for path in (entry["path"], *entry["made"]):
            _target(root, path)
    for number, entry in reversed(list(enumerate(entries))):
        target = _target(root, entry["path"])
        old, new = stage / "old" / str(number), stage / "new" / str(number)
        if old.exists():
            if not target.is_file() or not new.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                spare = old.with_suffix(".back")
                shutil.copy2(old, spare)
                spare.replace(target)
        elif not new.exists():
            target.unlink(missing_ok=True)
        for made in entry["made"]:
            folder = root / made
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def _keep(stage: Path, keep: Path, changes: Sequence[Change]) -> None:
    """Keep what is needed to go back: the old files, and what the new ones were."""
    if keep.exists():
        shutil.rmtree(keep)
    shutil.copytree(stage / "old", keep / "old")
    entries = [
        {"path": change.path, "after": None if change.after is None else digest(change.after)}
        for change in changes
    ]
    (keep / JOURNAL).write_text(json.dumps(entries), encoding="utf-8")


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


def digest(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
