"""PowerShell's text -> the words of its commands. Facts: Microsoft's about_Parsing, about_Redirection."""

from .cmdlets import GIVES, LIST, command, given_back
from .event import REMOVED, REMOVED_TREE, WRITTEN
from .marks import HOLE, is_all_hole
from .windows import DEPTH, ROUNDS, power, redirected, touch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .shell import Shell


def statements(shell: "Shell", text: str, depth: int) -> "Iterator[list]":
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
            start = at
            piece, at = _variable(shell, text, at, depth)
            items = shell.variables.get(text[start:at].lower())
            if isinstance(items, list) and not is_word:
                words.extend(items)
                continue
            word += piece
            is_word = True
        elif text.startswith("@(", at) and not is_word:
            stop = _balanced(text, at + 1)
            words.append(LIST)
            for inner in statements(shell, text[at + 2 : stop - 1], depth + 1):
                words.extend(item for item in inner if item != LIST)
            at = stop
        elif sign == "@" and not is_word and text[at + 1 : at + 2].isalpha():
            stop = at + 1
            while stop < end and (text[stop].isalnum() or text[stop] == "_"):
                stop += 1
            items = shell.variables.get("$" + text[at + 1 : stop].lower())
            words.extend(items if isinstance(items, list) else [HOLE])
            at = stop
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
            yield redirected(shell, words)
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
            if sign == "," and words[1:2] == ["="] and LIST not in words:
                words.insert(2, LIST)
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
    yield redirected(shell, words)


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
        return _values(shell, text[at + 2 : stop - 1], depth), stop
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
    if name.lower() in ("home", "env:userprofile", "env:home"):
        return "~", end
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
    if depth > DEPTH:
        return HOLE
    pieces = [piece.strip() for piece in inside.split("+")]
    if pieces and all(
        len(piece) > 1 and piece[0] in "'\"" and piece[-1] == piece[0] for piece in pieces
    ):
        return "".join(piece[1:-1] for piece in pieces)
    low = inside.lower()
    if low.lstrip().startswith(GIVES):
        return given_back(next(statements(shell, inside, depth + 1)))
    name, between, rest = inside.strip().partition(" in ")
    if between and name[:1] == "$" and name[1:].isalnum():
        found = [word for word in next(statements(shell, rest, depth + 1)) if word != LIST]
        shell.variables[f"{name.lower()} in"] = [word for word in found if not is_all_hole(word)]
        return HOLE
    for key, found in list(shell.variables.items()):
        if key[:1] == "$" and key.endswith(" in") and found and key[:-3] in low:
            before = shell.variables.get(key[:-3])
            for value in found[:ROUNDS]:
                shell.variables[key[:-3]] = value
                power(shell, inside, depth + 1)
            shell.variables[key[:-3]] = before
            return HOLE
    power(shell, inside, depth + 1)
    return HOLE


def _method(shell: "Shell", word: str, inside: str, depth: int) -> None:
    """Follow a method of .NET, such as `[IO.File]::WriteAllText('.env', ...)`."""
    values = next(statements(shell, inside.replace(",", " "), depth + 1))
    name = word.rpartition("::")[2].rpartition(".")[2].lower()
    if "::" not in word:
        _object(shell, word.rpartition(".")[0], name, values)
        return
    if not values:
        return
    kind = word.rpartition("::")[0].lower()
    if name == "new":
        if kind.strip("[]").endswith(("streamwriter", "filestream")):
            touch(shell, values[0], WRITTEN)
    elif name == "setenvironmentvariable" and len(values) > 1:
        shell.variables[values[0].upper()] = values[1]
        shell.exported.add(values[0].upper())
    elif name == "open":
        if values[1:2] and values[1].lower().rpartition(":")[2] != "open":
            touch(shell, values[0], WRITTEN)
    elif name.startswith(("writeall", "appendall", "create", "openwrite", "appendtext", "setlast")):
        touch(shell, values[0], WRITTEN)
    elif name.startswith("delete"):
        touch(shell, values[0], REMOVED_TREE if "directory" in kind else REMOVED)
    elif name in ("move", "replace"):
        touch(shell, values[0], REMOVED)
        touch(shell, values[-1], WRITTEN)
    elif name == "copy" and len(values) > 1:
        touch(shell, values[1], WRITTEN)
    elif name == "start":
        words = [part for value in values for part in value.split()]
        command(shell, words, depth)


def _object(shell: "Shell", subject: str, name: str, values: list) -> None:
    """Follow a method of an object: of a file, `(Get-Item .env).Delete()`, or of a web client."""
    if name == "downloadfile" and len(values) > 1:
        touch(shell, values[1], WRITTEN)
    elif name in ("delete", "moveto") and subject:
        touch(shell, subject, REMOVED)
    elif name in ("create", "appendtext", "createtext", "openwrite") and subject:
        touch(shell, subject, WRITTEN)
    if name in ("moveto", "copyto", "save", "savetofile") and values:
        touch(shell, values[0], WRITTEN)
