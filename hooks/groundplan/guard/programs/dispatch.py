"""Follows a program or builtin: looks up who knows what it does, and starts that."""

from ..event import Run
from ..options import program_name
from ..paths import join
from ..shell.sentinel import has_hole, is_all_hole, plain
from . import program_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

_GUARD = __name__.rpartition(".programs.")[0]
"""The package of the guard: another name where it is dropped into a repo."""
_FOUND: dict = {}
"""The functions that were needed so far, by who they are."""
_PYTHONS = ("python", "pypy", "py")


def start(shell: "Shell", given: list, prefix: dict, want: bool) -> "str | None":
    """Follow one program or builtin; return its output where it is known."""
    word = given[0]
    if not word.isprintable():
        from ..policy import name_resolution

        word = name_resolution.program(shell, word)
        given = [word, *given[1:]]
    if has_hole(word):
        from ..policy import ambiguity

        ambiguity.computed_program(shell, given)
        if is_all_hole(word):
            return None
    name = program_name(word)
    if name in ("groundplan", "run") and _is_kit(shell, name, given):
        return None
    if "/" in word and shell.files:
        made = shell.content(word)
        if not is_all_hole(made):
            return call("programs.interpreters:made_file", shell, made, given, prefix, want)
    if shell.files:
        from . import recipes

        if recipes.reads_tasks(name):
            recipes.start(shell, name)
    who = program_table.BUILTINS.get(name)
    if who is not None and "/" not in word:
        return call(who, shell, name, given, prefix, want)
    note(shell, name, given)
    if prefix and name in program_table.TOOLS_OF:
        follow_tools(shell, prefix)
    if name in program_table.TASKS and given[1:3] == ["pkg", "set"]:
        from . import recipes

        recipes.set_package(shell, given[3:])
    if name in program_table.RUNNERS:
        if _is_runner(shell, name, given, prefix, want):
            return None
        if want and len(given) > 2:
            return _located(given)
    who = program_table.PROGRAMS.get(name)
    if who is None and name[:2] == "py" and is_python(name):
        who = "programs.interpreters:start_python"
    if who is not None:
        return call(who, shell, name, given, prefix, want)
    if want and name in program_table.OUTPUTS:
        from . import output

        printed = output.of(shell, name, given)
        if name in program_table.EFFECTS:
            _change_files(shell, name, given)
        return printed
    if name in program_table.EFFECTS:
        _change_files(shell, name, given)
        if name in ("ln", "cp", "install", "mv"):
            from ..policy import name_resolution

            name_resolution.renamed(shell, given[1:])
    elif "-" in name and name.partition("-")[0] in program_table.CMDLETS:
        call("windows.powershell:cmdlet", shell, name, given, prefix, want)
    elif name not in program_table.HARMLESS:
        unknown(shell, name, given)
    return None


def call(
    who: str, shell: "Shell", name: str, given: list, prefix: dict, want: bool
) -> "str | None":
    """Import a module of this folder when it is needed and call one of its functions.

    Args:
        who: the module and the function, with a colon between them.
        shell: the shell that starts the program.
        name: the program's name.
        given: its name as it was written, and its arguments.
        prefix: the variables that are set for it alone.
        want: whether its output is wanted.
    """
    found = _FOUND.get(who)
    if found is None:
        module, _, function = who.partition(":")
        found = getattr(__import__(f"{_GUARD}.{module}", None, None, [function]), function)
        _FOUND[who] = found
    result: str | None = found(shell, name, given, prefix, want)
    return result


def _is_kit(shell: "Shell", name: str, given: list) -> bool:
    from . import groundplan

    if name == "run" and not groundplan.is_run(shell, given[0]):
        return False
    groundplan.start(shell, given[1:])
    return True


def _is_runner(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> bool:
    from . import runners

    return runners.start(shell, name, given, prefix, want)


def _located(given: list) -> "str | None":
    """Return what `pyenv which NAME` and `uv python find` print: a path of that name."""
    if given[1] == "which":
        return f"{given[-1]}\n"
    return "python\n" if given[1:3] == ["python", "find"] else None


def follow_tools(shell: "Shell", prefix: dict) -> None:
    """Follow the pager or editor that a variable names for one program."""
    for key in ("PAGER", "MANPAGER", "EDITOR", "VISUAL", "BROWSER"):
        text = prefix.get(key)
        if isinstance(text, str) and not is_all_hole(text):
            shell.fresh().run_text(text)


def _change_files(shell: "Shell", name: str, given: list) -> None:
    """Note what a program does to files."""
    module = __import__(f"{_GUARD}.{program_table.EFFECTS[name]}", None, None, ["ACTIONS"])
    action = module.ACTIONS.get(name)
    if action is not None:
        action(shell, name, given[1:])


def note(shell: "Shell", name: str, given: list) -> None:
    """Note that a program starts, by its name and by its path."""
    event = shell.event
    word = plain(given[0])
    is_file = "/" in word or word.endswith((".py", ".sh"))
    path = join(shell.cwd, word) if is_file else ""
    event.runs.append(Run(name, given[1:], shell.where, shell.cwd, path))


def is_python(name: str) -> bool:
    """Say whether a program's name is Python's: `python`, `python3`, `python3.12`, `pypy3`, `py`."""
    return name.rstrip("0123456789.tw") in _PYTHONS or name in _PYTHONS


def unreadable(shell: "Shell", text: str) -> None:
    """Note a text that no shell of ours can read, where a rule could be meant by it."""
    from ..policy import ambiguity

    ambiguity.unread_text(shell, text)


def unknown(shell: "Shell", name: str, given: list) -> None:
    """Look at a program that nothing is known about.

    An output option may name a file; what follows `--` may be a program that it starts.
    """
    from . import agents

    if agents.look(shell, name, given):
        return
    if "--" in given and name not in program_table.OUTPUTS and name not in program_table.PLAIN:
        run_words(shell, given[given.index("--") + 1 :], {}, False)
    for number, argument in enumerate(given[1:], 1):
        if argument[:3] == "--o" or argument[:2] == "-o":
            from ..policy import ambiguity

            ambiguity.output_option(shell, given, number)
        elif argument in ("--in-place", "--inplace", "--write", "--fix"):
            from ..policy import ambiguity

            ambiguity.changed_in_place(shell, given)
    if len(given) > 1:
        from . import starters

        starters.look(shell, name, given)


def run_words(
    shell: "Shell", words: list, prefix: dict, want: bool, stdin: "str | None" = None
) -> "str | None":
    """Follow a command that is given as words, as a program would start it: no alias, no function."""
    if not words:
        return None
    shell.event.step()
    inner = shell.fresh()
    inner.variables.update(prefix)
    inner.exported.update(prefix)
    if stdin is not None:
        inner.stdin = stdin
    name = program_name(words[0])
    if name in ("eval", "source", ".", "cd", "export", "set", "alias") and "/" not in words[0]:
        note(shell, name, words)
        return None
    return start(inner, words, prefix, want)
