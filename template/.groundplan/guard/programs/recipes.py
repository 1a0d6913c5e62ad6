"""Runners of tasks (`make`, `npm run`, `tox`) whose file of tasks was written in the same call.

What a task would do is tried line by line, whatever the file's format, and counts only where a rule
stops it.
"""

from ..options import by_name
from ..paths import base
from ..shell.sentinel import is_all_hole, plain
from . import starters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

FILES: dict = by_name(
    {
        "makefile gnumakefile": "make gmake remake",
        "justfile .justfile": "just",
        "package.json": "npm pnpm yarn bun npx nx turbo lerna ni nr",
        "tox.ini pyproject.toml setup.cfg": "tox hatch poe pdm uv poetry rye",
        "noxfile.py": "nox",
        "taskfile.yml taskfile.yaml taskfile.dist.yml": "task go-task",
        "tasks.py": "inv invoke",
        "dodo.py": "doit",
        "fabfile.py": "fab",
        "rakefile rakefile.rb": "rake",
        "gulpfile.js gulpfile.mjs": "gulp",
        "gruntfile.js": "grunt",
        "procfile procfile.dev": "foreman honcho overmind goreman hivemind",
        "composer.json": "composer",
        "deno.json deno.jsonc": "deno",
        "makefile.toml .cargo/config.toml": "cargo",
        "build.gradle build.gradle.kts": "gradle gradlew",
        "pom.xml": "mvn mvnw",
        "build.ninja": "ninja",
        "sconstruct": "scons",
        "magefile.go": "mage",
        "mise.toml .mise.toml": "mise rtx",
        "pixi.toml": "pixi",
        ".pre-commit-config.yaml": "pre-commit prek",
        "lefthook.yml": "lefthook",
    }
)
"""The files of tasks that a runner reads unasked, in small letters."""

_MOST = 200
"""How many texts of one file are tried."""
_LANGUAGES = {"rb": "ruby", "js": "javascript", "mjs": "javascript"}


def reads_tasks(name: str) -> bool:
    """Whether a program runs what a file of tasks says."""
    return name in FILES


def start(shell: "Shell", name: str) -> None:
    """Try what the files say that this call wrote and the runner now reads."""
    wanted = FILES[name].split()
    for path, text in list(shell.files.items()):
        if base(path).lower() in wanted and not is_all_hole(text):
            _follow(shell, base(path).lower(), plain(text))


def _follow(shell: "Shell", name: str, text: str) -> None:
    ending = name.rpartition(".")[2]
    if ending == "py":
        from . import dispatch

        dispatch.call("languages.python_code:python", shell, text, [], {}, False)
    elif ending in _LANGUAGES or name == "rakefile":
        from ..languages.reader import follow

        follow(shell, text, _LANGUAGES.get(ending, "ruby"), [])
    else:
        for number, command in enumerate(commands_in(text)):
            if number > _MOST or starters.tries_text(shell, command):
                return


def commands_in(text: str) -> list:
    """Return what may be commands in a file of tasks: lines, values behind a key, quoted texts."""
    found: list = []
    for line in text.split("\n"):
        stripped = line.strip().lstrip("-@+ ").rstrip(",")
        candidates = [stripped]
        for mark in (":", "="):
            head, _, tail = stripped.partition(mark)
            if tail.strip() and " " not in head.strip():
                candidates.append(tail.strip().strip("\"'[]|>@ "))
        for quote in ('"', "'"):
            candidates.extend(part for part in stripped.split(quote)[1::2] if " " in part)
        found.extend(one for one in candidates if one and one not in found)
    return found


def set_package(shell: "Shell", arguments: list) -> None:
    """Keep what `npm pkg set scripts.NAME=TEXT` writes into package.json."""
    from ..paths import join

    path = join(shell.cwd, "package.json")
    added = [word.partition("=")[2] for word in arguments if "=" in word]
    shell.files[path] = "\n".join([shell.files.get(path, ""), *added])
