"""Behind `main.py`: compiles the guard's modules, keeps them, imports them, and runs the guard.

The modules are kept compiled in the user's own cache folder, under a name made of their whole text:
a stale file is never found, and nothing that a repo holds is run in their place. Exit status 0 lets
the call through, 2 stops it.
"""

import marshal
import sys

try:
    import posix as system
except ImportError:  # Windows
    import nt as system  # type: ignore[no-redef]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

NAME = "groundplan_guard"
# What `from __future__ import annotations` does, without the import: annotations then cost nothing.
ANNOTATIONS = 0x1000000
KEPT = 12
LARGEST = 64_000_000
DENIED = (
    '{"cancel": true, "errorMessage": "R", "decision": "deny", "reason": "R", "permission": "deny",'
    ' "user_message": "R", "agent_message": "R", "permissionDecision": "deny",'
    ' "permissionDecisionReason": "R", "hookSpecificOutput": {"hookEventName": "PreToolUse",'
    ' "permissionDecision": "deny", "permissionDecisionReason": "R"}}'
)
"""What every agent obeys, for where the modules that know each agent can't be used."""
_BINARY = getattr(system, "O_BINARY", 0)


def compiled(folder: str, texts: "dict[str, bytes]", path: str) -> "dict[str, bytes]":
    """Return the guard's modules as byte code, and keep them for the next call.

    Args:
        folder: where the modules are, for tracebacks.
        texts: their names and whole texts.
        path: the cache file; empty where there is no folder for it.
    """
    codes = {}
    for name, text in texts.items():
        if name != "main":
            code = compile(text, f"{folder}{name}.py", "exec", ANNOTATIONS, True, 2)
            codes[name] = marshal.dumps(code)
    if path:
        keep(path, marshal.dumps(codes))
    return codes


def keep(path: str, data: bytes) -> None:
    """Write a cache file whole or not at all; a folder that can't be written costs only time."""
    part = f"{path}.{system.getpid()}"
    folder = path[: path.rfind("/")]
    try:
        for parent in (folder[: folder.rfind("/")], folder):
            try:
                system.mkdir(parent, 0o700)
            except FileExistsError:
                continue
        handle = system.open(
            part, system.O_WRONLY | system.O_CREAT | system.O_EXCL | _BINARY, 0o600
        )
        try:
            system.write(handle, data)
        finally:
            system.close(handle)
        system.replace(part, path)
        forget(folder, path)
    except OSError:
        return


def forget(folder: str, kept: str) -> None:
    """Remove what older versions of the guard left, all but a handful."""
    paths = [f"{folder}/{name}" for name in system.listdir(folder) if name.endswith(".guard")]
    paths.sort(key=lambda path: system.stat(path).st_mtime)
    for path in paths[:-KEPT]:
        if path != kept:
            system.unlink(path)


class Finder:
    """Finds the guard's modules among what was compiled."""

    def __init__(self, codes: "dict[str, bytes]", folder: str) -> None:
        """Take the codes; the folder is where a traceback points."""
        self.codes = codes
        self.folder = folder

    def find_spec(self, name: str, path: object = None, target: object = None) -> "Any":
        """Return how a module is loaded; None for one that is not the guard's."""
        if name != NAME and not name.startswith(NAME + "."):
            return None
        short = name[len(NAME) + 1 :] or "__init__"
        if short not in self.codes:
            return None
        # The class itself without importing the module that names it.
        make: Any = type(sys.__spec__)
        return make(name, self, origin=self.folder, is_package=short == "__init__")

    def create_module(self, spec: object) -> None:
        """Let Python make the module."""
        return

    def exec_module(self, module: "Any") -> None:
        """Run a module's code."""
        short = module.__name__[len(NAME) + 1 :] or "__init__"
        exec(marshal.loads(self.codes[short]), module.__dict__)  # noqa: S102, S302 - our own code


def start(folder: str, codes: "dict[str, bytes]") -> None:
    """Decide the call on standard input and leave with the status that the agent reads."""
    try:
        sys.meta_path.insert(0, Finder(codes, folder))
        decide: Any = __import__(NAME + ".decide", None, None, ["run"])
        status, out, said = decide.run(call_bytes(), variables(), here(folder))
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
        return system.getcwd()
    except OSError:
        return folder


def variables() -> "dict[str, str]":
    """Return the process's variables as text."""
    return {text(name): text(value) for name, value in system.environ.items()}


def text(value: "str | bytes") -> str:
    """Return a variable's name or value as text."""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value


def call_bytes() -> bytes:
    """Return what came on standard input, up to a size that no call has."""
    parts = []
    size = 0
    while size < LARGEST:
        part = system.read(0, 1 << 20)
        if not part:
            break
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def write(handle: int, words: str) -> None:
    """Write one text and a line's end, if there is a text."""
    data = (words + "\n").encode("utf-8", "backslashreplace") if words else b""
    try:
        while data:
            data = data[system.write(handle, data) :]
    except OSError:
        return  # nobody listens: the exit status tells the verdict all the same
