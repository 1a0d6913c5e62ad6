"""What a program does with its arguments: builtins, programs that start others, and the rest."""

from .event import Run
from .marks import HIDDEN, HOLE, has_hole, is_all_hole, plain
from .options import has, program_name, split, values
from .paths import join
from .syntax import escaped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .shell import Shell

SHELLS = frozenset(
    (
        "sh",
        "bash",
        "dash",
        "zsh",
        "ksh",
        "mksh",
        "ash",
        "rbash",
        "fish",
        "yash",
        "posh",
        "oksh",
        "csh",
        "tcsh",
    )
)

# Programs that start another one: letters and names of the options that take a value, and how many
# operands stand before the program. `=` says that assignments may stand there, too. From the manual
# pages of each.
WRAPPERS: dict = {
    "sudo": (
        "ughpUrtCTDRA",
        (
            "user",
            "group",
            "host",
            "prompt",
            "chdir",
            "role",
            "type",
            "close-from",
            "other-user",
            "chroot",
            "command-timeout",
        ),
        0,
        "=",
    ),
    "doas": ("uCa", (), 0, ""),
    "env": ("uCSP", ("unset", "chdir", "split-string", "argv0"), 0, "="),
    "timeout": ("ks", ("kill-after", "signal"), 1, ""),
    "gtimeout": ("ks", ("kill-after", "signal"), 1, ""),
    "nice": ("n", ("adjustment",), 0, ""),
    "ionice": ("cnp", ("class", "classdata"), 0, ""),
    "chrt": ("TPD", ("sched-runtime",), 1, ""),
    "taskset": ("", (), 1, ""),
    "numactl": ("mNCp", (), 0, ""),
    "nohup": ("", (), 0, ""),
    "setsid": ("", (), 0, ""),
    "stdbuf": ("ioe", ("input", "output", "error"), 0, ""),
    "unbuffer": ("", (), 0, ""),
    "time": ("fo", ("format", "output"), 0, ""),
    "gtime": ("fo", ("format", "output"), 0, ""),
    "command": ("", (), 0, ""),
    "builtin": ("", (), 0, ""),
    "exec": ("a", (), 0, ""),
    "noglob": ("", (), 0, ""),
    "nocorrect": ("", (), 0, ""),
    "strace": ("aeoOpsSuEPI", (), 0, ""),
    "ltrace": ("aeolpsSuF", (), 0, ""),
    "valgrind": ("", (), 0, ""),
    "catchsegv": ("", (), 0, ""),
    "chroot": ("", ("userspec", "groups"), 1, ""),
    "fakeroot": ("lsbi", (), 0, ""),
    "unshare": ("RwSG", ("root", "wd", "setuid", "setgid"), 0, ""),
    "nsenter": ("tSGrw", ("target",), 0, ""),
    "systemd-run": (
        "pEuHM",
        (
            "property",
            "setenv",
            "unit",
            "host",
            "machine",
            "slice",
            "description",
            "working-directory",
            "uid",
            "gid",
        ),
        0,
        "",
    ),
    "systemd-inhibit": ("", ("what", "who", "why", "mode"), 0, ""),
    "setpriv": ("", ("reuid", "regid", "groups"), 0, ""),
    "gosu": ("", (), 1, ""),
    "su-exec": ("", (), 1, ""),
    "s6-setuidgid": ("", (), 1, ""),
    "with-contenv": ("", (), 0, ""),
    "tini": ("p", (), 0, ""),
    "dumb-init": ("r", (), 0, ""),
    "caffeinate": ("tw", (), 0, ""),
    "arch": ("e", (), 0, ""),
    "setarch": ("", (), 1, ""),
    "linux32": ("", (), 0, ""),
    "linux64": ("", (), 0, ""),
    "rlwrap": ("aAbcCDefgHlmMoOpPqsStTwz", (), 0, ""),
    "winpty": ("", (), 0, ""),
    "wsl": ("du", ("distribution", "user", "cd"), 0, ""),
    "proxychains": ("f", (), 0, ""),
    "proxychains4": ("f", (), 0, ""),
    "torsocks": ("", (), 0, ""),
    "torify": ("", (), 0, ""),
    "xvfb-run": ("enswpf", (), 0, ""),
    "dbus-run-session": ("", (), 0, ""),
    "ssh-agent": ("atEPD", (), 0, ""),
    "busybox": ("", (), 0, ""),
    "toybox": ("", (), 0, ""),
    "uvx": ("pw", ("python", "with", "from", "index", "index-url", "with-requirements"), 0, ""),
    "npx": ("pcw", ("package", "call", "workspace"), 0, ""),
    "bunx": ("", ("package",), 0, ""),
    "pnpx": ("", (), 0, ""),
    "direnv": None,
    "sg": None,
    "foreman": None,
    "honcho": None,
    "firejail": ("", (), 0, ""),
    "perf": None,
    "coverage": None,
    "ts-node": None,
    "kernprof": ("op", (), 0, ""),
    "start": ("", (), 0, ""),
    "entr": ("", (), 0, ""),
    "chronic": ("", (), 0, ""),
    "ifne": ("", (), 0, ""),
    "retry": ("tdm", ("times", "delay", "until", "while"), 0, ""),
    "eatmydata": ("", (), 0, ""),
    "cross-env": ("", (), 0, "="),
    "dotenvx": None,
    "dotenv": None,
    "envdir": ("", (), 1, ""),
    "envchain": ("", (), 1, ""),
    "setuidgid": ("", (), 1, ""),
    "runcon": ("trulc", (), 1, ""),
    "cpulimit": ("lpPe", ("limit", "pid"), 0, ""),
    "prlimit": ("", (), 0, ""),
    "watchexec": ("efwisd", ("exts", "filter", "watch", "ignore", "signal", "debounce"), 0, ""),
    "bundle": None,
    "hyperfine": None,
    "parallel": None,
    "xargs": None,
}

# Programs of which a certain first word starts another one: word -> options with values.
RUNNERS: dict = {
    "uv": {
        "run": (
            "pw",
            (
                "python",
                "with",
                "extra",
                "group",
                "package",
                "env-file",
                "project",
                "directory",
                "with-requirements",
                "with-editable",
                "only-group",
                "no-group",
                "index",
                "index-url",
                "refresh-package",
            ),
        ),
        "tool run": ("pw", ("python", "with", "from")),
    },
    "poetry": {"run": ("", ())},
    "pipenv": {"run": ("", ())},
    "pdm": {"run": ("p", ("project",))},
    "rye": {"run": ("", ())},
    "hatch": {"run": ("", ()), "-e run": ("", ())},
    "pixi": {"run": ("e", ("environment", "manifest-path"))},
    "conda": {"run": ("np", ("name", "prefix", "cwd"))},
    "mamba": {"run": ("np", ("name", "prefix", "cwd"))},
    "micromamba": {"run": ("np", ("name", "prefix", "cwd"))},
    "pipx": {"run": ("", ("spec", "python", "pip-args"))},
    "npm": {"exec": ("pcw", ("package", "call", "workspace")), "x": ("pcw", ("package", "call"))},
    "pnpm": {"exec": ("", ()), "dlx": ("", ("package",))},
    "yarn": {"exec": ("", ()), "dlx": ("p", ("package",)), "run": ("", ())},
    "bun": {"x": ("", ())},
    "bundle": {"exec": ("", ())},
    "rbenv": {"exec": ("", ())},
    "pyenv": {"exec": ("", ())},
    "nodenv": {"exec": ("", ())},
    "asdf": {"exec": ("", ())},
    "mise": {"exec": ("C", ("cd",)), "x": ("C", ("cd",))},
    "rtx": {"exec": ("", ()), "x": ("", ())},
    "volta": {"run": ("", ("node", "npm", "yarn"))},
    "fnm": {"exec": ("", ("using",))},
    "nvm": {"exec": ("", ()), "run": ("", ())},
    "op": {"run": ("", ("env-file", "account"))},
    "doppler": {"run": ("pc", ("project", "config", "token", "command"))},
    "infisical": {"run": ("", ("env", "path", "projectId", "command"))},
    "chamber": {"exec": ("", ())},
    "aws-vault": {"exec": ("d", ("duration",))},
    "teller": {"run": ("", ())},
    "vault": {},
    "nix": {"develop": ("c", ("command",)), "shell": ("c", ("command",)), "run": ("", ())},
    "guix": {"shell": ("", ())},
    "devbox": {"run": ("", ())},
    "flox": {"activate": ("", ())},
    "foreman": {"run": ("e", ("env",))},
    "honcho": {"run": ("e", ("env",))},
    "dotenvx": {"run": ("fe", ("env-file", "env"))},
    "dotenv": {"run": ("", ())},
    "direnv": {"exec": ("", ())},
    "perf": {"stat": ("eorpC", ()), "record": ("eocFgp", ()), "trace": ("eo", ())},
    "coverage": {
        "run": ("", ("source", "rcfile", "data-file", "omit", "include", "context", "concurrency"))
    },
    "memray": {"run": ("o", ("output",))},
    "py-spy": {"record": ("ofdr", ("output", "format", "duration", "rate")), "top": ("", ())},
    "scalene": {"run": ("", ())},
    "spin": {"run": ("", ())},
    "heroku": {"local:run": ("e", ("env",))},
    "rails": {"runner": ("e", ())},
    "dbus-launch": {},
}

_PYTHONS = ("python", "pypy", "py")
_PYTHON_VALUES = "WXQ"
_TRACERS = frozenset(
    (
        "coverage",
        "trace",
        "cProfile",
        "profile",
        "pdb",
        "debugpy",
        "kernprof",
        "memray",
        "viztracer",
        "scalene",
        "pyinstrument",
        "ipdb",
        "pudb",
        "runpy",
    )
)


def start(shell: "Shell", given: list, prefix: dict, want: bool) -> "str | None":
    """Follow one program or builtin; return its output where it is known."""
    word = given[0]
    if has_hole(word):
        from . import doubts

        doubts.computed_program(shell, given)
        if is_all_hole(word):
            return None
    name = program_name(word)
    builtin = BUILTINS.get(name)
    if builtin is not None and "/" not in word:
        result: str | None = builtin(shell, given, prefix, want)
        return result
    note(shell, name, given)
    if name in SHELLS:
        return start_shell(shell, given[1:], prefix, want)
    if name in WRAPPERS and WRAPPERS[name] is not None:
        return start_wrapped(shell, name, given, prefix, want)
    if name in RUNNERS and runner(shell, name, given, prefix, want):
        return None
    if name[:2] == "py" and is_python(name):
        return start_python(shell, given, prefix, want)
    handler = SPECIAL.get(name)
    if handler is not None:
        module, _, function = handler.partition(":")
        return call(module, function, shell, name, given, prefix, want)
    if name in OUTPUTS and want:
        from . import output

        result = output.of(shell, name, given)
        if name in EFFECTS:
            call(EFFECTS[name], "effect", shell, name, given, prefix, want)
        return result
    module = EFFECTS.get(name)
    if module is not None:
        call(module, "effect", shell, name, given, prefix, want)
    elif "-" in name and is_cmdlet(name):
        call("windows", "cmdlet", shell, name, given, prefix, want)
    else:
        unknown(shell, name, given)
    return None


def call(
    module: str, function: str, shell: "Shell", name: str, given: list, prefix: dict, want: bool
) -> "str | None":
    """Import a module of this folder when it is needed and call one of its functions."""
    found = getattr(__import__(f"{__package__}.{module}", None, None, [function]), function)
    result: str | None = found(shell, name, given, prefix, want)
    return result


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


def is_cmdlet(name: str) -> bool:
    """Say whether a name looks like PowerShell's: a verb, a dash, a noun."""
    return name.partition("-")[0] in (
        "set",
        "add",
        "remove",
        "move",
        "copy",
        "rename",
        "clear",
        "new",
        "out",
        "invoke",
        "start",
        "tee",
        "export",
        "import",
        "get",
        "write",
        "select",
        "foreach",
        "test",
        "expand",
        "compress",
        "convertto",
    )


def unreadable(shell: "Shell", text: str) -> None:
    """Note a text that no shell of ours can read, where a rule could be meant by it."""
    from . import doubts

    doubts.unread_text(shell, text)


def unknown(shell: "Shell", name: str, given: list) -> None:
    """Look at a program that nothing is known about: an output option may name a file."""
    for number, argument in enumerate(given[1:], 1):
        if argument[:3] == "--o" or argument[:2] == "-o":
            from . import doubts

            doubts.output_option(shell, given, number)


# -- programs that start others -----------------------------------------------------------------


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


def start_wrapped(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow a program that starts the one behind its own options."""
    short, long, skipped, takes = WRAPPERS[name]
    options, operands = split(given[1:], short, long, True)
    if name in ("command",) and has(options, "v", "V"):
        return "\n".join(operands) + "\n" if want else None
    if name == "busybox" and not operands:
        return None
    operands = operands[skipped:]
    environment = dict(prefix)
    inner = shell
    if takes:
        while operands and _is_assignment(operands[0]):
            key, _, value = operands[0].partition("=")
            environment[key] = value
            operands = operands[1:]
    if name == "env":
        texts = values(options, "S", "split-string")
        if texts:
            return inner.run_text(
                " ".join([texts[0]] + [_quoted(word) for word in operands]), inner.stdin, want
            )
        for unset in values(options, "u", "unset"):
            environment.pop(unset, None)
    folders = values(options, "C", "chdir") if name in ("env", "sudo") else []
    if name == "sudo":
        folders = values(options, "D", "chdir")
        if has(options, "e", "edit"):
            for path in operands:
                shell.event.touch(shell.cwd, path, "write")
            return None
        if not operands and has(options, "s", "i", "shell", "login"):
            return shell.run_text(shell.stdin, HOLE, want)
    if name == "npx":
        for text in values(options, "c", "call"):
            shell.run_text(text)
    if name in ("npx", "uvx", "bunx", "pnpx") and operands:
        operands = [operands[0].partition("@")[0] or operands[0], *operands[1:]]
    if name == "time":
        for path in values(options, "o", "output"):
            shell.event.touch(shell.cwd, path, "write")
    if name == "strace":
        for path in values(options, "o"):
            shell.event.touch(shell.cwd, path, "write")
    if folders:
        inner = shell.inner(cwd=join(shell.cwd, folders[-1]))
    if not operands:
        if name == "exec":
            return ""
        return None
    if name in ("builtin", "command", "exec", "noglob", "nocorrect"):
        if name == "exec" or operands[0] not in shell.functions:
            return start(inner, operands, environment, want)
        return start(inner, operands, environment, want)
    if name in ("entr", "chroot", "wsl") and operands[0] == "-c":
        operands = operands[1:]
    return run_words(inner, operands, environment, want)


def _is_assignment(word: str) -> bool:
    name, equals, _ = word.partition("=")
    return bool(equals) and name.replace("_", "a").isalnum() and not name[:1].isdigit()


def _quoted(word: str) -> str:
    from .shell import quoted

    return quoted(word)


def runner(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> bool:
    """Follow `uv run X`, `bundle exec X` and their like; say whether it was one."""
    arguments = given[1:]
    position = 0
    while position < len(arguments):
        word = arguments[position]
        if word[:1] == "-":
            # An option of the runner itself; its value, if apart, is no known word.
            position += 1
            continue
        two = f"{word} {arguments[position + 1]}" if position + 1 < len(arguments) else ""
        spec = RUNNERS[name].get(two) or RUNNERS[name].get(word)
        if spec is not None:
            position += 2 if two in RUNNERS[name] else 1
            return _run_rest(shell, name, word, arguments[position:], spec, prefix, want)
        if position and arguments[position - 1][:1] == "-":
            position += 1
            continue
        return False
    return False


def _run_rest(
    shell: "Shell", name: str, word: str, rest: list, spec: tuple, prefix: dict, want: bool
) -> bool:
    options, operands = split(rest, spec[0], spec[1], True)
    if name == "coverage":
        # `coverage run FILE` and `coverage run -m MODULE` are Python's own command line.
        traced(shell, name, rest, prefix, want)
        return True
    for text in values(options, "c", "call", "command"):
        shell.run_text(" ".join([text, *operands]) if name == "nix" else text)
        if name == "nix":
            return True
    if name == "direnv" or (name in ("chamber", "aws-vault") and operands):
        operands = operands[1:]
        if operands[:1] == ["--"]:
            operands = operands[1:]
    if name == "uv" and has(options, "m", "module") and operands:
        operands = ["python", "-m", *operands]
    if name == "uv" and operands and operands[0].endswith(".py"):
        operands = ["python", *operands]
    if name == "conda" and "--" in operands[:1]:
        operands = operands[1:]
    if name in ("hatch",) and operands and ":" in operands[0]:
        operands = [operands[0].rpartition(":")[2], *operands[1:]]
    if name == "guix" and "--" in rest:
        operands = rest[rest.index("--") + 1 :]
    if operands:
        run_words(shell, operands, prefix, want)
    return True


def start_shell(shell: "Shell", arguments: list, prefix: dict, want: bool) -> "str | None":
    """Follow `sh`, `bash -c TEXT`, `bash FILE`, or a shell that reads its text from a pipe."""
    number = 0
    text = None
    reads = False
    while number < len(arguments):
        word = arguments[number]
        if word in ("--rcfile", "--init-file", "-O", "+O", "-o", "+o"):
            number += 2
            continue
        if word == "--" or word == "-":
            number += 1
            break
        if word[:2] == "--":
            name, equals, value = word[2:].partition("=")
            if name == "command":  # fish
                text = value if equals else "".join(arguments[number + 1 : number + 2])
                number += 1 if equals else 2
                continue
            number += 1
            continue
        if word[:1] not in ("-", "+"):
            break
        if "o" in word and word[-1] == "o":
            number += 1
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
    if text is not None:
        inner.arguments = arguments[number + 1 :]
        if number < len(arguments):
            inner.variables["0"] = arguments[number]
        return script(inner, text, shell.stdin, want)
    if number < len(arguments) and not reads:
        inner.arguments = arguments[number + 1 :]
        return script(inner, shell.content(arguments[number]), shell.stdin, want, False)
    inner.arguments = arguments[number:]
    return script(inner, shell.stdin, HOLE, want, False)


def script(shell: "Shell", text: str, stdin: str, want: bool, typed: bool = True) -> "str | None":
    """Follow a text that a shell runs; where nothing of it is known, say so if that was hidden."""
    if is_all_hole(text):
        if HIDDEN in text:
            shell.event.doubt("text", "text that cannot be read goes into a shell")
        return None
    return shell.run_text(text, stdin, want)


def start_python(shell: "Shell", given: list, prefix: dict, want: bool) -> "str | None":
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
                    return call("inline", "python", shell, value, rest, prefix, want)
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
            return call(
                "inline", "python", shell, shell.stdin, arguments[number + 1 :], prefix, want
            )
        if shell.source:
            # A script that comes by `<` is run all the same.
            note(shell, program_name(shell.source), [f"./{shell.source}"])
        return None
    path = arguments[number]
    rest = arguments[number + 1 :]
    known = shell.content(path)
    if not is_all_hole(known):
        call("inline", "python", shell, known, rest, prefix, want)
    note(shell, program_name(path), [path, *rest])
    name = program_name(path)
    if name in (
        "pytest",
        "py.test",
        "alembic",
        "flask",
        "coverage",
        "docker-compose",
        "pre-commit",
    ):
        return start(shell, [path, *rest], prefix, want)
    if name == "manage.py" and rest[:1] in (["shell"], ["shell_plus"]):
        django_shell(shell, rest, prefix, want)
    return None


def django_shell(shell: "Shell", rest: list, prefix: dict, want: bool) -> None:
    """Follow `manage.py shell`: it reads Python."""
    options, _ = split(rest[1:], "c", ("command",))
    for text in values(options, "c", "command") or [shell.stdin]:
        if not is_all_hole(text):
            call("inline", "python", shell, text, [], prefix, want)


def python_module(
    shell: "Shell", module: str, rest: list, prefix: dict, want: bool
) -> "str | None":
    """Follow `python -m MODULE`: most such modules are the program of that name."""
    name = plain(module)
    top = name.partition(".")[0]
    if top in _TRACERS:
        return traced(shell, top, rest, prefix, want)
    if name in ("django", "django.__main__"):
        top = "django-admin"
    elif name == "manage":
        top = "manage.py"
    elif name == "pre_commit":
        top = "pre-commit"
    elif name.startswith(("http", "json", "venv", "ensurepip", "zipfile", "tarfile")):
        return call("files", "python_tool", shell, name, rest, prefix, want)
    elif "." in name:
        # A module of the repo is its file: `python -m scripts.seed` runs scripts/seed.py.
        path = name.replace(".", "/") + ".py"
        note(shell, program_name(path), [f"./{path}", *rest])
    return start(shell, [top, *rest], prefix, want)


def traced(shell: "Shell", name: str, rest: list, prefix: dict, want: bool) -> "str | None":
    """Follow a tracer or debugger: its own options, then Python's command line."""
    takes = (
        "--source",
        "--rcfile",
        "--data-file",
        "--listen",
        "--connect",
        "--omit",
        "--include",
        "--context",
        "--output",
        "--sort",
        "--concurrency",
        "--outfile",
        "-o",
        "-s",
        "--pid",
    )
    number = 0
    while number < len(rest):
        word = rest[number]
        if word in takes:
            number += 2
        elif word in ("-m", "run", "--"):
            if word == "-m":
                return start_python(shell, ["python", *rest[number:]], prefix, want)
            number += 1
        elif word[:2] == "-m" or word[:1] != "-":
            return start_python(shell, ["python", *rest[number:]], prefix, want)
        else:
            number += 1
    return None


# -- builtins -----------------------------------------------------------------------------------


def _eval(shell: "Shell", given: list, prefix: dict, want: bool) -> "str | None":
    text = " ".join(given[1:])
    if not text or (is_all_hole(text) and HIDDEN not in text):
        return None
    shell.variables.update(prefix)
    return script(shell, text, shell.stdin, want)


def _source(shell: "Shell", given: list, prefix: dict, want: bool) -> "str | None":
    operands = [word for word in given[1:] if word != "--"]
    if not operands:
        return None
    shell.event.read.append((join(shell.cwd, operands[0]), "read"))
    text = shell.content(operands[0])
    return script(shell, text, shell.stdin, want, False)


def _cd(shell: "Shell", given: list, prefix: dict, want: bool) -> str:
    operands = [word for word in given[1:] if word[:1] != "-" or word == "-"]
    before = shell.cwd
    if not operands:
        if given[0] != "popd":
            shell.cwd = "~" if given[0] == "cd" else before
    elif operands[0] == "-":
        old = shell.variables.get("OLDPWD")
        shell.cwd = old if isinstance(old, str) else HOLE
    else:
        shell.cwd = join(before, operands[0])
    if given[0] == "popd":
        old = shell.variables.get("OLDPWD")
        shell.cwd = old if isinstance(old, str) else shell.event.place.root
    shell.variables["OLDPWD"] = before
    return ""


def _declare(shell: "Shell", given: list, prefix: dict, want: bool) -> str:
    name = given[0]
    exports = name == "export"
    drops = False
    for word in given[1:]:
        if word[:1] in ("-", "+") and "=" not in word:
            if "x" in word:
                exports = word[0] == "-"
            if name == "export" and "n" in word:
                drops = True
            continue
        key, equals, value = word.partition("=")
        adds = key.endswith("+")
        key = key.rstrip("+")
        if equals:
            old = shell.value(key) if adds else ""
            shell.set(key, (old if isinstance(old, str) else "") + plain(value))
        if drops:
            shell.exported.discard(key)
        elif exports:
            shell.exported.add(key)
    return ""


def _unset(shell: "Shell", given: list, prefix: dict, want: bool) -> str:
    for word in given[1:]:
        shell.variables.pop(word, None)
        shell.exported.discard(word)
        shell.functions.pop(word, None)
    return ""


def _set(shell: "Shell", given: list, prefix: dict, want: bool) -> str:
    rest = given[1:]
    while rest and rest[0][:1] in ("-", "+") and rest[0] not in ("--", "-"):
        if "a" in rest[0][1:] and "o" not in rest[0][1:]:
            shell.exports_all = rest[0][0] == "-"
        if rest[0] in ("-o", "+o"):
            if rest[1:2] == ["allexport"]:
                shell.exports_all = rest[0][0] == "-"
            rest = rest[1:]
        rest = rest[1:]
    if rest:
        shell.arguments = rest[1:] if rest[0] in ("--", "-") else rest
    return ""


def _shift(shell: "Shell", given: list, prefix: dict, want: bool) -> str:
    count = int(given[1]) if len(given) > 1 and given[1].isdigit() else 1
    shell.arguments = shell.arguments[count:]
    return ""


def _alias(shell: "Shell", given: list, prefix: dict, want: bool) -> str:
    for word in given[1:]:
        name, equals, value = word.partition("=")
        if equals:
            shell.aliases[name] = plain(value)
    return ""


def _unalias(shell: "Shell", given: list, prefix: dict, want: bool) -> str:
    for word in given[1:]:
        shell.aliases.pop(word, None)
    return ""


def _read(shell: "Shell", given: list, prefix: dict, want: bool) -> str:
    options, names = split(given[1:], "adinNptu")
    line, _, _rest = shell.stdin.partition("\n")
    for name in values(options, "a"):
        shell.set(name, line.split())
    if not names:
        names = ["REPLY"]
    pieces = line.split(None, len(names) - 1) if len(names) > 1 else [line.strip()]
    for number, name in enumerate(names):
        value = pieces[number] if number < len(pieces) else HOLE if has_hole(line) else ""
        shell.set(name, value)
    return ""


def _mapfile(shell: "Shell", given: list, prefix: dict, want: bool) -> str:
    _, names = split(given[1:], "dnOsuCc")
    lines = [line for line in shell.stdin.split("\n") if line]
    shell.set(names[0] if names else "MAPFILE", lines)
    return ""


def _trap(shell: "Shell", given: list, prefix: dict, want: bool) -> str:
    operands = [word for word in given[1:] if word != "--"]
    if len(operands) > 1 and operands[0][:1] != "-" and not is_all_hole(operands[0]):
        shell.inner().run_text(operands[0])
    return ""


def _echo(shell: "Shell", given: list, prefix: dict, want: bool) -> str:
    if not want:
        return ""
    words = given[1:]
    interprets = False
    ends = "\n"
    while words and words[0][:1] == "-" and len(words[0]) > 1 and not words[0].strip("-neE"):
        interprets = "e" in words[0] or (interprets and "E" not in words[0])
        ends = "" if "n" in words[0] else ends
        words = words[1:]
    listed: list = []
    for word in words:
        listed.extend(_looked_up(shell, word))
    text = plain(" ".join(listed))
    return (_escapes(text) if interprets else text) + ends


def _looked_up(shell: "Shell", word: str) -> list:
    """Return the files that a word with active characters stands for, else the word."""
    from .marks import has_glob

    if not has_glob(word):
        return [word]
    place = shell.event.place
    path = join(shell.cwd, word)
    found = place.fitting(path)
    start = shell.cwd.rstrip("/") + "/"
    return [
        item[len(start) :] if item.startswith(start) and word[:1] != "/" else item for item in found
    ] or [word]


def _escapes(text: str) -> str:
    if "\\" not in text:
        return text
    found: list = []
    at = 0
    while at < len(text):
        stop = text.find("\\", at)
        if stop < 0:
            found.append(text[at:])
            break
        found.append(text[at:stop])
        if text[stop + 1 : stop + 2] == "0":
            # echo writes octal as \0nnn.
            letter, at = (
                escaped(text, stop + 2)
                if text[stop + 2 : stop + 3].isdigit()
                else ("\ufffd", stop + 2)
            )
        else:
            letter, at = escaped(text, stop + 1)
        found.append(letter)
    return "".join(found)


def _printf(shell: "Shell", given: list, prefix: dict, want: bool) -> str:
    words = given[1:]
    variable = ""
    if words[:1] == ["-v"]:
        variable = words[1] if len(words) > 1 else ""
        words = words[2:]
    if words[:1] == ["--"]:
        words = words[1:]
    if not words or not (want or variable):
        return ""
    listed: list = []
    for word in words[1:]:
        listed.extend(_looked_up(shell, word))
    text = _formatted(plain(words[0]), [plain(word) for word in listed])
    if variable:
        shell.set(variable, text)
        return ""
    return text


def _formatted(pattern: str, arguments: list) -> str:
    found: list = []
    while True:
        used = 0
        at = 0
        while at < len(pattern):
            sign = pattern[at]
            if sign == "\\":
                letter, at = escaped(pattern, at + 1)
                found.append(letter)
                continue
            if sign != "%":
                found.append(sign)
                at += 1
                continue
            end = at + 1
            while end < len(pattern) and pattern[end] in "-+ #0123456789.*":
                end += 1
            kind = pattern[end : end + 1]
            at = end + 1
            if kind == "%":
                found.append("%")
                continue
            value = arguments[used] if used < len(arguments) else ""
            used += 1
            found.append(_escapes(value) if kind == "b" else value)
        arguments = arguments[used:]
        if not used or not arguments:
            return "".join(found)


def _nothing(shell: "Shell", given: list, prefix: dict, want: bool) -> str:
    return ""


def _pwd(shell: "Shell", given: list, prefix: dict, want: bool) -> str:
    return shell.cwd + "\n"


def _type(shell: "Shell", given: list, prefix: dict, want: bool) -> "str | None":
    words = [word for word in given[1:] if word[:1] != "-"]
    return "".join(f"{word}\n" for word in words) if want else None


def _hash(shell: "Shell", given: list, prefix: dict, want: bool) -> str:
    options, operands = split(given[1:], "p")
    for path in values(options, "p"):
        for name in operands:
            shell.aliases[name] = path
    return ""


def _history(shell: "Shell", given: list, prefix: dict, want: bool) -> None:
    options, operands = split(given[1:], "")
    if has(options, "w", "a"):
        for path in operands:
            shell.event.touch(shell.cwd, path, "write")


def _dot(shell: "Shell", given: list, prefix: dict, want: bool) -> "str | None":
    return _source(shell, given, prefix, want)


BUILTINS: dict = {
    "eval": _eval,
    "source": _source,
    ".": _dot,
    "cd": _cd,
    "chdir": _cd,
    "pushd": _cd,
    "popd": _cd,
    "export": _declare,
    "declare": _declare,
    "typeset": _declare,
    "local": _declare,
    "readonly": _declare,
    "unset": _unset,
    "set": _set,
    "shift": _shift,
    "alias": _alias,
    "unalias": _unalias,
    "read": _read,
    "mapfile": _mapfile,
    "readarray": _mapfile,
    "trap": _trap,
    "echo": _echo,
    "print": _echo,
    "printf": _printf,
    "true": _nothing,
    "false": _nothing,
    ":": _nothing,
    "[": _nothing,
    "test": _nothing,
    "return": _nothing,
    "exit": _nothing,
    "break": _nothing,
    "continue": _nothing,
    "wait": _nothing,
    "umask": _nothing,
    "ulimit": _nothing,
    "shopt": _nothing,
    "let": _nothing,
    "pwd": _pwd,
    "type": _type,
    "which": _type,
    "where": _type,
    "hash": _hash,
    "history": _history,
}

SPECIAL: dict = {
    "git": "git:start",
    "docker": "docker:start",
    "podman": "docker:start",
    "nerdctl": "docker:start",
    "docker-compose": "docker:compose_command",
    "podman-compose": "docker:compose_command",
    "kubectl": "docker:elsewhere",
    "oc": "docker:elsewhere",
    "ssh": "docker:elsewhere",
    "devcontainer": "docker:elsewhere",
    "vagrant": "docker:elsewhere",
    "xargs": "lists:xargs",
    "parallel": "lists:parallel",
    "find": "lists:find",
    "fd": "lists:fd",
    "fdfind": "lists:fd",
    "watch": "lists:joined",
    "su": "lists:su",
    "runuser": "lists:su",
    "flock": "lists:flock",
    "script": "lists:typescript",
    "tmux": "lists:terminal",
    "screen": "lists:terminal",
    "expect": "lists:expect",
    "at": "lists:later",
    "batch": "lists:later",
    "nix-shell": "lists:text_option",
    "hyperfine": "lists:texts",
    "concurrently": "lists:texts",
    "nodemon": "lists:text_option",
    "sg": "lists:text_option",
    "sops": "lists:sops",
    "make": "lists:make",
    "gmake": "lists:make",
    "powershell": "windows:start",
    "pwsh": "windows:start",
    "cmd": "windows:start_cmd",
    "node": "inline:script",
    "nodejs": "inline:script",
    "bun": "inline:script",
    "deno": "inline:script",
    "ruby": "inline:script",
    "perl": "inline:script",
    "php": "inline:script",
    "lua": "inline:script",
    "awk": "inline:awk",
    "gawk": "inline:awk",
    "mawk": "inline:awk",
    "nawk": "inline:awk",
    "ipython": "inline:ipython",
}

_FILE_PROGRAMS = [
    "apply_patch",
    "applypatch",
    "rm",
    "unlink",
    "shred",
    "srm",
    "trash",
    "trash-put",
    "rip",
    "wipe",
    "del",
    "erase",
    "rimraf",
    "del-cli",
    "gio",
    "rmdir",
    "rd",
    "touch",
    "truncate",
    "tee",
    "sponge",
    "mkfifo",
    "mknod",
    "fallocate",
    "dos2unix",
    "unix2dos",
    "mac2unix",
    "fromdos",
    "todos",
    "cp",
    "mv",
    "ln",
    "link",
    "install",
    "rsync",
    "scp",
    "copy",
    "move",
    "ren",
    "ditto",
    "gcp",
    "gmv",
    "grm",
    "gln",
    "ginstall",
    "sed",
    "gsed",
    "ssed",
    "sd",
    "rpl",
    "perl-rename",
    "rename",
    "prename",
    "mmv",
    "vi",
    "vim",
    "nvim",
    "view",
    "ex",
    "ed",
    "nano",
    "pico",
    "emacs",
    "emacsclient",
    "micro",
    "code",
    "codium",
    "subl",
    "gedit",
    "kate",
    "mcedit",
    "joe",
    "jed",
    "helix",
    "hx",
    "kak",
    "atom",
    "zed",
    "cursor",
    "windsurf",
    "notepad",
    "open",
    "sort",
    "uniq",
    "xxd",
    "iconv",
    "csplit",
    "patch",
    "split",
    "tar",
    "bsdtar",
    "gtar",
    "zip",
    "unzip",
    "7z",
    "7za",
    "cpio",
    "gzip",
    "gunzip",
    "bzip2",
    "bunzip2",
    "xz",
    "unxz",
    "zstd",
    "unzstd",
    "lzma",
    "compress",
    "pigz",
    "lz4",
    "curl",
    "wget",
    "aria2c",
    "axel",
    "http",
    "https",
    "xh",
    "httpie",
    "dd",
    "openssl",
    "gpg",
    "gpg2",
    "age",
    "rage",
    "ansible-vault",
    "envsubst",
    "crudini",
    "yq",
    "jq",
    "xmlstarlet",
    "ini-file",
    "dasel",
    "tomlq",
    "chmod",
    "chown",
    "chgrp",
    "setfacl",
    "chattr",
    "chflags",
    "dotenv",
    "dotenvx",
    "dotenv-vault",
    "dotenv-linter",
    "vercel",
    "op",
    "aws",
    "gsutil",
    "gcloud",
    "az",
    "rclone",
    "netlify",
    "heroku",
    "pre-commit",
    "prek",
    "lefthook",
    "husky",
    "overcommit",
    "simple-git-hooks",
    "groundplan",
    "copier",
    "mktemp",
    "pandoc",
    "gcc",
    "cc",
    "g++",
    "go",
    "rustc",
    "black",
    "ruff",
    "prettier",
    "eslint",
    "shfmt",
    "pr",
]
EFFECTS: dict = dict.fromkeys(_FILE_PROGRAMS, "files")
EFFECTS.pop("pr")
for _name in ("perl-rename", "prename"):
    EFFECTS[_name] = "files"

OUTPUTS = frozenset(
    [
        "cat",
        "tac",
        "nl",
        "head",
        "tail",
        "sort",
        "uniq",
        "rev",
        "tee",
        "shuf",
        "grep",
        "egrep",
        "fgrep",
        "rg",
        "ag",
        "ack",
        "tr",
        "sed",
        "gsed",
        "awk",
        "base64",
        "base32",
        "xxd",
        "cut",
        "ls",
        "exa",
        "eza",
        "lsd",
        "dir",
        "basename",
        "dirname",
        "realpath",
        "readlink",
        "greadlink",
        "mktemp",
        "yes",
        "seq",
        "date",
        "whoami",
        "hostname",
        "uname",
        "id",
        "openssl",
        "gunzip",
        "zcat",
        "gzip",
        "bzip2",
        "bzcat",
        "xzcat",
        "xz",
        "envsubst",
        "jq",
        "wc",
        "column",
        "fold",
        "fmt",
        "paste",
        "printenv",
        "env",
        "tree",
        "gpg",
        "uudecode",
        "python",
        "perl",
        "iconv",
        "dos2unix",
        "strings",
    ]
)
