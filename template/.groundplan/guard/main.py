"""Starts the guard: `python3 -I -S main.py < CALL`. Short, since Python compiles it at each start."""

import marshal
import sys
from _imp import source_hash

try:
    import posix as system
except ImportError:  # Windows
    import nt as system  # type: ignore[no-redef]


def read(path: str, own: bool = False) -> bytes:
    """Return a file's bytes; with `own` only of a file that nobody else can write."""
    handle = system.open(path, getattr(system, "O_BINARY", 0))
    try:
        found = system.fstat(handle)
        if (
            own
            and hasattr(system, "getuid")
            and (found.st_uid != system.getuid() or found.st_mode & 18)
        ):
            return b""
        return system.read(handle, found.st_size)
    finally:
        system.close(handle)


def variable(name: str) -> str:
    """Return a variable of the process."""
    environ: dict = system.environ  # bytes on POSIX, text on Windows
    value = environ.get(name.encode()) or environ.get(name) or b""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value


def main() -> None:
    """Find the guard's modules compiled, or have them compiled, and start it."""
    folder = __file__[: -len("main.py")] or "./"
    names = sorted(name[:-3] for name in system.listdir(folder) if name[-3:] == ".py")
    texts = {name: read(f"{folder}{name}.py") for name in names}
    whole = b"\0".join([" ".join(names).encode(), *texts.values()])
    key = source_hash(sys.hexversion, whole) + source_hash(len(whole), whole)
    base = variable("XDG_CACHE_HOME") or variable("LOCALAPPDATA") or variable("HOME") + "/.cache"
    path = f"{base}/groundplan/{sys.implementation.cache_tag}-{key.hex()}.guard"
    space: dict = {"__name__": "boot"}
    try:
        codes = marshal.loads(read(path, True))
        exec(marshal.loads(codes["boot"]), space)
    except (OSError, EOFError, KeyError, TypeError, ValueError):  # not there yet, or not whole
        exec(compile(texts["boot"], f"{folder}boot.py", "exec", 0x1000000, True), space)
        codes = space["compiled"](folder, texts, path if path[0] == "/" or path[1] == ":" else "")
    space["start"](folder, codes)


if __name__ == "__main__":
    try:
        main()
    except Exception:  # not even compiled: the launcher stops the call, and says so
        system._exit(70)
