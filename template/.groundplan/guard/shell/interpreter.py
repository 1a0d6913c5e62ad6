"""Follows a shell command step by step, as far as its text tells, and notes what it does.

Nothing is run. Variables, functions, aliases, folders and the texts that pass through pipes are
kept where they are known; every branch is taken. What is not known becomes a hole (see `marks`).
"""

from ..event import HOST, WRITTEN, Event
from ..paths import join
from .lexer import Unreadable
from .parser import parse
from .sentinel import HIDDEN, HOLE, is_all_hole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_CALLS = 24
_MACHINE = ("$", "RANDOM", "SECONDS", "EPOCHSECONDS", "UID", "PPID", "BASHPID", "HOSTNAME", "USER")
"""Variables of which only the machine knows the text: it is no ending of a template."""
_FLOW = ("branch", "pipe", "for", "while")


class Shell:
    """One shell: where it is, what it knows, and the event that it adds to."""

    __slots__ = (
        "aliases",
        "arguments",
        "calls",
        "choices",
        "cwd",
        "dots",
        "event",
        "exported",
        "exports_all",
        "files",
        "functions",
        "local",
        "programs",
        "separators",
        "source",
        "stdin",
        "variables",
        "where",
    )

    def __init__(self, event: Event, programs: "Any", cwd: str, where: str = HOST) -> None:
        """Begin in a folder; `programs` is the module that knows what programs do."""
        self.event = event
        self.programs = programs
        self.cwd = cwd
        self.where = where
        self.variables: dict = {}
        self.exported: set = set()
        self.exports_all = False
        self.functions: dict = {}
        self.aliases: dict = {}
        self.arguments: list = []
        self.choices: set = set()
        self.files: dict = {}
        self.stdin = HOLE
        self.source = ""
        self.separators = " \t\n"
        self.calls = 0
        self.local: dict | None = None
        self.dots = False

    def inner(self, where: "str | None" = None, cwd: "str | None" = None) -> "Shell":
        """Return a shell that knows what this one knows, and tells this one nothing."""
        shell = Shell(self.event, self.programs, self.cwd if cwd is None else cwd)
        shell.where = self.where if where is None else where
        if where:
            self.event.place.is_mounted = True
        shell.variables = dict(self.variables)
        shell.exported = set(self.exported)
        shell.exports_all = self.exports_all
        shell.functions = dict(self.functions)
        shell.aliases = dict(self.aliases)
        shell.arguments = self.arguments
        shell.choices = set(self.choices)
        shell.files = self.files
        shell.stdin = self.stdin
        shell.separators = self.separators
        shell.calls = self.calls
        shell.local = None if self.local is None else {}
        shell.dots = self.dots
        return shell

    def fresh(self, where: "str | None" = None, cwd: "str | None" = None) -> "Shell":
        """Return a shell of its own process: it inherits what is exported."""
        shell = self.inner(where, cwd)
        if not self.exports_all:
            shell.variables = {
                name: value
                for name, value in self.variables.items()
                if name in self.exported or name in ("PWD", "HOME")
            }
        shell.functions = {}
        shell.aliases = {}
        shell.arguments = []
        shell.separators = " \t\n"
        return shell

    def run_text(self, text: str, stdin: str = HOLE, want: bool = False) -> str:
        """Follow a text that a shell reads: an argument of `sh -c`, of `eval`, of a pipe."""
        self.calls += 1
        if self.calls > _CALLS:
            self.calls -= 1
            return HOLE
        before, self.stdin = self.stdin, stdin
        try:
            return self.walk(parse(text), want)
        except Unreadable as problem:
            if problem.so_far is not None:
                self.walk(problem.so_far, want)
            self.programs.unreadable(self, text)
            return HOLE
        finally:
            self.stdin = before
            self.calls -= 1

    def output_of(self, command: tuple) -> str:
        """Return what a command prints, as far as it is known; it is followed, too."""
        return self.inner().walk(command, True)

    def substituted_file(self, command: tuple) -> str:
        """Return the name of the file that `<(...)` stands for; its text is kept."""
        name = f"/dev/fd/{len(self.files) + 63}"
        inner = self.inner()
        text = inner.walk(command, True)
        if is_all_hole(text):
            from . import control_flow

            # Where the text is not known, the script that it comes from may be.
            return control_flow.printed_file(command) or name
        self.files[name] = text
        return name

    def walk(self, command: tuple, want: bool = False) -> str:
        """Follow one command and return its output where that is wanted."""
        kind = command[0]
        if kind == "run":
            return self.simple(command, want)
        if kind == "seq":
            outputs = [self.walk(item, want) for item in command[1]]
            return "".join(outputs)
        if kind in _FLOW:
            from . import control_flow

            return control_flow.follow(self, command, want)
        if kind in ("group", "sub"):
            shell = self.inner() if kind == "sub" else self
            return self.redirected(command[2], want, lambda catch: shell.walk(command[1], catch))
        if kind == "function":
            self.functions[command[1]] = command[2]
            if command[1] in self.event.trapped:
                # A trap was set on it before.
                self.inner().start([command[1]], {}, False)
            return ""
        for word in command[1]:
            if word is not None and not isinstance(word, str):
                self.text_of(word)
        self.redirect(command[2])
        return ""

    def text_of(self, word: "str | list") -> str:
        """Return the one text that a word becomes where nothing is split."""
        if isinstance(word, str) and word.isprintable():
            return word
        from . import expansion

        return expansion.text(self, word)

    def fields_of(self, word: "str | list") -> list:
        """Return the words that one word becomes."""
        if isinstance(word, str) and word.isprintable():
            return [word]
        from . import expansion

        return expansion.fields(self, word)

    def prefix(self, assignments: list) -> dict:
        """Return the variables that stand in front of a command and hold for it alone."""
        from .variables import prefix

        return prefix(self, assignments)

    def redirected(self, redirections: list, want: bool, body: "Callable[[bool], str]") -> str:
        if not redirections:
            return body(want)
        before = self.stdin
        target = self.redirect(redirections)
        output = body(want or bool(target))
        self.stdin = before
        return self.kept(target, output)

    def kept(self, target: str, output: str) -> str:
        """Keep what a command prints into a file; what is left for a pipe is returned."""
        if not target:
            return output
        if target.startswith("&"):
            return output
        if target == "/dev/stdout" or target == "/dev/stderr":
            return output
        path = join(self.cwd, target)
        self.files[path] = output
        return ""

    def redirect(self, redirections: list) -> str:
        """Note the files that are opened; return the one that takes the output, if any."""
        target = ""
        for redirection in redirections:
            sign, number, word = redirection[0], redirection[1], redirection[2]
            if sign in ("<<", "<<-"):
                self.given(number, self.text_of(word))
                continue
            if sign == "<<<":
                text = self.text_of(word)
                self.given(number, (HIDDEN if is_all_hole(text) else text) + "\n")
                continue
            name = self.text_of(word)
            if sign == "<" or sign == "<&":
                if sign == "<&":
                    self.stdin = self.files.get(f"/dev/fd/{name}", self.stdin)
                if sign == "<":
                    self.event.read.append((join(self.cwd, name), "read"))
                    self.stdin = self.content(name)
                    self.source = name
                continue
            if sign == ">&" and (name.isdigit() or name == "-" or name[:-1].isdigit()):
                continue
            names = self.fields_of(word) if not isinstance(word, str) else [name]
            for item in names or [name]:
                self.event.touch(self.cwd, item, WRITTEN)
            if number in ("", "1") or sign.startswith("&"):
                target = name
        return target

    def given(self, number: str, text: str) -> None:
        """Keep a text that the command gives itself by a descriptor: mostly its input."""
        if number in ("", "0"):
            self.stdin = text
        else:
            self.files[f"/dev/fd/{number}"] = text

    def content(self, name: str) -> str:
        """Return the text of a file that this command made, else what is not known."""
        if name in ("/dev/stdin", "-", "/dev/fd/0", "/proc/self/fd/0"):
            return self.stdin
        return self.files.get(name) or self.files.get(join(self.cwd, name)) or HOLE

    def simple(self, command: tuple, want: bool) -> str:
        """Follow one simple command."""
        self.event.step()
        if self.choices:
            from . import control_flow

            name = control_flow.chosen(self, command)
            if name:
                return control_flow.each_choice(self, name, command, want)
        _, assignments, words, redirections = command
        if words and isinstance(words[0], list) and len(words[0]) == 1:
            from . import control_flow

            lines = control_flow.lines_of(self, words[0][0])
            if lines:
                return control_flow.each_line(self, lines, command, want)
        given: list = []
        for word in words:
            if isinstance(word, str) and word.isprintable():
                given.append(word)
            else:
                given.extend(self.fields_of(word))
        before = self.stdin
        if not given:
            if assignments:
                from . import variables

                variables.assign(self, assignments)
            target = self.redirect(redirections)
            read, self.stdin = self.stdin, before
            is_read, self.source = bool(self.source), ""
            return read if is_read and not target else self.kept(target, "")  # `$(< FILE)`
        prefix = self.prefix(assignments) if assignments else {}
        target = self.redirect(redirections) if redirections else ""
        output = self.start(given, prefix, want or bool(target), words[0])
        self.variables["_"] = given[-1]
        if given[0] != "exec" or len(given) > 1:
            self.stdin = before
            self.source = ""
        return self.kept(target, output) if target else output

    def start(self, given: list, prefix: dict, want: bool, first: "str | list" = "") -> str:
        """Start what the first word names: an alias, a function, a builtin or a program."""
        name = given[0]
        said = HOLE
        if name in self.aliases and isinstance(first, str):
            # A shell that is not interactive knows no alias: there the program itself starts.
            said = self.alias(name, given[1:], want)
        if name in self.functions:
            return self.call(name, given[1:], want, prefix)
        output = self.programs.start(self, given, prefix, want)
        return output if output is not None else said

    def alias(self, name: str, rest: list, want: bool) -> str:
        value = self.aliases[name]
        shell = self.inner()
        del shell.aliases[name]
        return shell.run_text(
            f"{value} {' '.join(quoted(item) for item in rest)}", self.stdin, want
        )

    def call(self, name: str, arguments: list, want: bool, prefix: "dict | None" = None) -> str:
        self.calls += 1
        if self.calls > _CALLS or not self.event.calls_again(name):
            self.calls -= 1
            return HOLE
        before, self.arguments = self.arguments, arguments
        shell = self
        if prefix:
            shell = self.inner()
            shell.variables.update(prefix)
            shell.exported.update(prefix)
        outer, shell.local = shell.local, {}
        try:
            return shell.walk(self.functions[name], want)
        finally:
            for key, old in shell.local.items():
                # What was local is again what it was outside.
                if old is None:
                    shell.variables.pop(key, None)
                else:
                    shell.variables[key] = old
            shell.local = outer
            self.arguments = before
            self.calls -= 1

    def value(self, name: str) -> object:
        """Return a variable's text or list; None where it is not known."""
        if name in self.variables:
            value = self.variables[name]
            return value[-1] if isinstance(value, tuple) else value
        if name == "PWD":
            return self.cwd
        if name == "HOME":
            return "~"
        if name in ("@", "*"):
            return self.arguments
        if name in _MACHINE:
            return "0"
        if name in ("EDITOR", "VISUAL"):
            return "vi"
        if name in ("SHELL", "BASH"):
            return "bash"
        if name.isdigit():
            at = int(name)
            if at == 0:
                return "bash"
            return (
                self.arguments[at - 1]
                if at <= len(self.arguments)
                else ""
                if self.arguments
                else None
            )
        return None

    def set(self, name: str, value: object) -> None:
        """Give a variable its value."""
        self.variables[name] = value
        self.choices.discard(name)
        if self.exports_all:
            self.exported.add(name)
        if name == "IFS" and isinstance(value, str):
            self.separators = value

    def environment(self, prefix: dict) -> dict:
        """Return the variables that a program started now would see, beside the session's own."""
        if not self.exported and not self.exports_all:
            return prefix
        found = {
            name: value
            for name, value in self.variables.items()
            if isinstance(value, str) and (name in self.exported)
        }
        found.update(prefix)
        return found


def quoted(word: str) -> str:
    """Return a word so that a shell reads it as that word again."""
    if word and all(
        letter.isalnum() or letter in "-_./:=@%+,\x00\x01\x02\x03\x04" for letter in word
    ):
        return word
    return "'" + word.replace("'", "'\\''") + "'"
