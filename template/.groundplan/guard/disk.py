"""What stands on the disk, without `os`: importing that module costs a fifth of Python's start."""

try:
    import posix as system
except ImportError:  # Windows
    import nt as system  # type: ignore[no-redef]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_LINKS = 40


def exists(path: str) -> bool:
    """Say whether a path leads to something."""
    try:
        system.stat(path)
    except (OSError, ValueError):
        return False
    return True


def content(path: str, most: int) -> bytes:
    """Return a file's bytes, up to a number of them.

    Raises:
        OSError: it can't be read.
        ValueError: the path is none.
    """
    handle = system.open(path, system.O_RDONLY | getattr(system, "O_BINARY", 0))
    try:
        size = min(system.fstat(handle).st_size, most)
        parts = []
        while size > 0:
            part = system.read(handle, size)
            if not part:
                break
            parts.append(part)
            size -= len(part)
        return b"".join(parts)
    finally:
        system.close(handle)


def is_folder(path: str) -> bool:
    """Say whether a path leads to a folder."""
    try:
        return system.stat(path).st_mode & 0o170000 == 0o040000
    except (OSError, ValueError):
        return False


def names_in(folder: str) -> "list[str]":
    """Return the names in a folder; none where it can't be read."""
    try:
        return system.listdir(folder)
    except (OSError, ValueError):
        return []


def walk(
    folder: str, depth: int, most: int, found: "list[str]", keeps: "Callable[[str], bool]"
) -> None:
    """Add the files below a folder whose names are wanted, as deep as `depth` folders.

    Args:
        folder: where to begin.
        depth: how many folders deep to look.
        most: how many files are enough.
        found: takes the paths.
        keeps: whether a file of that name is wanted.
    """
    try:
        with system.scandir(folder) as entries:
            for entry in entries:
                if len(found) > most:
                    return
                if entry.is_dir(follow_symlinks=False):
                    if depth and entry.name not in (".git", "node_modules"):
                        walk(f"{folder}/{entry.name}", depth - 1, most, found, keeps)
                elif keeps(entry.name):
                    found.append(f"{folder}/{entry.name}")
    except (OSError, ValueError):
        return


def real(path: str) -> str:
    """Return where a path leads when every link in it is followed, as far as it exists."""
    if not hasattr(system, "readlink") or not path.startswith("/"):
        return path
    todo = [part for part in path.split("/") if part][::-1]
    done = ""
    links = 0
    while todo:
        part = todo.pop()
        if part == ".":
            continue
        if part == "..":
            done = done[: done.rfind("/")] if done else ""
            continue
        try:
            target = system.readlink(f"{done}/{part}")
        except (OSError, ValueError):
            done = f"{done}/{part}"
            continue
        links += 1
        if links > _LINKS:
            return path
        if target.startswith("/"):
            done = ""
        todo.extend([piece for piece in target.split("/") if piece][::-1])
    return done or "/"


def make_folder(path: str) -> None:
    """Make a folder whose parent is there; one that is there already is fine.

    Raises:
        OSError: it can't be made.
    """
    try:
        system.mkdir(path)
    except FileExistsError:
        return


def remove_oldest(folder: str, kept: int) -> None:
    """Remove the oldest files of a folder until `kept` are left.

    Raises:
        OSError: one of them can't be removed.
    """
    names = names_in(folder)
    if len(names) > kept:
        paths = [f"{folder}/{name}" for name in names]
        paths.sort(key=lambda path: system.stat(path).st_mtime)
        for path in paths[:-kept]:
            system.unlink(path)
