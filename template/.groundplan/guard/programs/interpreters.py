"""Shells and Python: what they run, from an option, a file, a module or a pipe."""

from ..options import names, program_name, split, values
from ..paths import join
from ..shell.sentinel import HIDDEN, HOLE, has_glob, is_all_hole, plain
from . import dispatch
from .program_names import MODULES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

_PYTHON_VALUES = "WXQ"


_TRACERS = frozenset(
    names(
        "coverage trace cProfile profile pdb debugpy kernprof memray viztracer scalene"
        " pyinstrument ipdb pudb runpy slipcover"
    )
)


def start_shell(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `sh`, `bash -c TEXT`, `bash FILE`, or a shell that reads its text from a pipe."""
    arguments = given[1:]
    number = 0
    text = None
    reads = False
    while number < len(arguments):
        word = arguments[number]
        if word in ("--rcfile", "--init-file", "-O", "+O", "-o", "+o"):
            number += 2
            if word[2:] in ("rcfile", "init-file"):
                script(
                    shell.fresh(),
                    shell.content("".join(arguments[number - 1 : number])),
                    HOLE,
                    want,
                )
            continue
        if word == "--" or word == "-":
            number += 1
            break
        if word[:2] == "--":
            option, equals, value = word[2:].partition("=")
            if option == "command":  # fish
                text = value if equals else "".join(arguments[number + 1 : number + 2])
                number += 1 if equals else 2
                continue
            number += 1
            continue
        if word[:1] not in ("-", "+"):
            break
        if "o" in word and word[-1] == "o":
            number += 1
        if "n" in word and word[0] == "-":
            return None  # It is read, and not run.
        if "c" in word:
            text = ""
        if "s" in word:
            reads = True
        number += 1
    if text == "":
        text = arguments[number] if number < len(arguments) else ""
        number += 1
    inner = shell.fresh()
    inner.variables.update(prefix)
    inner.exported.update(prefix)
    prompt = inner.variables.get("PROMPT_COMMAND")
    if isinstance(prompt, str):
        inner.run_text(prompt)
    for start in ("BASH_ENV", "ENV"):
        if isinstance(prefix.get(start), str):
            script(inner, shell.content(prefix[start]), HOLE, False)
    if text is not None:
        inner.arguments = arguments[number + 1 :]
        if number < len(arguments):
            inner.variables["0"] = arguments[number]
        return script(inner, text, shell.stdin, want)
    if number < len(arguments) and not reads:
        inner.arguments = arguments[number + 1 :]
        if arguments[number].endswith("run"):
            from . import groundplan

            if groundplan.is_run(shell, arguments[number]):
                groundplan.start(shell, inner.arguments)
        return script(inner, shell.content(arguments[number]), shell.stdin, want, False)
    inner.arguments = arguments[number:]
    return script(inner, shell.stdin, HOLE, want, False)


def tracer(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow a tracer that is a program of its own, such as viztracer."""
    return traced(shell, name, given[1:], prefix, want)


def made_file(shell: "Shell", text: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow a file that the same command wrote and now starts: its first line says what reads it."""
    first = text[: text.find("\n")] if text[:2] == "#!" and "\n" in text else ""
    words = first[2:].split()
    if words and program_name(words[0]) == "env":
        words = [word for word in words[1:] if word[:1] != "-"]
    return dispatch.start(shell, [words[0] if words else "sh", *given], prefix, want)


def script(shell: "Shell", text: str, stdin: str, want: bool, typed: bool = True) -> "str | None":
    """Follow a text that a shell runs; where nothing of it is known, say so if that was hidden."""
    if is_all_hole(text):
        if HIDDEN in text:
            shell.event.doubt("text", "text that cannot be read goes into a shell")
        return None
    return shell.run_text(text, stdin, want)


_PYTHON_PROGRAMS = names("flask coverage pre-commit")
"""Programs that are Python scripts, beside those that the rules name."""


def start_python(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow Python: `-c TEXT`, `-m MODULE`, a script, or text from a pipe."""
    arguments = given[1:]
    number = 0
    while number < len(arguments):
        word = arguments[number]
        if word[:1] != "-" or word == "-":
            break
        if word[:2] == "--":
            if word == "--":
                number += 1
                break
            number += 2 if word == "--check-hash-based-pycs" else 1
            continue
        letters = word[1:]
        for at, letter in enumerate(letters):
            if letter in "cm":
                value = letters[at + 1 :]
                if not value:
                    number += 1
                    value = arguments[number] if number < len(arguments) else ""
                rest = arguments[number + 1 :]
                if letter == "c":
                    return dispatch.call(
                        "languages.python_code:python", shell, value, rest, prefix, want
                    )
                return python_module(shell, value, rest, prefix, want)
            if letter in _PYTHON_VALUES:
                if at == len(letters) - 1:
                    number += 1
                break
            if letter in "VhI?" and letter != "I" and len(letters) == 1:
                return None
        number += 1
    if number >= len(arguments) or arguments[number] == "-":
        if not is_all_hole(shell.stdin):
            return dispatch.call(
                "languages.python_code:python",
                shell,
                shell.stdin,
                arguments[number + 1 :],
                prefix,
                want,
            )
        if shell.source:
            # A script that comes by `<` is run all the same.
            dispatch.note(shell, program_name(shell.source), [f"./{shell.source}"])
        return None
    path = arguments[number]
    if path in ("/dev/stdin", "/proc/self/fd/0") and is_all_hole(shell.stdin):
        path = shell.source or path
    if has_glob(path):
        from ..policy import name_resolution

        path = name_resolution.script(shell, path)
    rest = arguments[number + 1 :]
    known = shell.content(path)
    if not is_all_hole(known):
        dispatch.call("languages.python_code:python", shell, known, rest, prefix, want)
    dispatch.note(shell, program_name(path), [path, *rest])
    called = program_name(path)
    known_programs = shell.event.place.protected.programs
    if called in _PYTHON_PROGRAMS or (called in known_programs and called != "manage.py"):
        return dispatch.start(shell, [path, *rest], prefix, want)
    if called == "manage.py" and rest[:1] in (["shell"], ["shell_plus"]):
        django_shell(shell, rest, prefix, want)
    return None


def django_shell(shell: "Shell", rest: list, prefix: dict, want: bool) -> None:
    """Follow `manage.py shell`: it reads Python."""
    options, _ = split(rest[1:], "c", ("command",))
    for text in values(options, "c", "command") or [shell.stdin]:
        if not is_all_hole(text):
            dispatch.call("languages.python_code:python", shell, text, [], prefix, want)


def python_module(
    shell: "Shell", module: str, rest: list, prefix: dict, want: bool
) -> "str | None":
    """Follow `python -m MODULE`: most such modules are the program of that name."""
    name = plain(module)
    top = name.partition(".")[0]
    if top in _TRACERS:
        return traced(shell, top, rest, prefix, want)
    if name in MODULES:
        top = MODULES[name]
    elif name == "timeit":
        _, texts = split(rest, "nrsu", names("number repeat setup unit"))
        for text in texts:
            dispatch.call("languages.python_code:python", shell, text, [], prefix, want)
        return None
    elif name in ("IPython", "ipython") and rest:
        return start_python(shell, "python", ["python", *rest], prefix, want)
    elif name.startswith(("http", "json", "venv", "ensurepip", "zipfile", "tarfile")):
        return dispatch.call("programs.archives:python_tool", shell, name, rest, prefix, want)
    else:
        inner = shell.inner()
        inner.variables.update(prefix)
        inner.exported.update(prefix)
        note_module(inner, name, rest)
    return dispatch.start(shell, [top, *rest], prefix, want)


def note_module(shell: "Shell", name: str, rest: "list | None" = None) -> None:
    """Note the repo's file that a module is: `scripts.seed` runs scripts/seed.py.

    It is looked up where Python would: in the folder, and in those that PYTHONPATH names.
    """
    if not name or name[:1] == ".":
        return
    path = name.replace(".", "/") + ".py"
    found = shell.variables.get("PYTHONPATH")
    folders = found.split(":") if isinstance(found, str) else []
    ruled = [program for program in shell.event.place.protected.programs if "/" in program]
    is_script = any(program.endswith("/" + path) for program in ruled)
    for folder in [".", *folders] if is_script else ["."] if "." in name else []:
        dispatch.note(shell, program_name(path), [join(folder or ".", path), *(rest or [])])


_TRACED_NAMES = names(
    "--source --rcfile --data-file --listen --connect --omit --include --context --output"
    " --sort --concurrency --outfile -o -s --pid --coverdir --file -C -f"
)


def traced(shell: "Shell", name: str, rest: list, prefix: dict, want: bool) -> "str | None":
    """Follow a tracer or debugger: its own options, then Python's command line."""
    takes = (*_TRACED_NAMES, "-c") if name in ("pdb", "ipdb", "pudb") else _TRACED_NAMES
    number = 0
    while number < len(rest):
        word = rest[number]
        if word in takes:
            number += 2
        elif word in ("-m", "run", "--"):
            if word == "-m":
                return start_python(shell, "python", ["python", *rest[number:]], prefix, want)
            number += 1
        elif word[:2] == "-m" or word[:1] != "-":
            return start_python(shell, "python", ["python", *rest[number:]], prefix, want)
        else:
            number += 1
    return None
