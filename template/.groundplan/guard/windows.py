"""Commands of PowerShell and of cmd: read far enough to see programs and files.

Facts: Microsoft's pages about_Parsing, about_Redirection and the cmdlets' own; `cmd /?`.
"""

from .event import REMOVED, REMOVED_TREE, WRITTEN
from .marks import HOLE, cleaned, is_all_hole
from .options import program_name
from .paths import base, from_windows, join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .shell import Shell

_DEPTH = 12
_STAMPS = frozenset(
    base + zone
    for base in ("lastwritetime", "creationtime", "lastaccesstime")
    for zone in ("", "utc")
)
"""Properties of a file object; giving one a value stamps the file."""
_ROUNDS = 40
"""How many values of a loop are followed."""

# Cmdlets by what they do to `-Path`, and the aliases of each.
_WRITES = frozenset(
    [
        "set-content",
        "add-content",
        "clear-content",
        "out-file",
        "new-item",
        "tee-object",
        "export-csv",
        "export-clixml",
        "set-item",
        "clear-item",
        "sc",
        "ac",
        "clc",
        "ni",
        "tee",
        "epcsv",
        "si",
        "cli",
        "set-itemproperty",
    ]
)
_REMOVES = frozenset(["remove-item", "ri", "rm", "rmdir", "del", "erase", "rd", "clear-recyclebin"])
_MOVES = frozenset(["move-item", "mi", "mv", "move", "rename-item", "rni", "ren"])
_LISTS = frozenset(("get-childitem", "gci", "ls", "dir", "get-item", "gi", "resolve-path"))
_COPIES = frozenset(["copy-item", "ci", "cpi", "cp", "copy"])
_FETCHES = frozenset(
    ["invoke-webrequest", "iwr", "wget", "curl", "invoke-restmethod", "irm", "start-bitstransfer"]
)
_STARTS = frozenset(["start-process", "saps", "start", "invoke-command", "icm", "start-job"])
_TEXTS = frozenset(["invoke-expression", "iex"])
_PATHS = frozenset(
    ["path", "literalpath", "filepath", "pspath", "lp", "outfile", "destinationpath"]
)
_TAKES = frozenset(
    [
        "value",
        "encoding",
        "name",
        "newname",
        "destination",
        "itemtype",
        "type",
        "target",
        "include",
        "exclude",
        "filter",
        "argumentlist",
        "workingdirectory",
        "uri",
        "headers",
        "method",
        "body",
        "stream",
        "inputobject",
        "delimiter",
        "width",
        "credential",
        "toSession",
        "fromsession",
    ]
)


def follow(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow the text of a command: `name` is `cmd`, or PowerShell's."""
    if name == "cmd":
        _cmd(shell, given[0], 0)
    else:
        _power(shell, given[0], 0)
    return None


def start(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `powershell -Command TEXT` started from another shell."""
    rest = given[1:]
    for number, word in enumerate(rest):
        option = word.lower().lstrip("-/")
        if (
            word[:1] in "-/"
            and option
            and "encodedcommand".startswith(option)
            and option[0] == "e"
            and option not in ("ex",)
        ):
            _encoded(shell, rest[number + 1] if number + 1 < len(rest) else "")
            return None
        if word[:1] in "-/" and option and "command".startswith(option):
            _power(shell, " ".join(rest[number + 1 :]), 0)
            return None
        if word[:1] not in "-/" and (
            number == 0
            or rest[number - 1].lower().lstrip("-/")
            not in (
                "executionpolicy",
                "ep",
                "ex",
                "version",
                "windowstyle",
                "w",
                "file",
                "f",
                "configurationname",
                "inputformat",
                "outputformat",
                "workingdirectory",
                "wd",
            )
        ):
            _power(shell, " ".join(rest[number:]), 0)
            return None
    if not rest and not is_all_hole(shell.stdin):
        _power(shell, shell.stdin, 0)
    return None


def _encoded(shell: "Shell", text: str) -> None:
    import binascii

    try:
        _power(shell, cleaned(binascii.a2b_base64(text.encode()).decode("utf-16-le", "replace")), 0)
    except ValueError:
        shell.event.doubt("text", "an encoded command")


def start_cmd(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `cmd /c TEXT`."""
    for number, word in enumerate(given[1:], 1):
        if word.lower().lstrip("/-") in ("c", "k", "r") or word.lower() == "//c":
            _cmd(shell, " ".join(given[number + 1 :]), 0)
            return None
    return None


def cmdlet(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> None:
    """Follow a cmdlet that stands in a command of another shell."""
    if (
        name in _WRITES
        or name in _REMOVES
        or name in _MOVES
        or name in _COPIES
        or name in _FETCHES
        or name in _STARTS
        or name in _TEXTS
    ):
        _command(shell, [name, *given[1:]], 0)


# -- PowerShell ---------------------------------------------------------------------------------


def _power(shell: "Shell", text: str, depth: int) -> None:
    if depth > _DEPTH:
        return
    passed: list = []
    starts = text.lstrip()[:1] in ("'", '"')
    for words in _statements(shell, text, depth):
        piped = words[:1] == ["\x02|"]
        words = words[1:] if piped else words
        if not words:
            continue
        shell.event.step()
        name = program_name(words[0])
        if piped and passed and name in _TEXTS and depth < _DEPTH:
            _power(shell, passed[0], depth + 1)
        if piped and passed and (name in _REMOVES or name in _MOVES):
            # Files that were looked up go through the pipe.
            words = (
                [words[0], *passed, *words[1:]]
                if name in _REMOVES
                else [words[0], passed[0], *words[1:]]
            )
        passed = (
            [word for word in words[1:] if word[:1] != "-"]
            if name in _LISTS
            else passed
            if piped
            else [word for word in words if not is_all_hole(word)]
            if starts
            else []
        )
        starts = False
        shell.variables["$_ in"] = passed
        _command(shell, words, depth)


def _statements(shell: "Shell", text: str, depth: int) -> "Iterator[list]":
    """Yield the words of each command of a text; what `$(...)` and `{...}` hold is followed."""
    words: list = []
    word = ""
    is_word = False
    at = 0
    end = len(text)

    def close() -> None:
        nonlocal word, is_word
        if is_word:
            words.append(word)
        word, is_word = "", False

    while at < end:
        sign = text[at]
        if sign == "`" and at + 1 < end:
            word += text[at + 1] if text[at + 1] != "\n" else ""
            is_word = True
            at += 2
        elif text.startswith(("@'", '@"'), at):
            stop = text.find("\n" + text[at + 1] + "@", at)
            stop = end if stop < 0 else stop
            word += text[at + 2 : stop].strip("\r\n")
            is_word = True
            at = stop + 3
        elif sign in "'\"\u2018\u2019\u201c\u201d":
            piece, at = _quoted(shell, text, at, depth)
            word += piece
            is_word = True
        elif sign == "#" and not is_word:
            stop = text.find("\n", at)
            at = end if stop < 0 else stop
        elif text.startswith("<#", at):
            stop = text.find("#>", at)
            at = end if stop < 0 else stop + 2
        elif sign == "$":
            piece, at = _variable(shell, text, at, depth)
            word += piece
            is_word = True
        elif sign in "({":
            stop = _balanced(text, at)
            inside = text[at + 1 : stop - 1]
            values = _values(shell, inside, depth)
            if is_word and ("::" in word or "." in word):
                _method(shell, word, inside, depth)
                word = HOLE
            else:
                word += values
            is_word = True
            at = stop
        elif sign in ";\n|" or (sign == "&" and text[at + 1 : at + 2] == "&"):
            close()
            yield _redirected(shell, words)
            double = text[at : at + 2] in ("&&", "||")
            words = ["\x02|"] if sign == "|" and not double else []
            at += 2 if double else 1
        elif sign == "&":
            close()
            at += 1
        elif sign == ">":
            number = word if word in ("1", "2", "3", "4", "5", "6", "*") else ""
            if number:
                word, is_word = "", False
            close()
            at += 2 if text.startswith(">>", at) else 1
            if text[at : at + 2] == "&1":
                at += 2
                continue
            while at < end and text[at] in " \t":
                at += 1
            words.append("\x02>")
        elif sign in " \t\r,)}":
            close()
            at += 1
        elif sign == "=" and not is_word and len(words) == 1 and words[0].startswith("\x02$"):
            words.append("=")
            at += 1
        elif sign == "=" and words == [] and word.startswith("\x02$"):
            close()
            words.append("=")
            at += 1
        else:
            word += sign
            is_word = True
            at += 1
    close()
    yield _redirected(shell, words)


def _redirected(shell: "Shell", words: list) -> list:
    kept: list = []
    number = 0
    while number < len(words):
        if words[number] == "\x02>":
            if number + 1 < len(words):
                _touch(shell, words[number + 1], WRITTEN)
            number += 2
        else:
            kept.append(words[number])
            number += 1
    return kept


def _quoted(shell: "Shell", text: str, at: int, depth: int) -> "tuple[str, int]":
    mark = text[at]
    double = mark in '"\u201c\u201d'
    marks = '"\u201c\u201d' if double else "'\u2018\u2019"
    found = ""
    at += 1
    while at < len(text):
        sign = text[at]
        if sign in marks:
            if text[at + 1 : at + 2] == sign:
                found += sign
                at += 2
                continue
            return found, at + 1
        if double and sign == "`":
            found += text[at + 1 : at + 2]
            at += 2
        elif double and sign == "$":
            piece, at = _variable(shell, text, at, depth)
            found += piece
        else:
            found += sign
            at += 1
    return found, at


def _variable(shell: "Shell", text: str, at: int, depth: int) -> "tuple[str, int]":
    if text.startswith("$(", at):
        stop = _balanced(text, at + 1)
        _power(shell, text[at + 2 : stop - 1], depth + 1)
        return HOLE, stop
    end = at + 1
    if text[end : end + 1] == "{":
        stop = text.find("}", end)
        stop = len(text) if stop < 0 else stop
        name, end = text[end + 1 : stop], stop + 1
    else:
        while end < len(text) and (text[end].isalnum() or text[end] in "_:?"):
            end += 1
        name = text[at + 1 : end]
    rest = text[end:].lstrip(" \t")
    if rest[:1] == "=" and rest[1:2] != "=":
        return "\x02$" + name.lower(), end
    if name.lower() == "_":
        for member in (".FullName", ".Name", ".PSPath", ".Path"):
            if text.startswith(member, end):
                end += len(member)
                break
    if name.lower() in ("pwd", "psscriptroot"):
        return str(shell.cwd), end
    value = shell.variables.get(f"${name.lower()}")
    return (value if isinstance(value, str) else HOLE), end


def _balanced(text: str, at: int) -> int:
    pairs = {"(": ")", "{": "}"}
    opening = text[at]
    closing = pairs[opening]
    level = 0
    quote = ""
    while at < len(text):
        sign = text[at]
        if quote:
            if sign == quote:
                quote = ""
        elif sign in "'\"":
            quote = sign
        elif sign == opening:
            level += 1
        elif sign == closing:
            level -= 1
            if level == 0:
                return at + 1
        at += 1
    return at + 1


def _values(shell: "Shell", inside: str, depth: int) -> str:
    """Follow a group; return its text where it is one value, such as `('.' + 'env')`."""
    if depth > _DEPTH:
        return HOLE
    pieces = [piece.strip() for piece in inside.split("+")]
    if pieces and all(
        len(piece) > 1 and piece[0] in "'\"" and piece[-1] == piece[0] for piece in pieces
    ):
        return "".join(piece[1:-1] for piece in pieces)
    low = inside.lower()
    if low.strip().startswith("join-path"):
        words = [
            word for word in next(_statements(shell, inside, depth + 1))[1:] if word[:1] != "-"
        ]
        return "/".join(words)
    if low.lstrip().startswith(("get-item ", "gi ", "resolve-path ")):
        words = next(_statements(shell, inside, depth + 1))
        return next((word for word in words[1:] if word[:1] != "-"), HOLE)
    name, between, rest = inside.strip().partition(" in ")
    if between and name[:1] == "$" and name[1:].isalnum():
        found = next(_statements(shell, rest, depth + 1))
        shell.variables[f"{name.lower()} in"] = [word for word in found if not is_all_hole(word)]
        return HOLE
    for key, found in list(shell.variables.items()):
        if key[:1] == "$" and key.endswith(" in") and found and key[:-3] in low:
            before = shell.variables.get(key[:-3])
            for value in found[:_ROUNDS]:
                shell.variables[key[:-3]] = value
                _power(shell, inside, depth + 1)
            shell.variables[key[:-3]] = before
            return HOLE
    _power(shell, inside, depth + 1)
    return HOLE


def _method(shell: "Shell", word: str, inside: str, depth: int) -> None:
    """Follow a method of .NET, such as `[IO.File]::WriteAllText('.env', ...)`."""
    values = next(_statements(shell, inside.replace(",", " "), depth + 1))
    name = word.rpartition("::")[2].rpartition(".")[2].lower()
    if not values:
        if name == "delete" and "::" not in word:
            # A method of the file itself: `(Get-Item .env).Delete()`.
            _touch(shell, word.rpartition(".")[0], REMOVED)
        return
    if name.startswith(("writeall", "appendall", "create", "openwrite", "appendtext", "setlast")):
        _touch(shell, values[0], WRITTEN)
    elif name.startswith("delete"):
        _touch(shell, values[0], REMOVED)
    elif name in ("move", "replace"):
        _touch(shell, values[0], REMOVED)
        _touch(shell, values[-1], WRITTEN)
    elif name == "copy" and len(values) > 1:
        _touch(shell, values[1], WRITTEN)
    elif name == "start":
        _command(shell, values, depth)


def _command(shell: "Shell", words: list, depth: int) -> None:
    """Follow one command of PowerShell."""
    first = words[0]
    if first.startswith("\x02$"):
        if len(words) > 2 and words[1] == "=":
            if len(words) == 3:
                shell.variables[first[1:]] = words[2]
                if first[1:].startswith("$env:"):
                    name = first[6:].upper()
                    shell.variables[name] = words[2]
                    shell.exported.add(name)
            else:
                _command(shell, words[2:], depth)
        return
    name = program_name(from_windows(first))
    path, _, member = first.rpartition(".")
    if words[1:2] == ["="] and path and member.lower() in _STAMPS:
        _touch(shell, path, WRITTEN)
        return
    if name in (
        "if",
        "else",
        "elseif",
        "foreach",
        "while",
        "try",
        "catch",
        "finally",
        "function",
        "param",
        "return",
        ".",
        "do",
        "until",
        "for",
    ):
        if len(words) > 1 and name in (".", "return"):
            _command(shell, words[1:], depth)
        return
    options, operands = _parameters(words[1:])
    paths = [value for key, value in options if key in _PATHS] or operands[:1]
    target = [value for key, value in options if key in ("destination", "newname")] or operands[
        0 if any(key in _PATHS for key, _ in options) else len(paths) :
    ][:1]
    if name in _WRITES:
        _written(shell, name, options, paths, operands)
    elif name in _REMOVES:
        for path in paths + operands[1:]:
            _touch(shell, path, REMOVED_TREE)
    elif name in _MOVES:
        for path in paths:
            _touch(shell, path, REMOVED_TREE)
        for path in target:
            _into(shell, path, paths)
    elif name in _COPIES:
        for path in target:
            _into(shell, path, paths)
    elif name in _FETCHES and any(key in ("outfile", "destination", "o") for key, _ in options):
        for key, value in options:
            if key in ("outfile", "destination", "o"):
                _touch(shell, value, WRITTEN)
    elif name in _STARTS:
        _started(shell, options, operands, depth)
    elif name in _TEXTS:
        for text in operands[:1] + [value for key, value in options if key == "command"]:
            _power(shell, text, depth + 1)
    elif name in ("set-location", "sl", "cd", "chdir", "push-location", "pushd"):
        for path in paths:
            shell.cwd = join(shell.cwd, _path(path))
    elif name in ("set-variable", "sv") and len(operands) > 1:
        shell.variables["$" + operands[0].lower()] = operands[1]
    elif name in ("set-alias", "sal", "new-alias", "nal") and len(operands) > 1:
        shell.aliases[operands[0].lower()] = operands[1]
    elif name in shell.aliases:
        _command(shell, [shell.aliases[name], *words[1:]], depth)
    elif name not in (
        "write-output",
        "write-host",
        "echo",
        "get-content",
        "gc",
        "cat",
        "type",
        "select-string",
        "sls",
        "get-childitem",
        "gci",
        "ls",
        "dir",
        "test-path",
        "get-command",
        "gcm",
        "which",
        "where-object",
        "foreach-object",
        "compare-object",
        "resolve-path",
    ):
        shell.inner().start([first, *map(_script, words[1:])], {}, False)


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
        if whole in _PATHS or whole in _TAKES:
            if number < len(words):
                options.append((whole, words[number]))
                number += 1
                while (
                    whole in _PATHS
                    and number < len(words)
                    and words[number][:1] != "-"
                    and whole != "filepath"
                ):
                    options.append((whole, words[number]))
                    number += 1
            continue
        options.append((whole, ""))
    return options, operands


def _whole(key: str) -> str:
    """Return the parameter that a beginning stands for: PowerShell takes unique ones."""
    if key in _PATHS or key in _TAKES:
        return key
    for known in (
        "path",
        "literalpath",
        "filepath",
        "destination",
        "value",
        "argumentlist",
        "encoding",
        "newname",
        "outfile",
        "itemtype",
        "name",
    ):
        if len(key) > 2 and known.startswith(key):
            return known
    return key


def _written(shell: "Shell", name: str, options: list, paths: list, operands: list) -> None:
    names = [value for key, value in options if key == "name"]
    if name in ("new-item", "ni"):
        if any(
            value.lower().startswith("dir") for key, value in options if key in ("itemtype", "type")
        ):
            return
        if names:
            folder = paths[0] if paths else "."
            _touch(shell, f"{folder}/{names[0]}", WRITTEN)
            return
    for path in paths:
        _touch(shell, path, WRITTEN)


def _into(shell: "Shell", target: str, sources: list) -> None:
    from .files import _target

    _target(
        shell, _path(target), [_path(source) for source in sources], target.endswith(("/", "\\"))
    )


def _started(shell: "Shell", options: list, operands: list, depth: int) -> None:
    program = [value for key, value in options if key in ("filepath", "command")] or operands[:1]
    rest = [value for key, value in options if key == "argumentlist"] + (
        operands if program != operands[:1] else operands[1:]
    )
    if program:
        words: list = []
        for text in rest:
            words.extend(text.split())
        _command(shell, [program[0], *words], depth + 1)


def _script(word: str) -> str:
    """Return an argument with the slashes that a script's path has elsewhere."""
    return from_windows(word) if word.endswith(".py") else word


def _path(text: str) -> str:
    path = from_windows(text)
    return "/" + path if path[1:2] == ":" else path


def _touch(shell: "Shell", text: str, kind: str) -> None:
    path = _path(text)
    if "*" in path or "?" in path:
        from .paths import active

        # Here `*` takes names with a dot in front, too.
        event = shell.event
        full = join(shell.cwd, path)
        from .marks import matches

        folder = full[: full.rfind("/")]
        for known in event.place.names_in(folder) or [".env", ".env.local"]:
            if matches(active(base(full)), known):
                event.touch("", f"{folder}/{known}", kind)
        return
    shell.event.touch(shell.cwd, path, kind)


# -- cmd ----------------------------------------------------------------------------------------


def _cmd(shell: "Shell", text: str, depth: int) -> None:
    if depth > _DEPTH:
        return
    loops: dict = {}
    name = ""
    for words in _cmd_statements(shell, text):
        if not words:
            continue
        shell.event.step()
        low = [word.lower() for word in words]
        if name:
            loops[name[1:]] = _loop_values(shell, words, name[0] == "f", depth)
            name = ""
        elif low[0].lstrip("@") == "for" and low[-1] == "in":
            name = ("f" if "/f" in low else "-") + "%" + low[-2].lstrip("%")
        else:
            for filled in _filled(words, loops):
                _cmd_command(shell, filled, depth)


def _loop_values(shell: "Shell", words: list, reads: bool, depth: int) -> list:
    """Return what `for %i in (...)` gives; with `/f` a command between quotes is followed."""
    text = " ".join(words)
    if not reads:
        return words[:_ROUNDS]
    if text[:1] not in "'`":
        return []
    text = text.strip("'`")
    _cmd(shell, text, depth + 1)
    return [word for word in text.split()[1:] if word[:1] != "/"][:_ROUNDS]


def _filled(words: list, loops: dict) -> list:
    """Return a command once for each value of the loop whose name it holds."""
    for mark, found in loops.items():
        if found and any(mark in word.lower() for word in words):
            return [[_put(word, mark, value) for word in words] for value in found]
    return [words]


def _cmd_statements(shell: "Shell", text: str) -> "Iterator[list]":
    words: list = []
    word = ""
    is_word = False
    quoted = False
    at = 0
    while at <= len(text):
        sign = text[at : at + 1]
        if sign == '"':
            quoted = not quoted
            is_word = True
        elif sign == "^" and not quoted:
            word += text[at + 1 : at + 2]
            is_word = True
            at += 1
        elif sign == "%" and "%" in text[at + 1 :]:
            stop = text.find("%", at + 1)
            name = text[at + 1 : stop]
            if name and " " not in name:
                value = shell.variables.get(f"%{name.lower()}")
                word += (
                    value
                    if isinstance(value, str)
                    else str(shell.cwd)
                    if name.lower() == "cd"
                    else HOLE
                )
                is_word = True
                at = stop
            else:
                word += sign
                is_word = True
        elif quoted and sign:
            word += sign
        elif sign == "" or sign in "&|\n()>< \t,;":
            if sign == ">" and word in ("1", "2"):
                word, is_word = "", False
            if is_word:
                words.append(word)
            word, is_word = "", False
            if sign == ">":
                if text[at + 1 : at + 2] == ">":
                    at += 1
                words.append("\x02>")
            elif sign == "" or sign in "&|\n()":
                yield _redirected(shell, words)
                words = []
        else:
            word += sign
            is_word = True
        at += 1


def _put(word: str, mark: str, value: str) -> str:
    """Return a word with a loop's value in the place of its name."""
    low = word.lower()
    at = low.find(mark)
    return word if at < 0 else word[:at].rstrip("%") + value + word[at + len(mark) :]


def _cmd_command(shell: "Shell", words: list, depth: int) -> None:
    first = words[0].lstrip("@")
    name = program_name(first)
    rest = words[1:]
    operands = [word for word in rest if not (word[:1] == "/" and len(word) < 4)]
    if name in ("if",):
        at = 1
        while at < len(words) and words[at].lower() in (
            "not",
            "/i",
            "exist",
            "defined",
            "errorlevel",
        ):
            at += 1
        _cmd_command(shell, words[at + 1 :], depth + 1) if len(
            words
        ) > at + 1 and depth < _DEPTH else None
    elif name == "for":
        low = [word.lower() for word in words]
        if "do" in low and low.index("do") + 1 < len(words) and depth < _DEPTH:
            _cmd_command(shell, words[low.index("do") + 1 :], depth + 1)
    elif name in ("do", "else") and rest and depth < _DEPTH:
        _cmd_command(shell, rest, depth + 1)
    elif name in ("call", "start") and depth < _DEPTH:
        while operands and operands[0] == "":
            operands = operands[1:]
        if operands:
            _cmd_command(shell, operands, depth + 1)
    elif name == "cmd" and rest and depth < _DEPTH:
        start_cmd(shell, "cmd", words, {}, False)
    elif name in ("powershell", "pwsh"):
        start(shell, name, words, {}, False)
    elif name in ("del", "erase", "rd", "rmdir"):
        for path in operands:
            _touch(shell, path, REMOVED_TREE if name in ("rd", "rmdir") else REMOVED)
    elif name in ("copy", "xcopy", "robocopy"):
        if len(operands) > 1:
            _into(shell, operands[-1], operands[:-1])
        elif operands:
            _into(shell, ".", operands)
    elif name == "move":
        for path in operands[:-1]:
            _touch(shell, path, REMOVED_TREE)
        if operands:
            _into(shell, operands[-1], operands[:-1])
    elif name in ("ren", "rename"):
        for path in operands:
            _touch(shell, path, REMOVED_TREE)
    elif name in ("cd", "chdir", "pushd"):
        for path in operands[:1]:
            shell.cwd = join(shell.cwd, _path(path))
    elif name == "set":
        key, equals, value = " ".join(rest).partition("=")
        if equals:
            shell.variables[f"%{key.lower()}"] = value
            shell.variables[key] = value
            shell.exported.add(key)
    elif name in ("mklink",):
        for path in operands[:1]:
            _touch(shell, path, WRITTEN)
    elif name == "fsutil" and "createnew" in rest:
        _touch(shell, rest[rest.index("createnew") + 1] if rest[-1] != "createnew" else "", WRITTEN)
    elif name == "forfiles" and depth < _DEPTH:
        after = dict(zip([word.lower() for word in rest], rest[1:]))
        mask = after.get("/m", "*")
        _cmd(shell, after.get("/c", "").replace("@file", mask).replace("@path", mask), depth + 1)
    elif name == "attrib":
        return
    elif (
        name
        not in (
            "echo",
            "type",
            "more",
            "dir",
            "find",
            "findstr",
            "where",
            "rem",
            "fc",
            "title",
            "exit",
            "goto",
            "pause",
        )
        and first
    ):
        shell.inner().start([from_windows(first), *map(_script, rest)], {}, False)
