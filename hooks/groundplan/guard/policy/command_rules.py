"""Rules about programs: whether one that starts is the one that a rule names."""

from ..options import names
from ..paths import base, join
from ..shell.sentinel import has_hole, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..event import Event, Run


_COMMAND_WORDS_NAMES = names("npx bunx python python3 -m bundle exec uv run poetry pipenv")


_OTHER_NAMES: dict = {
    "pytest": ("py.test", "pytest-3", "pytest3", "pytest-watch", "ptw", "pytest.py"),
    "django-admin": ("django-admin.py",),
}
"""Under what other names a program is installed, from each one's own packaging."""


def command_words(text: str) -> list:
    """Return the words of a rule's command that matter: the program, then what it is told to do."""
    words = [word for word in text.split() if "{" not in word]
    while words and words[0] in _COMMAND_WORDS_NAMES:
        if len(words) == 1 or (words[0] in ("uv", "poetry", "pipenv") and words[1] != "run"):
            break
        words = words[1:]
    if not words:
        return []
    kept = [words[0] if "/" in words[0] and "|" not in words[0] else words[0].lower()]
    if kept[0].startswith(("bin/", "./")):
        kept[0] = base(kept[0])
    for word in words[1:]:
        if word[:1] in "-.'\"/" or "=" in word:
            break
        kept.append(word)
    return kept


def same_program(name: str) -> tuple:
    """Return the names under which a program is installed."""
    return (name, *_OTHER_NAMES.get(name, ()))


def usual_name(name: str) -> str:
    """Return the name by which a program is known that has several."""
    for usual, others in _OTHER_NAMES.items():
        if name in others:
            return str(usual)
    return name


def fits(words: list, run: "Run", event: "Event") -> "list | None":
    """Return what follows a rule's words in a run; None where the run is another command."""
    name = words[0]
    actual = run.name
    if "/" in name:
        path = run.path
        inside = path == join(event.place.root, name) or path.endswith("/" + name)
        if not inside and base(path) == base(name):
            inside = has_hole(path)
        return run.arguments if inside else None
    if actual not in same_program(name):
        return None
    rest = run.arguments
    if len(words) == 1:
        return rest
    return _follow(words[1:], rest)


def _follow(words: list, arguments: list) -> "list | None":
    """Return what follows the words among arguments; an option's value may stand before them."""
    at = 0
    for word in words:
        choices = word.split("|")
        while at < len(arguments):
            argument = arguments[at]
            if (
                argument in choices
                or (argument == "t" and word == "test")
                or (argument == "run" and word == "test" and arguments[at + 1 : at + 2] == ["test"])
            ):
                break
            is_value = at > 0 and arguments[at - 1][:1] == "-" and "=" not in arguments[at - 1]
            if argument[:1] != "-" and not is_value:
                return None
            at += 1
        else:
            return None
        if arguments[at] == "run" and word == "test":
            at += 1
        at += 1
    return arguments[at:]


_RUNNER_VALUES = names(
    "-k -m -p -c -o -n -W -r --tb --maxfail --durations --durations-min --junitxml"
    " --junit-xml --rootdir --ignore --ignore-glob --deselect --cov-report --cov-config"
    " --log-level --log-cli-level --log-file --basetemp --numprocesses --dist --timeout"
    " --reruns --color --capture --import-mode --confcutdir --override-ini --config-file"
    " --maxprocesses --html --ds --reruns-delay --randomly-seed --verbosity --show-capture"
    " --pdbcls --code-highlight --keyword --markers-expr --tx --cov --cov-fail-under"
    " --benchmark-json --splits --group --env"
)


def excused(matcher: dict, rest: list, run: "Run") -> bool:
    """Say whether a run is harmless: it only shows help, or names the path that it needs."""
    harmless = matcher.get("unless")
    if harmless:
        before = run.arguments[: len(run.arguments) - len(rest)]
        given = _plain_options(rest) + _leading_options(before)
        if any(_is_harmless(word, harmless, run.name) for word in given):
            return True
    wanted = matcher.get("with")
    if wanted and not any(word in wanted for word in rest):
        return True
    return matcher.get("without") == "path" and names_path(rest)


def _is_harmless(word: str, harmless: list, name: str) -> bool:
    """Say whether an option only shows something: as it is listed, bundled (`-hv`), or for one program."""
    if word in harmless or f"{name} {word}" in harmless:
        return True
    if word[:2] == "--":
        return word.startswith("--help=") and "--help" in harmless
    return word[:1] == "-" and word[1:].isalpha() and word[:2] in harmless


def _leading_options(words: list) -> list:
    """Return the options before the first word of a command, such as `--help`."""
    found: list = []
    for word in words:
        if word[:1] != "-":
            break
        found.append(word)
    return found


_PLAIN_OPTIONS_NAMES = names("-k -m -c -f --command --file --message")


def _plain_options(rest: list) -> list:
    found: list = []
    for number, word in enumerate(map(plain, rest)):
        if word == "--":
            break
        if number and rest[number - 1] in _PLAIN_OPTIONS_NAMES:
            continue
        found.append(word)
    return found


def names_path(rest: list) -> bool:
    """Say whether a test runner's arguments name what to run."""
    number = 0
    while number < len(rest):
        word = rest[number]
        if word in _RUNNER_VALUES:
            number += 2
            continue
        if word == "--":
            return number + 1 < len(rest)
        if word[:1] != "-":
            return True
        number += 1
    return False
