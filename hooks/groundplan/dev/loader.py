"""Groundplan: runs what `bundle` holds, `python3 -I -S loader < CALL`. Generated, do not edit.

The bundle is text. Its first line says its version and its hash. An index follows, one line a module:
its name, and where its group begins and how long it is after the blank line that ends the index. A
group is source text, compressed, in hexadecimal lines; to read one: sh .groundplan/run source NAME
"""

import sys
from _imp import source_hash
from marshal import loads

system = sys.modules.get("posix") or sys.modules["nt"]
folder = __file__[: __file__.replace("\\", "/").rfind("/") + 1] or "./"
HEAD = 32768  # the index is shorter
head = index = b""
is_crlf = False


def read(path: str, own: bool = False, start: int = 0, size: int = 1 << 28) -> bytes:
    """Return a file's bytes; with `own` only of a file that nobody else can write."""
    handle = system.open(path, getattr(system, "O_BINARY", 0))
    try:
        found = system.fstat(handle)
        is_ours = not hasattr(system, "getuid") or found.st_uid == system.getuid()
        if own and (not is_ours or found.st_mode & 18):
            return b""
        system.lseek(handle, start, 0)
        data: bytes = system.read(handle, min(size, found.st_size))
        return data
    finally:
        system.close(handle)


def variable(name: str) -> str:
    """Return a variable of the process."""
    environ = system.environ  # bytes on POSIX, text on Windows
    value = environ.get(name.encode()) or environ.get(name) or b""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value


def bundle(start: int, size: int) -> bytes:
    """Return a part of the bundle, which may have come with the line ends of Windows."""
    if is_crlf:
        return read(f"{folder}bundle").replace(b"\r\n", b"\n")[start : start + size]
    return read(f"{folder}bundle", False, start, size)


def kept(name: str) -> tuple:
    """Return the byte code of a module's group if it is kept, its part of the bundle, and the file for it."""
    line = index.find(b"\n" + name.encode() + b" ")
    if line < 0:
        raise FileNotFoundError(name)
    place = index[line + len(name) + 2 : index.find(b"\n", line + 1)].split()
    text = bundle(len(index) + 1 + int(place[0]), int(place[1]))
    key = source_hash(sys.hexversion, text) + source_hash(len(text), text)
    home = variable("HOME")
    base = variable("XDG_CACHE_HOME") or variable("LOCALAPPDATA") or (home and f"{home}/.cache")
    path = base and f"{base}/groundplan/{sys.implementation.cache_tag}-{key.hex()}.guard"
    try:
        return dict(loads(read(path, True))), text, path
    except (OSError, EOFError, TypeError, ValueError):  # not there yet, or not whole
        return None, text, path


def sources(text: bytes) -> dict:
    """Return the source of each module of a group, by name."""
    from zlib import decompressobj

    parts = decompressobj().decompress(bytes.fromhex(text.decode())).decode().split("\0")
    return dict(zip(parts[0::2], parts[1::2]))


def main() -> None:
    """Run the module behind this one."""
    group = kept("guard.loader")
    codes, text, _ = group
    loader = (
        codes["guard.loader"]
        if codes
        else compile(sources(text)["guard.loader"], "loader", "exec", 0x1000000, True)
    )
    space: dict = {"__name__": "loader"}
    exec(loader, space)
    space["start"](kept, sources, folder, group)


if __name__ == "__main__":
    try:
        head = read(f"{folder}bundle", False, 0, HEAD)
        is_crlf = b"\r\n" in head[:200]
        index = head.replace(b"\r\n", b"\n").partition(b"\n\n")[0] + b"\n"
        main()
    except Exception:  # not even compiled: the launcher stops the call, and says so
        system._exit(70)
