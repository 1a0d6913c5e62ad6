"""What a call in Python does: writes, removes or starts something."""

from ..event import MODE, REMOVED, REMOVED_TREE, WRITTEN
from ..options import program_name
from ..paths import join
from ..programs import dispatch, interpreters
from ..programs.file_effects import target_of
from ..programs.program_names import program_of_module
from ..shell.sentinel import HOLE, is_all_hole
from .python_values import Values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


_MAINS = ("main", "cmdline", "console_main")
_CALL_IT = frozenset(
    (
        "map",
        "imap",
        "starmap",
        "submit",
        "apply",
        "apply_async",
        "to_thread",
        "call_soon",
        "partial",
    )
)
"""Functions and methods that call the function that they are given first."""


class Calls(Values):
    """Notes what calls do."""

    def call(self, node: "Any") -> None:
        name = self.dotted(node.func)
        last = name.rpartition(".")[2]
        arguments = list(node.args)
        named = {item.arg: item.value for item in node.keywords if item.arg}
        subject = getattr(node.func, "value", None)
        if last != "open" and not arguments[1:]:
            arguments += [named[key] for key in ("path", "src", "dst") if key in named]
        if last == "open":
            self.opened(name, arguments, named, subject)
        elif last in ("write_text", "write_bytes", "touch", "symlink_to", "hardlink_to", "link_to"):
            self.touch(subject, WRITTEN)
        elif last in ("unlink", "remove", "removedirs", "rmtree", "rmdir", "send2trash"):
            kind = REMOVED_TREE if last == "rmtree" else REMOVED
            self.touch(arguments[0] if arguments else subject, kind)
            if (
                last == "unlink"
                and arguments
                and subject is not None
                and not name.startswith("os.")
            ):
                self.touch(subject, REMOVED)
        elif last in ("rename", "replace", "move", "renames"):
            is_text = last == "replace" and len(arguments) == 2 and name.partition(".")[0] != "os"
            if not is_text:
                self.touch(arguments[0] if len(arguments) > 1 else subject, REMOVED)
                self.touch(arguments[-1] if arguments else None, WRITTEN)
        elif (
            last
            in ("copy", "copyfile", "copy2", "copytree", "symlink", "link", "copymode", "copystat")
            and len(arguments) > 1
        ):
            if last not in ("copymode", "copystat"):
                self.copied(arguments)
        elif (last in ("truncate", "utime", "mkfifo", "mknod") and arguments) or (
            last in ("set_key", "unset_key") and arguments
        ):
            self.touch(arguments[0], WRITTEN)
        elif last == "urlretrieve" and len(arguments) > 1:
            self.touch(arguments[1], WRITTEN)
        elif last.startswith(("to_", "save")) and arguments and subject is not None:
            self.touch(arguments[0], WRITTEN)
        elif name.startswith(("sh.", "plumbum.cmd.")):
            words = [last, *(self.text(item) or HOLE for item in arguments)]
            dispatch.run_words(self.shell, words, {}, False)
        elif last in ("extract", "extractall"):
            self.extracted(last, arguments, named)
        elif last == "putenv" or name == "os.environ.setdefault":
            self.export(self.text(arguments[0]) if len(arguments) > 1 else "", arguments[-1:])
        elif name == "os.environ.update":
            for item in [*arguments[:1], node]:
                for key, value in self.environment(item).items():
                    self.export(key, value)
        elif last in ("basicConfig", "FileHandler", "RotatingFileHandler"):
            self.touch(named.get("filename", arguments[0] if arguments else None), WRITTEN)
        elif last == "FileInput" or name == "fileinput.input":
            if "inplace" in named and arguments:
                self.touch(arguments[0], WRITTEN)
        elif last == "chmod" and (arguments or subject is not None):
            self.touch(arguments[0] if len(arguments) > 1 else subject, MODE)
        elif last == "print" and len(arguments) == 1 and not named:
            text = self.text(arguments[0])
            self.printed += f"{text}\n" if text else HOLE
        else:
            self.started(name, last, arguments, named)

    def extracted(self, last: str, arguments: list, named: dict) -> None:
        """Note the members that are taken out of an archive, where they are named."""
        place = arguments[1] if len(arguments) > 1 else None
        members = arguments[:1]
        if last == "extractall":
            place = arguments[0] if arguments else None
            members = [named["members"]] if "members" in named else arguments[1:2]
        place = place or named.get("path")
        folder = (self.text(place) if place is not None else None) or "."
        for member in members:
            for name in self.words(member) or [self.text(member)]:
                if name:
                    self.shell.event.touch(join(self.shell.cwd, folder), name, WRITTEN)

    def export(self, name: "str | None", value: "Any") -> None:
        """Note a variable that programs started from now on see."""
        if isinstance(value, list):
            value = value[0] if value else None
        if name:
            text = value if isinstance(value, str) else self.text(value)
            self.shell.variables[name] = text or HOLE
            self.shell.exported.add(name)

    def copied(self, arguments: list) -> None:
        source, target = self.text(arguments[0]), self.text(arguments[1])
        if target is None:
            return
        target_of(self.shell, target, [source or HOLE], False)

    def opened(self, name: str, arguments: list, named: dict, subject: "Any") -> None:
        is_method = type(subject).__name__ in ("Call", "Name") and name.rpartition(".")[0] not in (
            "io",
            "os",
            "codecs",
            "builtins",
            "gzip",
            "aiofiles",
        )
        if name == "open" or not is_method or subject is None:
            target = arguments[0] if arguments else named.get("file")
            mode = arguments[1] if len(arguments) > 1 else named.get("mode")
        else:
            target = subject
            mode = arguments[0] if arguments else named.get("mode")
        if name == "os.open":
            flags = self.flags(arguments[1]) if len(arguments) > 1 else ""
            if (
                "O_WRONLY" in flags
                or "O_RDWR" in flags
                or "O_CREAT" in flags
                or "O_TRUNC" in flags
                or "O_APPEND" in flags
            ):
                self.touch(target, WRITTEN)
            return
        text = self.text(mode) if mode is not None else "r"
        if text is not None and any(letter in text for letter in "wax+"):
            self.touch(target, WRITTEN)

    def touch(self, node: "Any", kind: str) -> None:
        text = self.text(node)
        if text and not is_all_hole(text):
            self.shell.event.touch(self.shell.cwd, text, kind)

    def handed_on(self, last: str, arguments: list, named: dict) -> None:
        """Follow a function that is given to another one: `Thread(target=os.system, args=(...))`."""
        function = named.get("target") or (arguments[0] if arguments and last in _CALL_IT else None)
        name = self.dotted(function) if type(function).__name__ in ("Name", "Attribute") else ""
        if "." not in name:
            return
        given = named.get("args")
        rest = list(getattr(given, "elts", ())) if given is not None else arguments[1:]
        for item in rest[:1] if last in ("map", "imap", "starmap") else ():
            rest = list(getattr(item, "elts", ())) or rest
        short = name.rpartition(".")[2]
        if last in ("map", "imap", "starmap"):
            for item in rest:
                self.started(name, short, [item], {})
        else:
            self.started(name, short, rest, {})

    def started(self, name: str, last: str, arguments: list, named: dict) -> None:
        shell = self.shell
        top = name.partition(".")[0]
        if "target" in named or last in _CALL_IT:
            self.handed_on(last, arguments, named)
            return
        if (
            last in ("system", "popen", "getoutput", "getstatusoutput", "create_subprocess_shell")
            and arguments
        ):
            text = self.text(arguments[0])
            if text:
                shell.fresh().run_text(text)
        elif (
            last
            in (
                "run",
                "call",
                "check_call",
                "check_output",
                "Popen",
                "create_subprocess_exec",
                "spawn",
            )
            or last.startswith(("execv", "execl", "spawnl", "spawnv"))
            or last == "posix_spawn"
        ):
            self.subprocess(last, arguments, named)
        elif last in ("exec", "eval") and arguments:
            text = self.text(arguments[0])
            source = self.content_of(arguments[0])
            if text:
                dispatch.call("languages.python_code:python", shell, text, [], {}, False)
            elif source:
                dispatch.note(shell, program_name(source), [f"./{source}"])
        elif last in _MAINS and program_of_module(top) in shell.event.place.protected.programs:
            program = program_of_module(top)
            words = self.words(named.get("argv") or (arguments[0] if arguments else None))
            dispatch.note(shell, program, [program, *words])
        elif top in shell.event.place.protected.programs and name.count("."):
            # `tool.command.upgrade(...)`: the function is the program's own command.
            dispatch.note(shell, top, [top, last])
        elif top == "flask_migrate" and last in (
            "upgrade",
            "downgrade",
            "migrate",
            "revision",
            "stamp",
        ):
            dispatch.note(shell, "flask", ["flask", "db", last])
        elif last == "call_command" and arguments:
            dispatch.note(shell, "manage.py", ["manage.py", self.text(arguments[0]) or HOLE])
        elif last == "execute_from_command_line" and arguments:
            dispatch.note(shell, "manage.py", ["manage.py", *self.words(arguments[0])[1:]])
        elif last == "run_path" and arguments:
            path = self.text(arguments[0])
            if path:
                dispatch.note(shell, program_name(path), [f"./{path}"])
        elif last == "run_module" and arguments:
            module = self.text(arguments[0])
            if module:
                interpreters.python_module(shell, module, [], {}, False)

    def subprocess(self, last: str, arguments: list, named: dict) -> None:
        shell = self.shell
        first = arguments[0] if arguments else named.get("args")
        if first is None:
            return
        inner = shell.fresh()
        folder = self.text(named["cwd"]) if "cwd" in named else None
        if folder:
            inner.cwd = join(inner.cwd, folder)
        words = self.words(first)
        text = self.text(first)
        if last.startswith(("execl", "spawnl")) or last == "create_subprocess_exec":
            texts = [self.text(item) or HOLE for item in arguments]
            skip = 2 if last.startswith("spawnl") else 1 if last.startswith("execl") else 0
            words = texts[skip:]
            text = None
        elif last.startswith(("execv", "spawnv")) or last == "posix_spawn":
            place = 2 if last.startswith("spawnv") else 1
            words = self.words(arguments[place]) if len(arguments) > place else []
            if words and text:
                words[0] = text
            text = None
        env = named.get("env")
        prefix = self.environment(env) if env is not None else {}
        if words:
            dispatch.run_words(inner, words, prefix, False)
        elif text:
            inner.variables.update(prefix)
            inner.exported.update(prefix)
            inner.run_text(text)
