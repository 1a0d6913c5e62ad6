"""The only writer: nothing is written through a link that leaves the repo.

A repo can hold a link in the place of any file or folder that is written. Each path is followed as
far as links stay in the repo; what is then the real path is opened folder by folder, from the root
on, without following anything, so that a link that appears meanwhile is not followed either.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path
from typing import IO, TYPE_CHECKING

from groundplan.core.errors import EnvironmentTrouble, Refused
from groundplan.core.io import os_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

UNCHANGED = "Nothing was changed. Check disk space and permissions."
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | _NOFOLLOW | getattr(os, "O_CLOEXEC", 0)
_FILE = _NOFOLLOW | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
# Windows has no calls relative to an open folder; there the look before the write has to do.
HAS_FOLDER_CALLS = {os.open, os.mkdir, os.unlink, os.rename} <= os.supports_dir_fd


def real_place(path: Path, root: Path | None = None) -> tuple[Path, tuple[str, ...]]:
    """Return the folder below which a path has to stay, and its real parts from there.

    Args:
        path: what is to be written.
        root: the folder that it must not leave; the git work tree around it when None, or where
            there is none its own folder.

    Raises:
        Refused: a link leads out of that folder, or into git's own.
    """
    lexical = Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow the links
    top = Path(os.path.abspath(root)) if root else work_tree(lexical)  # noqa: PTH100
    if not lexical.is_relative_to(top):
        raise Refused(f"{path} is outside of {top}.", "Name a path inside.")
    here = Path(os.path.realpath(top))
    real = Path(os.path.realpath(lexical))
    name = lexical.relative_to(top).as_posix()
    if not real.is_relative_to(here):
        raise Refused(f"{name} is a link out of the repo.", "Remove the link, then run this again.")
    parts = real.relative_to(here).parts
    if ".git" in parts and ".git" not in lexical.relative_to(top).parts:
        raise Refused(f"{name} is a link into .git.", "Remove the link, then run this again.")
    return here, parts


def work_tree(path: Path) -> Path:
    """Return the nearest folder above `path` that holds a `.git`; its own folder without one."""
    return next((top for top in path.parents if (top / ".git").exists()), path.parent)


def write_bytes(path: Path, data: bytes, *, root: Path | None = None) -> None:
    """Replace a file whole or not at all: written beside it, flushed, then renamed over it.

    The file's mode is kept; a link that stays in the repo stays a link.

    Args:
        path: the file; its folders are made.
        data: what it is to hold.
        root: as in `real_place`.

    Raises:
        Refused: a link leads out of the repo.
        EnvironmentTrouble: the disk or a permission is in the way; the old file is unchanged.
    """
    top, parts = real_place(path, root)
    try:
        with _folder(top, parts[:-1]) as folder:
            _replace(folder, parts[-1], data)
    except OSError as problem:
        raise EnvironmentTrouble(_sentence(problem, path), UNCHANGED) from problem


def write_text(path: Path, text: str, *, root: Path | None = None) -> None:
    """Write text as UTF-8 with its line ends as they are; see `write_bytes`."""
    write_bytes(path, text.encode("utf-8"), root=root)


def open_file(
    path: Path, flags: int, mode: int = 0o644, *, root: Path | None = None, private: bool = False
) -> int:
    """Open a file for writing and return its descriptor; its folders are made.

    Args:
        path: the file.
        flags: as for `os.open`; links are never followed.
        mode: of a file that is made.
        root: as in `real_place`.
        private: make folders that only this user can enter.

    Raises:
        Refused: a link leads out of the repo, or it is not a regular file.
        OSError: it can't be opened.
    """
    top, parts = real_place(path, root)
    with _folder(top, parts[:-1], 0o700 if private else 0o777) as folder:
        # O_NONBLOCK: a FIFO without a reader would block the call.
        opened = _at(folder, parts[-1], flags | _FILE | getattr(os, "O_NONBLOCK", 0), mode)
    kind = os.fstat(opened).st_mode
    if not (stat.S_ISREG(kind) or stat.S_ISCHR(kind)):
        os.close(opened)
        raise Refused(f"{path} is not a regular file.", "Remove it, then run this again.")
    return opened


def open_new(path: Path, *, root: Path | None = None) -> IO[bytes]:
    """Open a file that is written piece by piece; what it held is gone.

    Raises:
        Refused: a link leads out of the repo.
        OSError: it can't be opened.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    return os.fdopen(open_file(path, flags, root=root), "wb", buffering=0)


def append_private(path: Path, text: str) -> None:
    """Add text to the end of a file that nobody else may read, and wait until it is on disk.

    The file is made with mode 0600, its folder with 0700; a link in its place is not followed.

    Raises:
        EnvironmentTrouble: the disk or a permission is in the way; the end of `text` may lack.
    """
    try:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
        with os.fdopen(open_file(path, flags, 0o600, private=True), "wb") as stream:
            stream.write(text.encode("utf-8"))
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as problem:
        raise EnvironmentTrouble(
            _sentence(problem, path),
            "Check disk space and permissions, then give the answer again.",
        ) from problem


def make_folder(path: Path, *, root: Path | None = None, private: bool = False) -> None:
    """Make a folder and those above it; one that is there already is fine.

    Raises:
        Refused: a link leads out of the repo.
        EnvironmentTrouble: the disk or a permission is in the way.
    """
    try:
        top, parts = real_place(path / ".", root)
        with _folder(top, parts, 0o700 if private else 0o777):
            return
    except OSError as problem:
        raise EnvironmentTrouble(_sentence(problem, path), UNCHANGED) from problem


def move(source: Path, target: Path, *, root: Path) -> None:
    """Put a file that is whole already in another's place, by a rename.

    Raises:
        Refused: a link leads out of `root`.
        EnvironmentTrouble: the disk or a permission is in the way.
    """
    top, parts = real_place(target, root)
    try:
        with _folder(top, parts[:-1]) as folder:
            if isinstance(folder, int):
                os.replace(source, parts[-1], dst_dir_fd=folder)
            else:
                source.replace(folder / parts[-1])
    except OSError as problem:
        raise EnvironmentTrouble(_sentence(problem, target), UNCHANGED) from problem


def remove(path: Path, *, root: Path | None = None) -> None:
    """Remove a file or a link, never what it points at; nothing where there is nothing.

    Raises:
        Refused: a folder above it is a link out of the repo.
        EnvironmentTrouble: a permission is in the way.
    """
    top, parts = real_place(path.parent / ".", root or work_tree(Path(os.path.abspath(path))))  # noqa: PTH100
    try:
        with contextlib.suppress(FileNotFoundError), _folder(top, parts, make=False) as folder:
            if isinstance(folder, int):
                os.unlink(path.name, dir_fd=folder)
            else:
                (folder / path.name).unlink()
    except OSError as problem:
        raise EnvironmentTrouble(_sentence(problem, path), "Check its permissions.") from problem


def remove_tree(path: Path, *, root: Path | None = None) -> None:
    """Remove a folder with all that is in it; a link is removed, never followed.

    Raises:
        Refused: a folder above it is a link out of the repo.
        EnvironmentTrouble: a permission is in the way.
    """
    import shutil

    if path.is_symlink() or path.is_file():
        remove(path, root=root)
        return
    real_place(path.parent / ".", root or work_tree(Path(os.path.abspath(path))))  # noqa: PTH100
    try:
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(path)
    except OSError as problem:
        raise EnvironmentTrouble(_sentence(problem, path), "Check its permissions.") from problem


@contextlib.contextmanager
def _folder(
    top: Path, parts: tuple[str, ...], mode: int = 0o777, *, make: bool = True
) -> Iterator[int | Path]:
    """Open a folder below `top` without following a link; a path where the system can't do that."""
    if not HAS_FOLDER_CALLS:
        folder = top.joinpath(*parts)
        if make:
            folder.mkdir(mode=mode, parents=True, exist_ok=True)
        yield folder
        return
    if make:
        top.mkdir(mode=mode, parents=True, exist_ok=True)
    descriptor = os.open(top, _FOLDER)
    try:
        for part in parts:
            below = _enter(descriptor, part, mode if make else None)
            os.close(descriptor)
            descriptor = below
        yield descriptor
    finally:
        os.close(descriptor)


def _enter(folder: int, name: str, mode: int | None) -> int:
    try:
        return os.open(name, _FOLDER, dir_fd=folder)
    except FileNotFoundError:
        if mode is None:
            raise
    with contextlib.suppress(FileExistsError):
        os.mkdir(name, mode, dir_fd=folder)
    return os.open(name, _FOLDER, dir_fd=folder)


def _at(folder: int | Path, name: str, flags: int, mode: int) -> int:
    if isinstance(folder, int):
        return os.open(name, flags, mode, dir_fd=folder)
    return os.open(folder / name, flags, mode)


def _replace(folder: int | Path, name: str, data: bytes) -> None:
    mode = _mode_of(folder, name)
    part = f".{name[:100]}.{os.urandom(4).hex()}"
    handle = _at(folder, part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FILE, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            if hasattr(os, "fchmod"):
                os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        if isinstance(folder, int):
            os.replace(part, name, src_dir_fd=folder, dst_dir_fd=folder)
        else:
            (folder / part).replace(folder / name)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            if isinstance(folder, int):
                os.unlink(part, dir_fd=folder)
            else:
                (folder / part).unlink()
        raise


def _mode_of(folder: int | Path, name: str) -> int:
    try:
        if isinstance(folder, int):
            old = os.stat(name, dir_fd=folder, follow_symlinks=False)
        else:
            old = (folder / name).lstat()
    except FileNotFoundError:
        return 0o666 & ~_umask()
    if stat.S_ISDIR(old.st_mode):
        raise IsADirectoryError(21, "Is a directory", name)
    return stat.S_IMODE(old.st_mode)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sentence(problem: OSError, path: Path) -> str:
    """Name the whole path: a call below an open folder knows only the last part of it."""
    return os_sentence(OSError(problem.errno, problem.strerror, str(path)))
