"""`find`: which files it would meet, and what it does with them."""

from ..event import REMOVED, WRITTEN
from ..options import names
from ..paths import active, base, join
from ..shell.sentinel import HOLE, matches, plain
from . import dispatch
from .xargs import ITEMS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

_TAKES_ONE = frozenset(
    names(
        "-name -iname -path -ipath -wholename -iwholename -regex -iregex -type -xtype"
        " -maxdepth -mindepth -newer -anewer -cnewer -mtime -mmin -atime -amin -ctime -cmin"
        " -size -perm -user -group -uid -gid -links -inum -samefile -lname -ilname -fstype"
        " -regextype -used -context -newermt -newerat -newerct -newermm -printf -D"
    )
)


_SETTINGS = names(
    ".git/hooks/pre-commit .claude/settings.json .claude/settings.local.json .codex/config.toml"
    " .codex/hooks.json .cursor/hooks.json .gemini/settings.json"
)
"""Files of hooks and agents that find may meet; the later ones only where it asks for such."""
_KIT = names(
    ".groundplan/hook .groundplan/run .groundplan/rules.json .groundplan/loader .groundplan/bundle"
)
"""Files of the kit that find meets where it has landed."""
_SETTINGS_WORDS = ("settings", "hooks", "config.toml", ".claude", ".codex", ".cursor", ".gemini")
_NEVER = names("-empty -prune -false -nouser -nogroup")
"""Tests that do not hold for a file that somebody keeps in the repo."""
_WRITES = {"-fprint": 1, "-fprint0": 1, "-fls": 1, "-fprintf": 2}


_EXECS = ("-exec", "-execdir", "-ok", "-okdir")


def find(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow find: which env files it would meet, what it removes, and what it starts."""
    arguments = given[1:]
    while (arguments and arguments[0] in ("-H", "-L", "-P")) or (
        arguments[:1] and arguments[0][:2] == "-O"
    ):
        arguments = arguments[1:]
    bases: list = []
    while arguments and arguments[0][:1] not in ("-", "(", "!", ")"):
        bases.append(arguments[0])
        arguments = arguments[1:]
    place = shell.event.place
    candidates: list = []
    for folder in bases or ["."]:
        path = place.on_host(join(shell.cwd, folder))
        if base(path) in (".env",) or base(path).startswith(".env."):
            candidates.append((folder, path, path))
        for file in place.files_under(path):
            if place.is_above(path) or file.startswith(path.rstrip("/") + "/"):
                candidates.append((folder, path, file))
        if not place.is_above(path):
            # What a folder holds is not known where it is not on the disk: a name asked for by
            # itself is taken to be there.
            if _names_env(arguments):
                candidates.extend(
                    (folder, path, f"{path}/{known}") for known in (".env", ".env.local")
                )
            for special in _special_names(path):
                candidates.append((folder, path, special))
        else:
            root = place.root
            if place.is_kept_by_kit():
                candidates.extend((folder, path, f"{root}/{known}") for known in _KIT)
            candidates.extend((folder, path, f"{root}/{known}") for known in _SETTINGS[:2])
            if any(word in plain(" ".join(arguments)) for word in _SETTINGS_WORDS):
                candidates.extend((folder, path, f"{root}/{known}") for known in _SETTINGS[2:])
    met = [entry for entry in candidates if _meets(arguments, entry)]
    if not met:
        asked = _asked_for(bases or ["."], arguments)
        met = [("", "", path) for path in asked if _meets(arguments, (".", ".", path))]
    return _follow(shell, arguments, met, prefix, want)


def _asked_for(folders: list, arguments: list) -> list:
    """Return the files that find is asked for by their name, in the folders where it begins."""
    found: list = []
    for number, word in enumerate(arguments[:-1]):
        if word in ("-name", "-iname") and arguments[number - 1 : number] not in (["!"], ["-not"]):
            name = active(arguments[number + 1])
            found.extend(f"{folder.rstrip('/')}/{name}" for folder in folders)
    return found[:ITEMS]


def _special_names(path: str) -> list:
    tail = path.rstrip("/")
    if "/.groundplan" in tail:
        start, _, inside = tail.rpartition("/.groundplan")
        return [
            f"{start}/{known}" for known in _KIT if f"{known}/".startswith(f".groundplan{inside}/")
        ]
    if tail.endswith(("/.git/hooks", "/.git")):
        return [f"{tail}/pre-commit" if tail.endswith("hooks") else f"{tail}/hooks/pre-commit"]
    if tail.endswith("/.claude"):
        return [f"{tail}/settings.json"]
    return []


def _names_env(arguments: list) -> bool:
    return any(".env" in plain(word) for word in arguments)


def _meets(arguments: list, entry: tuple) -> bool:
    """Say whether find's conditions hold for a file, as far as its name tells."""
    folder, start, path = entry
    inside = path[len(start) :].lstrip("/") if path.startswith(start) else path.lstrip("/")
    shown = f"{folder.rstrip('/')}/{inside}" if inside else folder
    depth = inside.count("/") + 1 if inside else 0
    tokens = list(arguments)
    position = [0]
    return _either(tokens, position, path, shown, depth)


def _either(tokens: list, at: list, path: str, shown: str, depth: int) -> bool:
    result = _both(tokens, at, path, shown, depth)
    while at[0] < len(tokens) and tokens[at[0]] in ("-o", "-or", ","):
        at[0] += 1
        right = _both(tokens, at, path, shown, depth)
        result = result or right
    return result


def _both(tokens: list, at: list, path: str, shown: str, depth: int) -> bool:
    result = True
    while at[0] < len(tokens) and tokens[at[0]] not in ("-o", "-or", ",", ")", "\\)"):
        if tokens[at[0]] in ("-a", "-and"):
            at[0] += 1
            continue
        holds = _single(tokens, at, path, shown, depth)
        result = result and holds
    return result


def _single(tokens: list, at: list, path: str, shown: str, depth: int) -> bool:
    word = tokens[at[0]]
    at[0] += 1
    if word in ("!", "-not"):
        return not _single(tokens, at, path, shown, depth) if at[0] < len(tokens) else True
    if word in ("(", "\\("):
        result = _either(tokens, at, path, shown, depth)
        at[0] += 1
        return result
    if word in _EXECS:
        while (
            at[0] < len(tokens)
            and tokens[at[0]] not in (";", "\\;")
            and not (tokens[at[0]] == "+" and tokens[at[0] - 1] == "{}")
        ):
            at[0] += 1
        at[0] += 1
        return True
    if word in _WRITES:
        at[0] += _WRITES[word]
        return True
    if word not in _TAKES_ONE:
        return word not in _NEVER
    value = tokens[at[0]] if at[0] < len(tokens) else ""
    at[0] += 1
    return _test(word, value, path, shown, depth, _names_env(tokens))


def _test(word: str, value: str, path: str, shown: str, depth: int, named: bool) -> bool:
    if word in ("-name", "-iname"):
        return _is_likely(value) and matches(active(value), base(path), word == "-iname")
    if word in ("-path", "-ipath", "-wholename", "-iwholename"):
        return matches(active(value), shown, word[1] == "i")
    if word in ("-regex", "-iregex"):
        return _regex(value, shown, word[1] == "i")
    if word in ("-type", "-xtype"):
        return "f" in value
    if word == "-maxdepth":
        return value.isdigit() and depth <= int(value)
    if word == "-mindepth":
        return value.isdigit() and depth >= int(value)
    # Age, size and owner are not known; a rule that would hold for every file stops too much, but
    # where an env file is asked for by its name it may well be the one that is met.
    return named or word in ("-regextype", "-printf", "-D")


def _is_likely(name: str) -> bool:
    """Say whether a name that is asked for may be an env file's: what is not known fits everything."""
    return HOLE not in name or "env" in name or name.startswith(".e")


def _regex(pattern: str, text: str, fold: bool = False) -> bool:
    from .regex import compiled

    pattern = plain(pattern).replace("\\(", "(").replace("\\)", ")").replace("\\|", "|")
    expression = compiled(pattern, text, fold)
    return expression is None or expression.fullmatch(text) is not None


def _follow(shell: "Shell", arguments: list, met: list, prefix: dict, want: bool) -> "str | None":
    event = shell.event
    number = 0
    printed = True
    while number < len(arguments):
        word = arguments[number]
        if word == "-delete":
            printed = False
            for _, start, path in met:
                event.touch("" if start else shell.cwd, path, REMOVED)
        elif word in _WRITES:
            printed = False
            if number + 1 < len(arguments):
                event.touch(shell.cwd, arguments[number + 1], WRITTEN)
        elif word in _EXECS:
            printed = False
            end = number + 1
            while (
                end < len(arguments)
                and arguments[end] not in (";", "\\;")
                and not (arguments[end] == "+" and arguments[end - 1] == "{}")
            ):
                end += 1
            _execute(shell, arguments[number + 1 : end], met, prefix)
            number = end
        number += 1
    if not want:
        return None
    return "".join(f"{path}\n" for _, _, path in met) + HOLE + "\n" if printed else HOLE


def _execute(shell: "Shell", words: list, met: list, prefix: dict) -> None:
    if not words:
        return
    for _, _, path in met[:ITEMS] or [("", "", HOLE)]:
        dispatch.run_words(shell, [word.replace("{}", path) for word in words], prefix, False)
