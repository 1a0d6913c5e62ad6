"""Starts the guard: `python3 -I -S main.py < CALL`. Short, since Python compiles it at each start."""

import sys
from _imp import source_hash
from marshal import loads

system = sys.modules.get("posix") or sys.modules["nt"]
folder = __file__[: -len("main.py")] or "./"


def read(path: str, own: bool = False) -> bytes:
    """Return a file's bytes; with `own` only of a file that nobody else can write."""
    handle = system.open(path, getattr(system, "O_BINARY", 0))
    try:
        found = system.fstat(handle)
        is_ours = not hasattr(system, "getuid") or found.st_uid == system.getuid()
        if own and (not is_ours or found.st_mode & 18):
            return b""
        data: bytes = system.read(handle, found.st_size)
        return data
    finally:
        system.close(handle)


def variable(name: str) -> str:
    """Return a variable of the process."""
    environ = system.environ  # bytes on POSIX, text on Windows
    value = environ.get(name.encode()) or environ.get(name) or b""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value


def kept(names: str) -> tuple:
    """Return some modules' byte code if it is kept, their texts, and the file for it."""
    texts = [read(f"{folder}{name.replace('.', '/')}.py") for name in names.split()]
    whole = b"\0".join([names.encode(), *texts])
    key = source_hash(sys.hexversion, whole) + source_hash(len(whole), whole)
    home = variable("HOME")
    base = variable("XDG_CACHE_HOME") or variable("LOCALAPPDATA") or (home and f"{home}/.cache")
    path = base and f"{base}/groundplan/{sys.implementation.cache_tag}-{key.hex()}.guard"
    try:
        return tuple(loads(read(path, True))), texts, path
    except (OSError, EOFError, TypeError, ValueError):  # not there yet, or not whole
        return None, texts, path


# What every call needs, in the order in which the modules need each other.
FIRST = (
    "loader disk shell.sentinel paths event options json_text"
    " payload.agent_table payload.senders payload.tools payload.tool_commands payload.reader"
    " payload.reply policy.command_rules policy.table trees decide"
)


def main() -> None:
    """Run the module behind this one."""
    group = kept(FIRST)
    codes, texts, _ = group
    loader = codes[0] if codes else compile(texts[0], f"{folder}loader.py", "exec", 0x1000000, True)
    space: dict = {"__name__": "loader"}
    exec(loader, space)
    space["start"](kept, folder, FIRST, group)


if __name__ == "__main__":
    try:
        main()
    except Exception:  # not even compiled: the launcher stops the call, and says so
        system._exit(70)
