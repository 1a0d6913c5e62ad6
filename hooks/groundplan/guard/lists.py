"""Programs that start others on a list of items, or from a text in their arguments."""

from . import programs
from .event import REMOVED, WRITTEN
from .marks import HOLE, QUERY, STAR, has_hole, is_all_hole, matches, plain
from .options import has, split, values
from .paths import active, base, join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .shell import Shell

_ITEMS = 40


def items_of(text: str, delimiter: str = "") -> list:
    """Return the items of a text as xargs takes them; an unknown one is a hole."""
    found = [item for item in text.split(delimiter) if item] if delimiter else text.split()
    found = [item.strip("\n") for item in found]
    if not delimiter and any(mark in text for mark in "'\""):
        found = [item.strip("'\"") for item in found]
    return found[:_ITEMS]


def xargs(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `xargs PROGRAM`: what it reads becomes arguments."""
    options, operands = split(
        given[1:],
        "aEIiPLlnsdJ",
        (
            "arg-file",
            "delimiter",
            "replace",
            "max-lines",
            "max-args",
            "max-procs",
            "max-chars",
            "eof",
            "process-slot-var",
        ),
        True,
    )
    # GNU's -i and -l take an attached value only.
    source = shell.stdin
    for path in values(options, "a", "arg-file"):
        source = shell.content(path)
    delimiters = values(options, "d", "delimiter")
    delimiter = ""
    if delimiters:
        delimiter = {"\\n": "\n", "\\0": "\n", "\\t": "\t"}.get(delimiters[-1], delimiters[-1])
    elif has(options, "0", "null"):
        delimiter = "\n"
    marks = values(options, "I", "J") or (["{}"] if has(options, "i", "replace") else [])
    if marks and not delimiter:
        delimiter = "\n"
    items = items_of(
        source.replace("\ufffd", "\n") if delimiter == "\n" else source, delimiter
    ) or [HOLE]
    if not operands:
        return " ".join(items) + "\n"
    outputs: list = []
    if marks:
        for item in items:
            words = [word.replace(marks[-1], item) for word in operands]
            outputs.append(programs.run_words(shell, words, prefix, want, HOLE) or HOLE)
    else:
        outputs.append(programs.run_words(shell, operands + items, prefix, want, HOLE) or HOLE)
    return "".join(outputs)


def parallel(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow GNU parallel: a template, and items after `:::` or from a pipe."""
    _, operands = split(
        given[1:],
        "jaIECNnLlSdP",
        (
            "jobs",
            "arg-file",
            "colsep",
            "delay",
            "joblog",
            "results",
            "tmpdir",
            "timeout",
            "retries",
            "sshlogin",
            "workdir",
            "max-args",
            "env",
            "memfree",
            "load",
        ),
        True,
    )
    template = operands
    items = items_of(shell.stdin, "\n")
    for sign in (":::", ":::+", "::::"):
        if sign in operands:
            at = operands.index(sign)
            template = operands[:at]
            items = [word for word in operands[at + 1 :] if not word.startswith(":::")]
            if sign == "::::":
                items = [item for path in items for item in items_of(shell.content(path), "\n")]
            break
    text = " ".join(template)
    for item in (items or [HOLE])[:_ITEMS]:
        line = item if not text else text.replace("{}", item) if "{}" in text else f"{text} {item}"
        shell.inner().run_text(line)
    return None


def joined(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `watch COMMAND`: the words are joined and read by a shell."""
    options, operands = split(given[1:], "nq", ("interval", "equexit"), True)
    if has(options, "x", "exec"):
        return programs.run_words(shell, operands, prefix, want)
    if operands:
        shell.fresh().run_text(" ".join(operands))
    return None


def su(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `su USER -c TEXT` and `runuser -u USER COMMAND`."""
    arguments = given[1:]
    options, _operands = split(
        arguments, "cugGs", ("command", "session-command", "user", "group", "supp-group", "shell")
    )
    texts = values(options, "c", "command", "session-command")
    for text in texts:
        shell.fresh().run_text(text, shell.stdin)
    if not texts and has(options, "u", "user"):
        _, words = split(arguments, "ugG", ("user", "group", "supp-group"), True)
        return programs.run_words(shell, words, prefix, want)
    if not texts and not is_all_hole(shell.stdin):
        shell.fresh().run_text(shell.stdin)
    return None


def flock(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `flock FILE COMMAND` and `flock FILE -c TEXT`."""
    _options, operands = split(given[1:], "wEc", ("timeout", "conflict-exit-code", "command"), True)
    if operands:
        shell.event.touch(shell.cwd, operands[0], WRITTEN)
    rest = operands[1:]
    if rest[:1] in (["-c"], ["--command"]):
        shell.fresh().run_text(rest[1] if len(rest) > 1 else "")
        return None
    return programs.run_words(shell, rest, prefix, want)


def typescript(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `script -c TEXT FILE`: it writes the file that it names."""
    options, operands = split(
        given[1:],
        "cEIBTOo",
        ("command", "log-in", "log-out", "log-io", "log-timing", "echo", "output-limit"),
    )
    for text in values(options, "c", "command"):
        shell.fresh().run_text(text)
    for path in operands[:1] + values(options, "O", "log-out", "I", "B"):
        shell.event.touch(shell.cwd, path, WRITTEN)
    if len(operands) > 1:  # BSD: script FILE COMMAND
        return programs.run_words(shell, operands[1:], prefix, want)
    return None


def terminal(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow tmux and screen: commands that they start or type."""
    arguments = given[1:]
    for number, word in enumerate(arguments):
        if word in ("send-keys", "send", "stuff"):
            for text in arguments[number + 1 :]:
                if " " in text or len(text) > 8:
                    shell.fresh().run_text(text.rstrip("^M\n").removesuffix("\\n"))
            return None
        if word in (
            "new-session",
            "new",
            "new-window",
            "neww",
            "split-window",
            "splitw",
            "respawn-pane",
            "run-shell",
            "run",
        ):
            _, operands = split(arguments[number + 1 :], "cesntxyFl", (), True)
            if operands:
                shell.fresh().run_text(" ".join(operands))
            return None
    if name == "screen":
        _, operands = split(arguments, "SchepstT", (), True)
        if operands:
            return programs.run_words(shell, operands, prefix, want)
    return None


def expect(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow the programs that an expect script spawns."""
    options, _ = split(given[1:], "c")
    text = "\n".join(values(options, "c")) or shell.stdin
    for line in text.replace(";", "\n").split("\n"):
        words = line.strip()
        for start in ("spawn ", "exec ", "system "):
            if words.startswith(start):
                shell.fresh().run_text(words[len(start) :])
    return None


def later(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `at` and `batch`: they read commands."""
    options, _ = split(given[1:], "fqt")
    text = shell.stdin
    for path in values(options, "f"):
        text = shell.content(path)
    if not is_all_hole(text):
        shell.fresh().run_text(text)
    return None


def text_option(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow programs that take a command's text by an option."""
    options, _operands = split(given[1:], "cxp", ("run", "command", "exec"))
    for text in values(options, "run", "command", "exec", "c", "x"):
        shell.fresh().run_text(text)
    return None


def texts(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow programs whose operands are commands' texts, such as hyperfine."""
    options, operands = split(
        given[1:],
        "wmMrpscSPLDn",
        (
            "warmup",
            "min-runs",
            "max-runs",
            "runs",
            "prepare",
            "setup",
            "cleanup",
            "shell",
            "export-json",
            "export-markdown",
            "names",
            "prefix",
        ),
    )
    for text in operands + values(options, "p", "prepare", "s", "setup", "c", "cleanup"):
        if " " in text or name == "hyperfine":
            shell.fresh().run_text(text)
    return None


def sops(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow sops: it edits files, and runs commands' texts."""
    arguments = given[1:]
    if arguments[:1] in (["exec-env"], ["exec-file"]):
        _, operands = split(arguments[1:], "", ("input-type", "output-type"))
        for text in operands[1:]:
            shell.fresh().run_text(text)
        return None
    options, operands = split(
        arguments, "kp", ("output", "kms", "pgp", "age", "input-type", "output-type", "config")
    )
    for path in values(options, "output"):
        shell.event.touch(shell.cwd, path, WRITTEN)
    reads = has(options, "d", "e", "decrypt", "encrypt") or operands[:1] in (
        ["decrypt"],
        ["encrypt"],
    )
    if has(options, "i", "in-place") or not reads:
        for path in operands:
            shell.event.touch(shell.cwd, path, WRITTEN)
    return None


def make(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow make where its rules stand in the command itself; what a file holds is not read."""
    options, _operands = split(
        given[1:],
        "CfIoWj?l?E",
        ("directory", "file", "makefile", "eval", "include-dir", "jobs", "old-file", "what-if"),
    )
    source = "\n".join(values(options, "eval", "E"))
    for path in values(options, "f", "file", "makefile"):
        known = shell.content(path)
        if not is_all_hole(known):
            source += "\n" + known
    for line in source.split("\n"):
        recipe = line[1:] if line[:1] == "\t" else line.partition(";")[2] if ":" in line else ""
        if recipe:
            shell.fresh().run_text(recipe.lstrip("@-+ ").replace("$$", "$"))
    return None


# -- find ---------------------------------------------------------------------------------------

_TAKES_ONE = frozenset(
    [
        "-name",
        "-iname",
        "-path",
        "-ipath",
        "-wholename",
        "-iwholename",
        "-regex",
        "-iregex",
        "-type",
        "-xtype",
        "-maxdepth",
        "-mindepth",
        "-newer",
        "-anewer",
        "-cnewer",
        "-mtime",
        "-mmin",
        "-atime",
        "-amin",
        "-ctime",
        "-cmin",
        "-size",
        "-perm",
        "-user",
        "-group",
        "-uid",
        "-gid",
        "-links",
        "-inum",
        "-samefile",
        "-lname",
        "-ilname",
        "-fstype",
        "-regextype",
        "-used",
        "-context",
        "-newermt",
        "-newerat",
        "-newerct",
        "-newermm",
        "-printf",
        "-D",
    ]
)
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
        path = join(shell.cwd, folder)
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
            candidates.extend(
                (folder, path, f"{root}/{known}")
                for known in (".git/hooks/pre-commit", ".claude/settings.json")
            )
    met = [entry for entry in candidates if _meets(arguments, entry)]
    return _follow(shell, arguments, met, prefix, want)


def _special_names(path: str) -> list:
    tail = path.rstrip("/")
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
        return word not in ("-empty", "-prune", "-false", "-quit")
    value = tokens[at[0]] if at[0] < len(tokens) else ""
    at[0] += 1
    return _test(word, value, path, shown, depth, _names_env(tokens))


def _test(word: str, value: str, path: str, shown: str, depth: int, named: bool) -> bool:
    if word in ("-name", "-iname"):
        return matches(active(value), base(path), word == "-iname")
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


def _regex(pattern: str, text: str, fold: bool = False) -> bool:
    import re

    pattern = plain(pattern).replace("\\(", "(").replace("\\)", ")").replace("\\|", "|")
    try:
        return re.fullmatch(pattern, text, re.IGNORECASE if fold else 0) is not None
    except (re.error, RecursionError):
        return True


def _follow(shell: "Shell", arguments: list, met: list, prefix: dict, want: bool) -> "str | None":
    event = shell.event
    number = 0
    printed = True
    while number < len(arguments):
        word = arguments[number]
        if word == "-delete":
            printed = False
            for _, _, path in met:
                event.touch("", path, REMOVED)
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
    for _, _, path in met[:_ITEMS] or [("", "", HOLE)]:
        programs.run_words(shell, [word.replace("{}", path) for word in words], prefix, False)


def fd(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow fd: it looks for names by a pattern and may start a program on what it finds."""
    arguments = given[1:]
    command: list = []
    for number, word in enumerate(arguments):
        if word in ("-x", "-X", "--exec", "--exec-batch"):
            command = [item for item in arguments[number + 1 :] if item != ";"]
            arguments = arguments[:number]
            break
    options, operands = split(
        arguments,
        "eEtdjcSog",
        ("extension", "exclude", "type", "max-depth", "base-directory", "search-path", "glob"),
    )
    sees_hidden = has(options, "H", "hidden", "u", "unrestricted")
    pattern = operands[0] if operands else (values(options, "g", "glob") or [""])[0]
    place = shell.event.place
    met: list = []
    if sees_hidden:
        folder = join(shell.cwd, operands[1]) if len(operands) > 1 else shell.cwd
        for path in place.files_under(folder):
            fits = (
                matches(active(pattern), base(path))
                if has(options, "g", "glob")
                else _searched(pattern, base(path))
            )
            if fits:
                met.append(path)
    for path in met[:_ITEMS] if command else []:
        words = [word.replace("{}", path) for word in command]
        programs.run_words(
            shell, words if "{}" in " ".join(command) else [*words, path], prefix, False
        )
    if command and not met:
        programs.run_words(shell, [word.replace("{}", HOLE) for word in command], prefix, False)
    return "".join(f"{path}\n" for path in met) + HOLE + "\n" if want and not command else HOLE


def _as_glob(pattern: str) -> str:
    """Return a simple expression as a glob; empty for one that needs `re`, whose import is slow."""
    start = pattern.startswith("^")
    end = pattern.endswith("$") and not pattern.endswith("\\$")
    inside = pattern[1 if start else 0 : -1 if end else len(pattern)]
    inside = (
        inside.replace("\\.", "\x1f").replace(".*", STAR).replace(".", QUERY).replace("\x1f", ".")
    )
    if any(sign in inside for sign in "\\[](){}*+?|^$"):
        return ""
    return ("" if start else STAR) + inside + ("" if end else STAR)


def _searched(pattern: str, text: str) -> bool:
    simple = _as_glob(plain(pattern))
    if simple:
        return matches(simple, text)
    import re

    try:
        return re.search(plain(pattern), text) is not None
    except (re.error, RecursionError):
        return True


def searched(
    pattern: str, text: str, fold: bool = False, fixed: bool = False, basic: bool = True
) -> bool:
    """Say whether a pattern of grep fits a line; an unknown one does.

    Args:
        pattern: the pattern as grep got it.
        text: the line.
        fold: no difference between upper and lower case.
        fixed: the pattern is plain text.
        basic: a basic expression, in which a back-slash makes `(`, `|` and `+` active.
    """
    if has_hole(pattern):
        return True
    pattern = plain(pattern)
    if fold:
        pattern, text = pattern.lower(), text.lower()
    if fixed:
        return pattern in text
    if basic:
        for sign in "(){}|+?":
            pattern = pattern.replace("\\" + sign, "\x1f" + sign).replace("\x1f\\", "\\")
        swapped = ""
        at = 0
        while at < len(pattern):
            if pattern[at] == "\x1f":
                swapped += pattern[at + 1]
                at += 2
            elif pattern[at] in "(){}|+?":
                swapped += "\\" + pattern[at]
                at += 1
            elif pattern[at] == "\\" and at + 1 < len(pattern):
                swapped += pattern[at : at + 2]
                at += 2
            else:
                swapped += pattern[at]
                at += 1
        pattern = swapped
    return _searched(
        pattern.replace("[:alpha:]", "a-zA-Z")
        .replace("[:space:]", " \\t")
        .replace("[:alnum:]", "a-zA-Z0-9"),
        text,
    )
