"""Follows what runs more than once, or perhaps: pipes, loops, branches, and choices that they leave."""

from ..options import names
from .sentinel import HIDDEN, HOLE, is_all_hole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .interpreter import Shell

_ROUNDS = (40, 8, 3, 1)
"""How many values of a loop are followed, by how many loops it stands in."""
_CHOICES = 4


def follow(shell: "Shell", command: tuple, want: bool) -> str:
    """Follow a command of one of these kinds."""
    kind = command[0]
    if kind == "branch":
        return branches(shell, command[1], want)
    if kind == "pipe":
        return pipe(shell, command[1], want)
    if kind == "for":
        return shell.redirected(command[4], want, lambda catch: loop(shell, command, catch))
    return shell.redirected(command[3], want, lambda catch: while_loop(shell, command, catch))


def branches(shell: "Shell", commands: list, want: bool) -> str:
    """Follow each branch; what they leave in a variable are choices."""
    outputs: list = []
    for command in commands:
        before = shell.variables
        shell.variables = dict(before)
        outputs.append(shell.walk(command, want))
        for name, value in shell.variables.items():
            old = before.get(name)
            if old and old != value and isinstance(old, (str, tuple)):
                # An empty value is what a script begins with, not a choice.
                _join_choices(shell, name, old, value)
    return "".join(outputs)


def _join_choices(shell: "Shell", name: str, old: object, value: object) -> None:
    known = old if isinstance(old, tuple) else (old,)
    more = value if isinstance(value, tuple) else (value,)
    joined = known + tuple(item for item in more if item not in known)
    if all(isinstance(item, str) for item in joined) and len(joined) <= _CHOICES:
        shell.variables[name] = joined
        shell.choices.add(name)


def pipe(shell: "Shell", commands: list, want: bool) -> str:
    """Follow a pipe: each command reads what the one before it prints."""
    passed = shell.stdin
    last = len(commands) - 1
    source = shell.source
    for number, command in enumerate(commands):
        inner = shell.inner()
        inner.stdin = passed
        inner.source = source
        passed = inner.walk(command, want or number < last)
        source = printed_file(command) or (source if _passes(command) else "")
        if number < last and command[0] == "run" and is_all_hole(passed):
            # Text that is said here and not known: for a shell that reads it, it is hidden.
            passed = HIDDEN if command[2] and command[2][0] in ("echo", "printf") else passed
    return passed


_PASS = frozenset(names("cat tac head tail sed grep tee bat dos2unix envsubst get-content gc type"))
"""Programs that print what they read, or some of it."""


def printed_file(command: tuple) -> str:
    """Return the script that a command prints, such as `cat FILE`, or `docker exec X cat FILE`."""
    return printed_path(command[2]) if command[0] == "run" else ""


def printed_path(words: list) -> str:
    """Return the script that a command of these words prints."""
    last = words[-1] if words else ""
    if not isinstance(last, str) or not last.endswith(".py"):
        return ""
    return last if any(isinstance(word, str) and word.lower() in _PASS for word in words) else ""


def _passes(command: tuple) -> bool:
    words: list = command[2] if command[0] == "run" else []
    return bool(words) and isinstance(words[0], str) and words[0] in _PASS


def loop(shell: "Shell", command: tuple, want: bool) -> str:
    """Follow a loop over words."""
    _, name, words, body, _ = command
    values: list = []
    if words is None:
        values = list(shell.arguments) or [HOLE]
    else:
        for word in words:
            values.extend(shell.fields_of(word))
    outputs: list = []
    rounds = _ROUNDS[min(shell.event.loops, len(_ROUNDS) - 1)]
    shell.event.loops += 1
    for value in values[:rounds]:
        shell.variables[name] = value
        outputs.append(shell.walk(body, want))
    shell.event.loops -= 1
    return "".join(outputs)


def while_loop(shell: "Shell", command: tuple, want: bool) -> str:
    """Follow a loop once, or once for each line that is read and known."""
    lines = [line for line in shell.stdin.split("\n") if line]
    if len(lines) <= 1 or not _reads(command[1]):
        shell.walk(command[1])
        return shell.walk(command[2], want)
    outputs: list = []
    for line in lines[: _ROUNDS[0]]:
        shell.stdin = line + "\n"
        shell.walk(command[1])
        outputs.append(shell.walk(command[2], want))
    return "".join(outputs)


def _reads(command: tuple) -> bool:
    kind = command[0]
    if kind == "run":
        return bool(command[2]) and command[2][0] in ("read", "readarray", "mapfile")
    if kind in ("seq", "branch", "pipe"):
        return any(_reads(item) for item in command[1])
    return False


def chosen(shell: "Shell", command: tuple) -> str:
    """Return a name in a command that stands for more than one value."""
    for word in list(command[2]) + [redirection[2] for redirection in command[3]]:
        if isinstance(word, list):
            for part in word:
                if isinstance(part, tuple) and part[0] == "var" and part[1] in shell.choices:
                    return str(part[1])
    return ""


def lines_of(shell: "Shell", part: tuple) -> list:
    """Return the lines of a program that is computed: what each branch of a function prints."""
    if part[0] == "out" and not part[2]:
        return [line for line in shell.output_of(part[1]).split("\n") if line.strip()] or [""]
    if part[0] == "var" and not part[2]:
        value = shell.value(part[1])
        if isinstance(value, str) and "\n" in value:
            return [line for line in value.split("\n") if line]
    return []


def each_line(shell: "Shell", lines: list, command: tuple, want: bool) -> str:
    """Follow a command once with each line in the place of its first word."""
    kind, assignments, words, redirections = command
    outputs = [
        shell.simple((kind, assignments, [*_words(line), *words[1:]], redirections), want)
        for line in lines[:_CHOICES]
    ]
    return outputs[-1]


def _words(line: str) -> list:
    """Return the words of a line: plain ones as they are, others as quoted texts."""
    return [word if word.isprintable() else [word] for word in line.split()]


def each_choice(shell: "Shell", name: str, command: tuple, want: bool) -> str:
    """Follow a command once for each value that a name may have."""
    values = shell.variables.get(name)
    shell.choices.discard(name)
    if not isinstance(values, tuple):
        return shell.simple(command, want)
    outputs: list = []
    for value in values:
        shell.variables[name] = value
        outputs.append(shell.simple(command, want))
    if shell.variables.get(name) == values[-1]:
        shell.variables[name] = values
        shell.choices.add(name)
    return str(outputs[-1])
