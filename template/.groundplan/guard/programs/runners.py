"""Programs of which a certain first word starts another one: `uv run`, `npm exec`, `poetry run`."""

from ..options import has, names, split, values
from ..paths import join
from . import dispatch
from .interpreters import traced
from .program_names import TESTS_BY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

# Programs of which a certain first word starts another one: word -> options with values.
RUNNERS: dict = {
    "uv": {
        "run": (
            "pw",
            names(
                "python with extra group package env-file project directory with-requirements"
                " with-editable only-group no-group index index-url refresh-package"
            ),
        ),
        "tool run": ("pw", ("python", "with", "from")),
    },
    "poetry": {"run": ("CP", ("directory", "project"))},
    "pipenv": {"run": ("", ())},
    "pdm": {"run": ("p", ("project",))},
    "rye": {"run": ("", ()), "test": ("", ())},
    "hatch": {"run": ("", ()), "env run": ("e", ("env",)), "test": ("ir", ())},
    "tox": {"exec": ("e", ()), "e": ("e", ())},
    "pixi": {"exec": ("s", ("spec",)), "run": ("e", ("environment", "manifest-path"))},
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
    "rr": {"record": ("", ())},
    "devenv": {"shell": ("", ())},
    "dbus-launch": {},
}


def start(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> bool:
    """Follow `uv run X`, `bundle exec X` and their like; say whether it was one."""
    arguments = given[1:]
    folder = _folder(name, arguments)
    if folder:
        shell = shell.inner(cwd=join(shell.cwd, folder))
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


def _folder(name: str, arguments: list) -> str:
    """Return the folder in which a runner is told to work: `uv run --directory DIR`."""
    if name not in ("uv", "poetry", "pdm", "conda", "mise"):
        return ""
    for number, word in enumerate(arguments):
        key, equals, value = word.partition("=")
        if key in ("--directory", "--cwd") or (word == "-C" and name in ("poetry", "mise")):
            return str(value if equals else "".join(arguments[number + 1 : number + 2]))
    return ""


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
    if name == "nix":
        # `nix shell PACKAGES -c PROGRAM`, `nix run PACKAGES#PROGRAM -- ARGUMENTS`
        marks = [number for number, item in enumerate(operands) if item in ("-c", "--command")]
        if marks:
            operands = operands[marks[0] + 1 :]
        elif word == "run" and operands and "#" in operands[0]:
            rest = operands[1:]
            operands = [operands[0].rpartition("#")[2], *(rest[1:] if rest[:1] == ["--"] else rest)]
    if name == "uv" and has(options, "m", "module") and operands:
        operands = ["python", "-m", *operands]
    if name == "uv" and operands and (operands[0] == "-" or operands[0].endswith(".py")):
        operands = ["python", *operands]
    if name == "conda" and "--" in operands[:1]:
        operands = operands[1:]
    if name == "hatch":
        operands = _hatch(operands)
    if word == "test" and name in TESTS_BY:
        operands = [TESTS_BY[name], *operands]
    if name in ("guix", "mise", "rtx", "flox", "devbox") and "--" in rest:
        operands = rest[rest.index("--") + 1 :]
    if operands:
        dispatch.run_words(shell, operands, prefix, want)
    return True


def _hatch(operands: list) -> list:
    """Return a program without what chooses its environment: `+py=3.12 test:unit`."""
    while operands and operands[0][:1] in ("+", "-"):
        operands = operands[1:]
    if operands and ":" in operands[0]:
        operands = [operands[0].rpartition(":")[2], *operands[1:]]
    return operands
