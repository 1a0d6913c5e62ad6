"""Follows a shell command step by step, as far as its text tells, and notes what it does.

Nothing is run. Variables, functions, aliases, folders and the texts that pass through pipes are
kept where they are known; every branch is taken. What is not known becomes a hole (see `marks`).
"""

from . import expand
from .event import HOST, WRITTEN, Event
from .marks import HIDDEN, HOLE, has_hole, is_all_hole, plain
from .paths import join
from .syntax import Array, Unreadable, parse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_CALLS = 24
_ROUNDS = (40, 8, 3, 1)
"""How many values of a loop are followed, by how many loops it stands in."""
_CHOICES = 4


class Shell:
    """One shell: where it is, what it knows, and the event that it adds to."""

    __slots__ = (
        "aliases",
        "arguments",
        "calls",
        "choices",
        "cwd",
        "event",
        "exported",
        "exports_all",
        "files",
        "functions",
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

    def inner(self, where: "str | None" = None, cwd: "str | None" = None) -> "Shell":
        """Return a shell that knows what this one knows, and tells this one nothing."""
        shell = Shell(self.event, self.programs, self.cwd if cwd is None else cwd)
        shell.where = self.where if where is None else where
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

    # -- texts ----------------------------------------------------------------------------------

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
        self.files[name] = inner.walk(command, True)
        return name

    # -- commands -------------------------------------------------------------------------------

    def walk(self, command: tuple, want: bool = False) -> str:
        """Follow one command and return its output where that is wanted."""
        kind = command[0]
        if kind == "run":
            return self.simple(command, want)
        if kind == "seq":
            outputs = [self.walk(item, want) for item in command[1]]
            return "".join(outputs)
        if kind == "branch":
            return self.branches(command[1], want)
        if kind == "pipe":
            return self.pipe(command[1], want)
        if kind in ("group", "sub"):
            shell = self.inner() if kind == "sub" else self
            return self.redirected(command[2], want, lambda catch: shell.walk(command[1], catch))
        if kind == "for":
            return self.redirected(command[4], want, lambda catch: self.loop(command, catch))
        if kind == "while":
            return self.redirected(command[3], want, lambda catch: self.while_loop(command, catch))
        if kind == "function":
            self.functions[command[1]] = command[2]
            return ""
        for word in command[1]:
            if word is not None and not isinstance(word, str):
                expand.text(self, word)
        self.redirect(command[2])
        return ""

    def branches(self, commands: list, want: bool) -> str:
        """Follow each branch; what they leave in a variable are choices."""
        outputs: list = []
        for command in commands:
            before = self.variables
            self.variables = dict(before)
            outputs.append(self.walk(command, want))
            for name, value in self.variables.items():
                old = before.get(name)
                if old and old != value and isinstance(old, (str, tuple)):
                    # An empty value is what a script begins with, not a choice.
                    self.join_choices(name, old, value)
        return "".join(outputs)

    def join_choices(self, name: str, old: object, value: object) -> None:
        known = old if isinstance(old, tuple) else (old,)
        more = value if isinstance(value, tuple) else (value,)
        joined = known + tuple(item for item in more if item not in known)
        if all(isinstance(item, str) for item in joined) and len(joined) <= _CHOICES:
            self.variables[name] = joined
            self.choices.add(name)

    def pipe(self, commands: list, want: bool) -> str:
        """Follow a pipe: each command reads what the one before it prints."""
        passed = self.stdin
        last = len(commands) - 1
        for number, command in enumerate(commands):
            shell = self.inner()
            shell.stdin = passed
            passed = shell.walk(command, want or number < last)
            if number < last and command[0] == "run" and is_all_hole(passed):
                # Text that is said here and not known: for a shell that reads it, it is hidden.
                passed = HIDDEN if command[2] and command[2][0] in ("echo", "printf") else passed
        return passed

    def loop(self, command: tuple, want: bool) -> str:
        _, name, words, body, _ = command
        values: list = []
        if words is None:
            values = list(self.arguments) or [HOLE]
        else:
            for word in words:
                values.extend(expand.fields(self, word))
        outputs: list = []
        rounds = _ROUNDS[min(self.event.loops, len(_ROUNDS) - 1)]
        self.event.loops += 1
        for value in values[:rounds]:
            self.variables[name] = value
            outputs.append(self.walk(body, want))
        self.event.loops -= 1
        return "".join(outputs)

    def while_loop(self, command: tuple, want: bool) -> str:
        """Follow a loop once, or once for each line that is read and known."""
        lines = [line for line in self.stdin.split("\n") if line]
        if len(lines) <= 1 or not _reads(command[1]):
            self.walk(command[1])
            return self.walk(command[2], want)
        outputs: list = []
        for line in lines[: _ROUNDS[0]]:
            self.stdin = line + "\n"
            self.walk(command[1])
            outputs.append(self.walk(command[2], want))
        return "".join(outputs)

    # -- redirections ---------------------------------------------------------------------------

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
                if number in ("", "0"):
                    self.stdin = expand.text(self, word)
                continue
            if sign == "<<<":
                text = expand.text(self, word)
                self.stdin = (HIDDEN if is_all_hole(text) else text) + "\n"
                continue
            name = expand.text(self, word)
            if sign == "<" or sign == "<&":
                if sign == "<":
                    self.event.read.append((join(self.cwd, name), "read"))
                    self.stdin = self.content(name)
                    self.source = name
                continue
            if sign == ">&" and (name.isdigit() or name == "-" or name[:-1].isdigit()):
                continue
            names = expand.fields(self, word) if not isinstance(word, str) else [name]
            for item in names or [name]:
                self.event.touch(self.cwd, item, WRITTEN)
            if number in ("", "1") or sign.startswith("&"):
                target = name
        return target

    def content(self, name: str) -> str:
        """Return the text of a file that this command made, else what is not known."""
        if name in ("/dev/stdin", "-", "/dev/fd/0", "/proc/self/fd/0"):
            return self.stdin
        return self.files.get(name) or self.files.get(join(self.cwd, name)) or HOLE

    # -- one simple command ---------------------------------------------------------------------

    def simple(self, command: tuple, want: bool) -> str:
        """Follow one simple command."""
        self.event.step()
        if self.choices:
            name = self.chosen(command)
            if name:
                return self.each_choice(name, command, want)
        _, assignments, words, redirections = command
        given: list = []
        for word in words:
            if isinstance(word, str) and word.isprintable():
                given.append(word)
            else:
                given.extend(expand.fields(self, word))
        before = self.stdin
        if not given:
            self.assign(assignments)
            target = self.redirect(redirections)
            return self.kept(target, "")
        prefix = self.prefix(assignments) if assignments else {}
        target = self.redirect(redirections) if redirections else ""
        output = self.start(given, prefix, want or bool(target), words[0])
        if given[0] != "exec" or len(given) > 1:
            self.stdin = before
            self.source = ""
        return self.kept(target, output) if target else output

    def start(self, given: list, prefix: dict, want: bool, first: "str | list" = "") -> str:
        """Start what the first word names: an alias, a function, a builtin or a program."""
        name = given[0]
        if name in self.aliases and isinstance(first, str):
            return self.alias(name, given[1:], want)
        if name in self.functions:
            return self.call(name, given[1:], want)
        output = self.programs.start(self, given, prefix, want)
        return output if output is not None else HOLE

    def alias(self, name: str, rest: list, want: bool) -> str:
        value = self.aliases[name]
        shell = self.inner()
        del shell.aliases[name]
        return shell.run_text(
            f"{value} {' '.join(quoted(item) for item in rest)}", self.stdin, want
        )

    def call(self, name: str, arguments: list, want: bool) -> str:
        self.calls += 1
        if self.calls > _CALLS or not self.event.calls_again(name):
            self.calls -= 1
            return HOLE
        before, self.arguments = self.arguments, arguments
        try:
            return self.walk(self.functions[name], want)
        finally:
            self.arguments = before
            self.calls -= 1

    def chosen(self, command: tuple) -> str:
        for word in list(command[2]) + [redirection[2] for redirection in command[3]]:
            if isinstance(word, list):
                for part in word:
                    if isinstance(part, tuple) and part[0] == "var" and part[1] in self.choices:
                        return str(part[1])
        return ""

    def each_choice(self, name: str, command: tuple, want: bool) -> str:
        values = self.variables.get(name)
        self.choices.discard(name)
        if not isinstance(values, tuple):
            return self.simple(command, want)
        outputs: list = []
        for value in values:
            self.variables[name] = value
            outputs.append(self.simple(command, want))
        if self.variables.get(name) == values[-1]:
            self.variables[name] = values
            self.choices.add(name)
        return str(outputs[-1])

    # -- variables ------------------------------------------------------------------------------

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
        if name in ("EDITOR", "VISUAL"):
            return "vi"
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

    def assign(self, assignments: list) -> None:
        for name, adds, word, index in assignments:
            if isinstance(word, Array):
                values: list = []
                for item in word:
                    values.extend(_without_key(plain(value)) for value in expand.fields(self, item))
                old = self.variables.get(name)
                self.set(name, (old if isinstance(old, list) else []) + values if adds else values)
                continue
            value = plain(expand.text(self, word))
            if index:
                self.assign_item(name, index, value)
            elif adds:
                old = self.value(name)
                self.set(name, (old if isinstance(old, str) else HOLE) + value)
            else:
                self.set(name, value)

    def assign_item(self, name: str, index: str, value: str) -> None:
        old = self.variables.get(name)
        items = list(old) if isinstance(old, list) else []
        if index.isdigit() and int(index) < 256:
            while len(items) <= int(index):
                items.append("")
            items[int(index)] = value
        else:
            items.append(value)
        self.variables[name] = items

    def prefix(self, assignments: list) -> dict:
        """Return the variables that stand in front of a command and hold for it alone."""
        found: dict = {}
        for name, adds, word, _ in assignments:
            if isinstance(word, Array):
                self.assign([(name, adds, word, "")])
                continue
            found[name] = plain(expand.text(self, word))
        return found

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


def _without_key(text: str) -> str:
    """Return an item of a list without the key that may stand before it: `[key]=value`."""
    key, mark, value = text.partition("]=")
    return value if mark and key[:1] == "[" else text


def _reads(command: tuple) -> bool:
    kind = command[0]
    if kind == "run":
        return bool(command[2]) and command[2][0] in ("read", "readarray", "mapfile")
    if kind in ("seq", "branch", "pipe"):
        return any(_reads(item) for item in command[1])
    return False


def quoted(word: str) -> str:
    """Return a word so that a shell reads it as that word again."""
    if word and all(
        letter.isalnum() or letter in "-_./:=@%+,\x00\x01\x02\x03\x04" for letter in word
    ):
        return word
    return "'" + word.replace("'", "'\\''") + "'"


def hidden(output: str) -> str:
    """Return a text of which nothing is known so that it shows: something hides it."""
    return (
        HIDDEN
        if is_all_hole(output) or (has_hole(output) and not output.strip("\x00\x01 \n"))
        else output
    )
