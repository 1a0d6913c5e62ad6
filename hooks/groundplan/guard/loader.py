"""Behind `main.py`: compiles the guard's modules, keeps them, loads them, and runs the guard.

Groups of modules that are needed together are kept compiled in the user's own cache folder, each
under a name made of the whole texts of its modules: a stale file is never found, nothing that a
repo holds is run in their place, and repos with the same guard share what is kept. Only what a call
needs is read. Exit status 0 lets the call through, 2 stops it.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import CodeType
    from typing import Any

system: "Any" = sys.modules.get("posix") or sys.modules["nt"]

NAME = "groundplan_guard"
# What `from __future__ import annotations` does, without the import: annotations then cost nothing.
ANNOTATIONS = 0x1000000
KEPT = 1000
"""How many groups are kept: one guard on one Python has about fifty."""
DENIED = (
    '{"cancel": true, "errorMessage": "R", "decision": "deny", "reason": "R", "permission": "deny",'
    ' "user_message": "R", "agent_message": "R", "permissionDecision": "deny",'
    ' "permissionDecisionReason": "R", "hookSpecificOutput": {"hookEventName": "PreToolUse",'
    ' "permissionDecision": "deny", "permissionDecisionReason": "R"}}'
)
"""What every agent obeys, for where the modules that know each agent can't be used."""
GROUPS = (
    (
        "programs.program_table shell.lexer shell.parser programs.dispatch"
        " shell.interpreter programs.git programs.git_output"
    ),
    "shell.control_flow shell.escapes shell.echo",
    "shell.expansion_lexer shell.expansion shell.variables",
    "policy.path_rules payload.tool_paths policy.messages",
    "programs.interpreters shell.builtins programs.runners",
    "programs.search_patterns programs.output",
    "programs.file_effects programs.file_tools",
    "languages.python_values languages.python_calls languages.python_code",
    "languages.tokens languages.reader languages.calls languages.scripts",
    (
        "windows.common windows.cmdlets windows.powershell windows.text windows.values"
        " windows.methods windows.commands windows.pipelines windows.assignments windows.reader"
    ),
    "programs.git_files programs.git_hooks",
    "policy.name_resolution policy.ambiguity policy.ask_policy",
)
"""Modules that are needed together, in the order in which they need each other."""


PACKAGES = ("languages", "payload", "policy", "programs", "shell", "windows")
"""The folders of the guard's modules. They hold no code of their own."""


def add_package(name: str) -> None:
    """Make one package of the guard known to Python without reading a file for it."""
    full = f"{NAME}.{name}" if name else NAME
    package: Any = type(sys)(full)
    package.__path__ = []
    package.__spec__ = spec_of(full, None, True)
    sys.modules[full] = package
    if name:
        setattr(sys.modules[NAME], name, package)


class Finder:
    """Finds the guard's modules: among what is kept, else by compiling their texts."""

    def __init__(self, kept: "Callable[[str], tuple]", folder: str) -> None:
        """Take the function that looks for a group, and the folder of the texts."""
        self.kept = kept
        self.folder = folder
        self.codes: dict[str, CodeType] = {}
        self.groups = {name: group for group in GROUPS for name in group.split()}

    def add(self, names: str, codes: "tuple | None", texts: list, path: str) -> None:
        """Take a group's code, compiled anew where none was kept."""
        each = names.split()
        if codes is None or len(codes) != len(each):
            codes = tuple(
                compile(
                    text,
                    f"{self.folder}{name.replace('.', '/')}.py",
                    "exec",
                    ANNOTATIONS,
                    True,
                    2,
                )
                for name, text in zip(each, texts)
            )
            # No folder for it: a relative path would land in the repo.
            if path[:1] == "/" or path[1:2] == ":":
                keep(path, codes)
        self.codes.update(zip(each, codes))

    def load(self, names: str) -> None:
        """Load a group of modules."""
        self.add(names, *self.kept(names))

    def run(self, names: "list[str]") -> None:
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
        """Return how a module is loaded; None for one that is not the guard's."""
        if not name.startswith(f"{NAME}."):
            return None
        short = name[len(NAME) + 1 :]
        group = self.groups.get(short, short)
        if short not in self.codes:
            try:
                self.load(group)
            except FileNotFoundError:
                return None
        # Those that this one needs come first.
        each = group.split()
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


def keep(path: str, codes: "tuple[CodeType, ...]") -> None:
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
    folder: str,
    first: str,
    group: tuple,
) -> None:
    """Decide the call on standard input and leave with the status that the agent reads.

    Args:
        kept: looks for a group: its code or None, its texts, its file in the cache.
        folder: where the guard's modules are.
        first: the names of the group that every call needs, of which this module is the first.
        group: what `kept` returned for it.
    """
    try:
        finder = Finder(kept, folder)
        finder.add(first, *group)
        for name in ("", *PACKAGES):
            add_package(name)
        sys.meta_path.insert(0, finder)
        finder.run(first.split()[1:])
        decide: Any = sys.modules[f"{NAME}.decide"]
        status, out, said = decide.run(decide.whole_input(read), Variables(), here(folder))
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


def read(size: int) -> bytes:
    """Return what comes next on standard input."""
    data: bytes = system.read(0, size)
    return data


def write(handle: int, words: str) -> None:
    """Write one text and a line's end, if there is a text."""
    data = (words + "\n").encode("utf-8", "backslashreplace") if words else b""
    try:
        while data:
            data = data[system.write(handle, data) :]
    except OSError:
        return  # nobody listens: the exit status tells the verdict all the same
