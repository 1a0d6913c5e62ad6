"""What the commands of PowerShell do. Facts: Microsoft's page of each."""

from ..event import REMOVED_TREE, WRITTEN
from ..options import names, program_name
from ..paths import from_windows, join
from .common import into, path_of, power, script_path, touch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

STAMPS = frozenset(
    stamp + zone
    for stamp in ("lastwritetime", "creationtime", "lastaccesstime")
    for zone in ("", "utc")
)
"""Properties of a file object; giving one a value stamps the file."""


# Cmdlets by what they do to `-Path`, and the aliases of each.
WRITES = frozenset(
    names(
        "set-content add-content clear-content out-file new-item tee-object export-csv"
        " export-clixml set-item clear-item sc ac clc ni tee epcsv si cli set-itemproperty"
    )
)
REMOVES = frozenset(["remove-item", "ri", "rm", "rmdir", "del", "erase", "rd", "clear-recyclebin"])
MOVES = frozenset(["move-item", "mi", "mv", "move", "rename-item", "rni", "ren"])
LISTS = frozenset(("get-childitem", "gci", "ls", "dir", "get-item", "gi", "resolve-path"))
COPIES = frozenset(["copy-item", "ci", "cpi", "cp", "copy"])
FETCHES = frozenset(
    ["invoke-webrequest", "iwr", "wget", "curl", "invoke-restmethod", "irm", "start-bitstransfer"]
)
STARTS = frozenset(["start-process", "saps", "start", "invoke-command", "icm", "start-job"])
TEXTS = frozenset(["invoke-expression", "iex"])
PATHS = frozenset(["path", "literalpath", "filepath", "pspath", "lp", "outfile", "destinationpath"])
TAKES = frozenset(
    names(
        "value encoding name newname destination itemtype type target include exclude"
        " filter argumentlist workingdirectory uri headers method body stream inputobject"
        " delimiter width credential toSession fromsession"
    )
)


_COMMAND_MORE_NAMES = names(
    "write-output write-host echo get-content gc cat type select-string sls get-childitem"
    " gci ls dir test-path get-command gcm which where-object foreach-object compare-object"
    " resolve-path invoke-webrequest iwr invoke-restmethod irm start-bitstransfer"
)


def _environment(shell: "Shell", name: str, paths: list, options: list, operands: list) -> bool:
    """Follow a command on a variable of the environment, `Env:NAME`; False where it is on files."""
    keys = [path[4:].strip("\\/").upper() for path in paths if path[:4].lower() == "env:"]
    given = [value for key, value in options if key == "value"] or [
        word for word in operands if word not in paths
    ]
    for key in keys:
        if name in REMOVES or name in ("clear-item", "cli"):
            shell.exported.discard(key)
        elif name in WRITES and given:
            shell.variables[key] = given[-1]
            shell.exported.add(key)
    return bool(keys)


def command(shell: "Shell", words: list, depth: int) -> None:
    """Follow one command of PowerShell."""
    first = words[0]
    name = program_name(from_windows(first))
    options, operands = _parameters(words[1:])
    paths = [value for key, value in options if key in PATHS] or operands[:1]
    target = [value for key, value in options if key in ("destination", "newname")] or operands[
        0 if any(key in PATHS for key, _ in options) else len(paths) :
    ][:1]
    if _environment(shell, name, paths, options, operands):
        return
    if name in ("curl", "wget") and first.lower().endswith(".exe"):
        shell.inner().start([first, *words[1:]], {}, False)
    elif name in WRITES:
        _written(shell, name, options, paths, operands)
    elif name in REMOVES:
        for path in paths + operands[1:]:
            touch(shell, path, REMOVED_TREE)
    elif name in MOVES:
        for path in paths:
            touch(shell, path, REMOVED_TREE)
        for path in target:
            into(shell, path, paths)
    elif name in COPIES:
        for path in target:
            into(shell, path, paths)
    elif name in FETCHES and ("-" in name or _names_output(options)):
        for key, value in options:
            if key in ("outfile", "destination", "o"):
                touch(shell, value, WRITTEN)
    elif name in ("invoke-item", "ii"):
        for path in paths:
            touch(shell, path, WRITTEN)
    elif name in ("new-object",):
        if operands and operands[0].lower().endswith(("streamwriter", "filestream")):
            for path in operands[1:2]:
                touch(shell, path, WRITTEN)
    elif name in ("xcopy", "robocopy", "certutil", "bitsadmin", "fsutil", "forfiles"):
        from . import batch

        batch.run(shell, " ".join(f'"{word}"' if " " in word else word for word in words), depth)
    elif name in STARTS:
        _started(shell, options, operands, depth)
    elif name in TEXTS:
        for text in operands[:1] + [value for key, value in options if key == "command"]:
            power(shell, text, depth + 1)
    elif name in ("set-location", "sl", "cd", "chdir", "push-location", "pushd"):
        for path in paths:
            shell.cwd = join(shell.cwd, path_of(path))
    elif name in ("set-variable", "sv") and len(operands) > 1:
        shell.variables["$" + operands[0].lower()] = operands[1]
    elif name not in _COMMAND_MORE_NAMES:
        inner = shell.inner()
        inner.source = script_path(shell.source)
        inner.start([first, *map(script_path, words[1:])], {}, False)


def names_path(words: list) -> bool:
    """Say whether a command names the file that it writes, which else comes by the pipe."""
    options, operands = _parameters(words[1:])
    return bool(operands) or any(key in PATHS or key == "name" for key, _ in options)


def listed(words: list) -> list:
    """Return what a command such as `Get-ChildItem` lists: its paths, with what narrows them."""
    options, operands = _parameters(words[1:])
    paths = [value for key, value in options if key in PATHS] or operands
    narrowed = [value for key, value in options if key in ("filter", "include")]
    if not narrowed:
        return paths
    return [f"{path.rstrip('/')}/{name}" for path in paths[:1] or ["."] for name in narrowed]


def _names_output(options: list) -> bool:
    return any(key in ("outfile", "destination", "o") for key, _ in options)


def _parameters(words: list) -> "tuple[list, list]":
    options: list = []
    operands: list = []
    number = 0
    while number < len(words):
        word = words[number]
        number += 1
        if word[:1] != "-" or len(word) < 2 or word[1].isdigit():
            operands.append(word)
            continue
        key, colon, _value = word[1:].lower().partition(":")
        if colon:
            options.append((key, word[len(key) + 2 :]))
            continue
        whole = _whole(key)
        if whole in PATHS or whole in TAKES:
            if number < len(words):
                options.append((whole, words[number]))
                number += 1
                while number < len(words) and _goes_on(whole, words[number]):
                    options.append((whole, words[number]))
                    number += 1
            continue
        options.append((whole, ""))
    return options, operands


_STARTS_WITH = frozenset(
    names(
        "wait nonewwindow passthru verb windowstyle redirectstandardoutput loaduserprofile"
        " redirectstandarderror redirectstandardinput usenewenvironment credential"
    )
)
"""Parameters of Start-Process that may follow its list of arguments."""


def _goes_on(whole: str, word: str) -> bool:
    """Say whether a word is one more value of a parameter that takes a list."""
    if whole == "argumentlist":
        key = word[1:].lower()
        return word[:1] != "-" or not (key in PATHS or key in TAKES or key in _STARTS_WITH)
    return whole in PATHS and whole != "filepath" and word[:1] != "-"


_WHOLE_NAMES = names(
    "path literalpath filepath destination value argumentlist encoding newname outfile"
    " itemtype name"
)


def _whole(key: str) -> str:
    """Return the parameter that a beginning stands for: PowerShell takes unique ones."""
    if key in PATHS or key in TAKES:
        return key
    found = [known for known in _WHOLE_NAMES if len(key) > 2 and known.startswith(key)]
    return str(found[0]) if found else key


def _written(shell: "Shell", name: str, options: list, paths: list, operands: list) -> None:
    names = [value for key, value in options if key == "name"]
    if name in ("new-item", "ni"):
        if any(
            value.lower().startswith("dir") for key, value in options if key in ("itemtype", "type")
        ):
            return
        if names:
            folder = paths[0] if paths else "."
            touch(shell, f"{folder}/{names[0]}", WRITTEN)
            return
    for path in paths:
        touch(shell, path, WRITTEN)


def _started(shell: "Shell", options: list, operands: list, depth: int) -> None:
    program = [value for key, value in options if key in ("filepath", "command")] or operands[:1]
    rest = [value for key, value in options if key == "argumentlist"] + (
        operands if program != operands[:1] else operands[1:]
    )
    if program:
        words: list = []
        for text in rest:
            words.extend(text.split())
        command(shell, [program[0], *words], depth + 1)
