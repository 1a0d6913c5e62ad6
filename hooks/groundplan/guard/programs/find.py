"""`find`: which files it would meet, and what it does with them."""

from .. import disk
from ..event import REMOVED, WRITTEN, TooMuch
from ..options import names
from ..paths import active, base, join
from ..shell.sentinel import HOLE, matches, plain
from . import dispatch
from .xargs import ITEMS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..paths import Place
    from ..policy.protected import Protected
    from ..shell.interpreter import Shell

_TAKES_ONE = frozenset(
    names(
        "-name -iname -path -ipath -wholename -iwholename -regex -iregex -type -xtype"
        " -maxdepth -mindepth -newer -anewer -cnewer -mtime -mmin -atime -amin -ctime -cmin"
        " -size -perm -user -group -uid -gid -links -inum -samefile -lname -ilname -fstype"
        " -regextype -used -context -newermt -newerat -newerct -newermm -printf -D"
    )
)


_NEVER = names("-empty -prune -false -nouser -nogroup")
"""Tests that do not hold for a file that somebody keeps in the repo."""
_WRITES = {"-fprint": 1, "-fprint0": 1, "-fls": 1, "-fprintf": 2}


_ENDS = ("-o", "-or", ",", ")", "\\)")
_NAME_TESTS = names("-name -iname -path -ipath -wholename -iwholename")
_MOST = 200_000
"""How many conditions are asked, over all files: a tenth of a second."""
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
    is_asked = asks_for_protected(arguments, place.protected)
    candidates: list = []
    for folder in bases or ["."]:
        path = place.on_host(join(shell.cwd, folder))
        candidates.extend((folder, path, file) for file in _files(place, path, is_asked))
    if len(arguments) * len(candidates) > _MOST:
        raise TooMuch
    tests = _Tests(list(arguments), place.protected)
    found = [entry for entry in candidates if tests.hold(entry)]
    if not found:
        asked = _asked_for(bases or ["."], arguments)
        found = [("", "", path) for path in asked if tests.hold((".", ".", path))]
    return _follow(shell, arguments, found, prefix, want)


def _files(place: "Place", path: str, is_asked: bool) -> list:
    """Return the protected files that may be below a folder."""
    protected = place.protected
    found = [path] if protected.begins(base(path)) else []
    is_above = place.is_above(path)
    start = path.rstrip("/") + "/"
    found.extend(file for file in place.files_under(path) if is_above or file.startswith(start))
    if not is_above and is_asked:
        # What a folder holds is not known where it is not on the disk: a name asked for by itself
        # is taken to be there.
        found.extend(f"{path}/{known}" for known in protected.witnesses)
    own = protected.under(place.root)
    if "/.groundplan" in start or place.is_kept_by_kit():
        kit = [f"{place.root}/.groundplan/{name}" for name in _KIT]
        found.extend(file for file in kit if is_above or file.startswith(start))
    is_sure = is_asked or not place.is_real
    for file in own:
        if (is_above or file.startswith(start)) and (is_sure or disk.exists(file)):
            found.append(file)
    if not is_above and start.endswith(_HOOKS):
        found.append(start + "pre-commit")  # of another repo, or of one whose root is not known
    return found


_KIT = ("hook", "run", "rules.json", "bundle", "loader", "guard/main.py")
"""Files of ours that find meets in a repo."""
_HOOKS = "/.git/hooks/"


def _asked_for(folders: list, arguments: list) -> list:
    """Return the files that find is asked for by their name, in the folders where it begins."""
    found: list = []
    for number, word in enumerate(arguments[:-1]):
        if word in ("-name", "-iname") and arguments[number - 1 : number] not in (["!"], ["-not"]):
            name = active(arguments[number + 1])
            found.extend(f"{folder.rstrip('/')}/{name}" for folder in folders)
    return found[:ITEMS]


class _Tests:
    """The conditions that one call of find names, ready to be asked about files."""

    __slots__ = ("at", "depth", "is_named", "path", "protected", "shown", "tokens")

    def __init__(self, tokens: list, protected: "Protected") -> None:
        """Take find's arguments behind the folders."""
        self.tokens = tokens
        self.protected = protected
        self.is_named = asks_for_protected(tokens, protected)
        self.at = 0
        self.path = self.shown = ""
        self.depth = 0

    def hold(self, entry: tuple) -> bool:
        """Whether find's conditions hold for a file, as far as its name tells."""
        folder, start, path = entry
        inside = path[len(start) :].lstrip("/") if path.startswith(start) else path.lstrip("/")
        self.path = path
        self.shown = f"{folder.rstrip('/')}/{inside}" if inside else folder
        self.depth = inside.count("/") + 1 if inside else 0
        self.at = 0
        return self._either()

    def _either(self) -> bool:
        result = self._both()
        while self.at < len(self.tokens) and self.tokens[self.at] in ("-o", "-or", ","):
            self.at += 1
            right = self._both()
            result = result or right
        return result

    def _both(self) -> bool:
        result = True
        while self.at < len(self.tokens) and self.tokens[self.at] not in _ENDS:
            if self.tokens[self.at] in ("-a", "-and"):
                self.at += 1
                continue
            holds = self._single()
            result = result and holds
        return result

    def _single(self) -> bool:
        word = self.tokens[self.at]
        self.at += 1
        if word in ("!", "-not"):
            return not self._single() if self.at < len(self.tokens) else True
        if word in ("(", "\\("):
            result = self._either()
            self.at += 1
            return result
        if word in _EXECS:
            self.at = exec_end(self.tokens, self.at) + 1
            return True
        if word in _WRITES:
            self.at += _WRITES[word]
            return True
        if word not in _TAKES_ONE:
            return word not in _NEVER
        value = self.tokens[self.at] if self.at < len(self.tokens) else ""
        self.at += 1
        return self._test(word, value)

    def _test(self, word: str, value: str) -> bool:
        if word in ("-name", "-iname"):
            fits = matches(active(value), base(self.path), word == "-iname")
            return fits and (HOLE not in value or self._is_likely(value))
        if word in ("-path", "-ipath", "-wholename", "-iwholename"):
            return matches(active(value), self.shown, word[1] == "i")
        if word in ("-regex", "-iregex"):
            return _regex(value, self.shown, word[1] == "i")
        if word in ("-type", "-xtype"):
            return "f" in value
        if word == "-maxdepth":
            return value.isdigit() and self.depth <= int(value)
        if word == "-mindepth":
            return value.isdigit() and self.depth >= int(value)
        # Age, size and owner are not known; a rule that would hold for every file stops too much, but
        # where a protected file is asked for by its name it may well be the one that is found.
        return self.is_named or word in ("-regextype", "-printf", "-D")

    def _is_likely(self, name: str) -> bool:
        """Whether a name that is asked for may be a protected one: what is unknown fits everything."""
        known = name.replace(HOLE, "")
        return (
            self.protected.asks_for(name)
            or self.protected.mentions(name)
            or (
                len(known) >= _LIKELY
                and any(known in witness for witness in self.protected.witnesses)
            )
        )


_LIKELY = 3
"""How many letters of a name have to be known."""


def asks_for_protected(arguments: list, protected: "Protected") -> bool:
    """Whether find is asked for a protected file by its name, or by a glob that begins as one does."""
    for number, word in enumerate(arguments):
        text = plain(word)
        if protected.mentions(text):
            return True
        if number and arguments[number - 1] in _NAME_TESTS:
            last = base(text)
            if protected.asks_for(active(last)) and protected.fitting(active(last)):
                return True
    return False


def exec_end(tokens: list, start: int) -> int:
    """Return where a command of `-exec` ends: at `;`, or at a `+` behind `{}`."""
    end = start
    while (
        end < len(tokens)
        and tokens[end] not in (";", "\\;")
        and not (tokens[end] == "+" and tokens[end - 1] == "{}")
    ):
        end += 1
    return end


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
            end = exec_end(arguments, number + 1)
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
