"""Behind `.groundplan/loader`: compiles the bundle's modules, keeps them, loads them, runs the guard.

Groups of modules that are needed together are kept compiled in the user's own cache folder, each
under a name made of the whole text of the group: a stale file is never found, nothing that a repo
holds is run in their place, and repos with the same bundle share what is kept. Only what a call
needs is read. Exit status 0 lets the call through, 2 stops it.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import CodeType
    from typing import Any

system: "Any" = sys.modules.get("posix") or sys.modules["nt"]

NAME = "groundplan"
# What `from __future__ import annotations` does, without the import: annotations then cost nothing.
ANNOTATIONS = 0x1000000
OPTIMIZED = 2
"""No docstrings and no assertions in what is compiled."""
KEPT = 1000
"""How many groups are kept: one guard on one Python has about fifty."""
LARGEST = 64_000_000
DENIED = (
    '{"cancel": true, "errorMessage": "R", "decision": "deny", "reason": "R", "permission": "deny",'
    ' "user_message": "R", "agent_message": "R", "permissionDecision": "deny",'
    ' "permissionDecisionReason": "R", "hookSpecificOutput": {"hookEventName": "PreToolUse",'
    ' "permissionDecision": "deny", "permissionDecisionReason": "R"}}'
)
"""What every agent obeys, for where the modules that know each agent can't be used."""
PACKAGES = (
    "guard",
    "guard.languages",
    "guard.payload",
    "guard.policy",
    "guard.programs",
    "guard.shell",
    "guard.windows",
)
"""The folders of the guard's modules. They hold no code of their own."""


def add_package(name: str) -> None:
    """Make one package of the guard known to Python without reading a file for it."""
    full = f"{NAME}.{name}" if name else NAME
    package: Any = type(sys)(full)
    package.__path__ = []
    package.__spec__ = spec_of(full, None, True)
    sys.modules[full] = package
    parent, _, short = full.rpartition(".")
    if parent:
        setattr(sys.modules[parent], short, package)


class Finder:
    """Finds the bundle's modules: among what is kept, else by compiling their texts."""

    def __init__(
        self, kept: "Callable[[str], tuple]", sources: "Callable[[bytes], dict]", folder: str
    ) -> None:
        """Take the function that looks for a module's group, the one that reads it, and its folder."""
        self.kept = kept
        self.sources = sources
        self.folder = folder
        self.codes: dict[str, CodeType] = {}

    def add(self, codes: "dict | None", text: bytes, path: str) -> None:
        """Take a group's code, compiled where none was kept."""
        if not codes:
            codes = {
                name: compile(
                    source, f"{self.folder}bundle/{name}", "exec", ANNOTATIONS, True, OPTIMIZED
                )
                for name, source in self.sources(text).items()
            }
            # No folder for it: a relative path would land in the repo.
            if path[:1] == "/" or path[1:2] == ":":
                keep(path, tuple(codes.items()))
        self.codes.update(codes)

    def run(self, names: "Iterable[str]") -> None:
        """Run modules that are loaded, without Python's own search for them."""
        for name in names:
            full = f"{NAME}.{name}"
            if full not in sys.modules:
                module = type(sys)(full)
                module.__spec__ = spec_of(full, self)
                package, _, short = full.rpartition(".")
                module.__package__ = package
                sys.modules[full] = module
                self.exec_module(module)
                setattr(sys.modules[package], short, module)

    def find_spec(self, name: str, path: object = None, target: object = None) -> "Any":
        """Return how a module is loaded; None for one that the bundle does not hold."""
        if not name.startswith(f"{NAME}."):
            return None
        short = name[len(NAME) + 1 :]
        if short not in self.codes:
            try:
                group = self.kept(short)
            except FileNotFoundError:
                return None
            before = len(self.codes)
            self.add(*group)
            # Those that this one needs come first.
            each = list(self.codes)[before:]
            self.run(each[: each.index(short)])
        return spec_of(name, self)

    def create_module(self, spec: object) -> None:
        """Let Python make the module."""
        return

    def exec_module(self, module: "Any") -> None:
        """Run a module's code."""
        exec(self.codes[module.__name__[len(NAME) + 1 :]], module.__dict__)  # noqa: S102


def spec_of(name: str, finder: "Finder | None", is_package: bool = False) -> "Any":
    """Return what Python wants to know of a module."""
    # The class itself without importing the module that names it.
    make: Any = type(sys.__spec__)
    return make(name, finder, is_package=is_package)


def keep(path: str, codes: tuple) -> None:
    """Write a cache file whole or not at all; a folder that can't be written costs only time."""
    from marshal import dumps

    part = f"{path}.{system.getpid()}"
    folder = path[: path.rfind("/")]
    try:
        for parent in (folder[: folder.rfind("/")], folder):
            try:
                system.mkdir(parent, 0o700)
            except FileExistsError:
                continue
        flags = system.O_WRONLY | system.O_CREAT | system.O_EXCL | getattr(system, "O_BINARY", 0)
        handle = system.open(part, flags, 0o600)
        try:
            system.write(handle, dumps(codes))
        finally:
            system.close(handle)
        system.replace(part, path)
        forget(folder, path)
    except OSError:
        return


def forget(folder: str, kept: str) -> None:
    """Remove the oldest groups once there are too many, a quarter at a time."""
    paths = [f"{folder}/{name}" for name in system.listdir(folder)]
    if len(paths) > KEPT:
        paths.sort(key=lambda path: system.stat(path).st_mtime)
        for path in paths[: KEPT // 4]:
            if path != kept:
                system.unlink(path)


def start(
    kept: "Callable[[str], tuple]",
    sources: "Callable[[bytes], dict]",
    folder: str,
    group: tuple,
) -> None:
    """Decide the call on standard input and leave with the status that the agent reads.

    Args:
        kept: looks for a module's group: its code or None, its text, its file in the cache.
        sources: reads a group's text.
        folder: where the bundle is.
        group: what `kept` returned for the modules that every call needs, of which this is the first.
    """
    try:
        finder = Finder(kept, sources, folder)
        finder.add(*group)
        for name in ("", *PACKAGES):
            add_package(name)
        sys.meta_path.insert(0, finder)
        finder.run(list(finder.codes)[1:])
        decide: Any = sys.modules[f"{NAME}.guard.decide"]
        status, out, said = decide.run(call_bytes(), Variables(), here(folder))
    except Exception as problem:  # whatever it is: a call that was not judged does not run
        status = 2
        said = f"groundplan: the guard failed ({type(problem).__name__}), so this call is stopped. A person can see why: groundplan doctor"
        out = DENIED.replace('"R"', f'"{said}"')
    write(1, out)
    write(2, said)
    # Nothing is left to do: leaving at once saves the interpreter's own clearing up.
    system._exit(status)


def here(folder: str) -> str:
    """Return the process's folder; where that is gone, the one that holds the guard."""
    try:
        return str(system.getcwd())
    except OSError:
        return folder


class Variables:
    """The process's variables as text, read when they are asked for."""

    def get(self, name: str) -> str:
        """Return a variable; empty where it is not set."""
        environ = system.environ  # bytes on POSIX, text on Windows
        value = environ.get(name.encode()) or environ.get(name) or ""
        return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else str(value)


def call_bytes() -> bytes:
    """Return what came on standard input, up to a size that no call has."""
    parts = []
    size = 0
    room = 1 << 16
    while size < LARGEST:
        part = system.read(0, room)
        if not part:
            break
        parts.append(part)
        size += len(part)
        room = 1 << 20
    return b"".join(parts)


def write(handle: int, words: str) -> None:
    """Write one text and a line's end, if there is a text."""
    data = (words + "\n").encode("utf-8", "backslashreplace") if words else b""
    try:
        while data:
            data = data[system.write(handle, data) :]
    except OSError:
        return  # nobody listens: the exit status tells the verdict all the same
