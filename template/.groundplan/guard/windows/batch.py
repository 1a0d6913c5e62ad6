"""Commands of cmd, read far enough to see programs and files. Facts: `cmd /?`."""

from ..event import REMOVED, REMOVED_TREE, WRITTEN
from ..options import names, program_name
from ..paths import from_windows, join
from ..programs import dispatch
from ..shell.sentinel import HOLE, is_all_hole
from .common import DEPTH, ROUNDS, into, path_of, redirected, script_path, touch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..shell.interpreter import Shell


def follow(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow the text of a call in which the shell is cmd."""
    run(shell, given[0], 0)
    return None


def start(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `cmd /c TEXT`."""
    for number, word in enumerate(given[1:], 1):
        if word.lower().lstrip("/-") in ("c", "k", "r") or word.lower() == "//c":
            run(shell, " ".join(given[number + 1 :]), 0)
            return None
    if not is_all_hole(shell.stdin):
        run(shell, shell.stdin, 0)
    return None


class Title(str):
    """A word that began with a quote: `start` takes the first of these for the window's title."""


def run(shell: "Shell", text: str, depth: int) -> None:
    """Follow a text, in which others may stand: `depth` says how many stand around it."""
    if depth > DEPTH:
        return
    loops: dict = {}
    name = ""
    said = ""
    for words in _cmd_statements(shell, text):
        piped = words[:1] == ["\x02|"]
        words = words[1:] if piped else words
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
            before = shell.stdin
            shell.stdin = said if piped and said else HOLE
            for filled in _filled(words, loops):
                _cmd_command(shell, filled, depth)
            shell.stdin = before
        said = " ".join(words[1:]) + "\n" if low[0].lstrip("@") == "echo" else ""


def _loop_values(shell: "Shell", words: list, reads: bool, depth: int) -> list:
    """Return what `for %i in (...)` gives; with `/f` a command between quotes is followed."""
    text = " ".join(words)
    if not reads:
        return words[:ROUNDS]
    if text[:1] not in "'`":
        return []
    text = text.strip("'`")
    run(shell, text, depth + 1)
    return [word for word in text.split()[1:] if word[:1] != "/"][:ROUNDS]


def _filled(words: list, loops: dict) -> list:
    """Return a command once for each value of the loop whose name it holds."""
    for mark, found in loops.items():
        if found and any(mark in word.lower() for word in words):
            return [[_put(word, mark, value) for word in words] for value in found]
    return [words]


def _cmd_statements(shell: "Shell", text: str) -> "Iterator[list]":
    """Yield the words of each command; one that reads from a pipe begins with a mark."""
    words: list = []
    word = ""
    is_word = is_title = quoted = False
    at = filled = 0
    while at <= len(text):
        sign = text[at : at + 1]
        if sign in ("%", "!") and sign and filled < ROUNDS:
            value, stop = _variable(shell, text, at)
            if stop:
                # cmd puts the value into the text, and reads what this makes.
                text = text[:at] + value + text[stop:]
                filled += 1
                continue
        if not words and not quoted and sign in " \t\n&|" and word.lower().lstrip("@") in _REMARKS:
            at = text.find("\n", at) if "\n" in text[at:] else len(text)
            word, is_word = "", False
            continue
        if sign == '"':
            is_title = is_title or not word
            quoted = not quoted
            is_word = True
        elif sign == "^" and not quoted:
            at += 1
            word += text[at : at + 1].strip("\r\n")
            is_word = is_word or bool(text[at : at + 1].strip())
        elif quoted and sign:
            word += sign
        elif sign == "" or sign in "&|\n()>< \t,;":
            if sign == ">" and word in ("1", "2"):
                word, is_word = "", False
            if is_word:
                words.append(Title(word) if is_title else word)
            word, is_word, is_title = "", False, False
            if sign == ">":
                if text[at + 1 : at + 2] == ">":
                    at += 1
                words.append("\x02>")
            elif sign == "" or sign in "&|\n()":
                yield redirected(shell, words)
                double = text[at + 1 : at + 2] == sign
                words = ["\x02|"] if sign == "|" and not double else []
                at += 1 if double and sign in ("&", "|") else 0
        else:
            word += sign
            is_word = True
        at += 1


_REMARKS = ("rem", "::")


def _variable(shell: "Shell", text: str, at: int) -> "tuple[str, int]":
    """Return the value of `%NAME%` or `!NAME!` that stands here, and where it ends; 0 for none."""
    mark = text[at]
    stop = text.find(mark, at + 1)
    name, colon, change = text[at + 1 : stop].partition(":")
    if stop < 0 or not name or not name.replace("_", "a").isalnum():
        return "", 0
    low = name.lower()
    known = shell.variables.get(f"%{low}", shell.variables.get(name.upper()))
    if not isinstance(known, str):
        if mark == "!":
            return "", 0
        known = {"cd": shell.cwd, "comspec": "cmd"}.get(low, HOLE)
    return (_changed(known, change) if colon else known), stop + 1


def _changed(value: str, change: str) -> str:
    """Return what `%NAME:~1,3%` or `%NAME:old=new%` makes of a value."""
    if change[:1] != "~":
        old, equals, new = change.partition("=")
        return value.replace(old, new) if equals and old else value
    start, _, length = change[1:].partition(",")
    try:
        value = value[int(start or "0") :]
        return value[: int(length)] if length else value
    except ValueError:
        return HOLE


def _put(word: str, mark: str, value: str) -> str:
    """Return a word with a loop's value in the place of its name."""
    low = word.lower()
    at = low.find(mark)
    return word if at < 0 else word[:at].rstrip("%") + value + word[at + len(mark) :]


def _after_switches(name: str, rest: list) -> list:
    """Return what `start` or `call` starts: a title and switches stand before it."""
    has_title = name != "start"
    while rest:
        if rest[0][:1] == "/":
            rest = rest[2:] if rest[0].lower() in ("/d", "/node", "/affinity") else rest[1:]
        elif not has_title and isinstance(rest[0], Title) and len(rest) > 1:
            has_title = True
            rest = rest[1:]
        else:
            return rest
    return rest


_CMD_COMMAND_NAMES = names("echo type more dir find findstr where rem fc title exit goto pause")
_COMPARES = names("equ neq lss leq gtr geq ==")
_CERTUTIL_WRITES = names("decode encode decodehex encodehex urlcache")


def _cmd_command(shell: "Shell", words: list, depth: int) -> None:
    first = words[0].lstrip("@")
    name = program_name(first)
    if name in _AROUND:
        inner = _command_in(name, words)
        if inner and depth < DEPTH:
            _cmd_command(shell, inner, depth + 1)
        return
    if _starts(shell, name, words, depth) or _changes(shell, name, words[1:]):
        return
    if name not in _CMD_COMMAND_NAMES and first:
        shell.inner().start([from_windows(first), *map(script_path, words[1:])], {}, False)


_AROUND = ("if", "for", "do", "else", "call", "start")


def _command_in(name: str, words: list) -> list:
    """Return the command that stands in a condition, a loop, `call` or `start`."""
    low = [word.lower() for word in words]
    if name == "if":
        at = 1
        while at < len(words) and low[at] in ("not", "/i", "exist", "defined", "errorlevel"):
            at += 1
        if words[at + 1 : at + 2] and low[at + 1] in _COMPARES:
            at += 2  # `if A NEQ B COMMAND`
        return words[at + 1 :]
    if name == "for":
        return words[low.index("do") + 1 :] if "do" in low else []
    return words[1:] if name in ("do", "else") else _after_switches(name, words[1:])


def _starts(shell: "Shell", name: str, words: list, depth: int) -> bool:
    """Follow what starts another shell, or changes this one; say whether the command was that."""
    rest = words[1:]
    if name == "cmd" and depth < DEPTH:
        start(shell, "cmd", words, {}, False)
    elif name in ("powershell", "pwsh"):
        dispatch.call("windows.powershell:start", shell, name, words, {}, False)
    elif name == "forfiles" and depth < DEPTH:
        after = dict(zip([word.lower() for word in rest], rest[1:]))
        mask = after.get("/m", "*")
        run(shell, after.get("/c", "").replace("@file", mask).replace("@path", mask), depth + 1)
    elif name in ("cd", "chdir", "pushd"):
        for path in _operands(rest)[:1]:
            shell.cwd = join(shell.cwd, path_of(path))
    elif name == "set":
        key, equals, value = " ".join(rest).partition("=")
        if equals:
            shell.variables[f"%{key.lower()}"] = value
            shell.variables[key] = value
            shell.exported.add(key)
    else:
        return False
    return True


def _changes(shell: "Shell", name: str, rest: list) -> bool:
    """Note which files a command changes; say whether it is one that does."""
    operands = _operands(rest)
    if name in ("del", "erase", "rd", "rmdir"):
        for path in operands:
            touch(shell, path, REMOVED_TREE if name in ("rd", "rmdir") else REMOVED)
    elif name == "robocopy" and len(operands) > 2:
        for path in operands[2:]:
            touch(shell, f"{operands[1]}/{path}", WRITTEN)
    elif name in ("copy", "xcopy", "robocopy"):
        if len(operands) > 1:
            into(shell, operands[-1], operands[:-1])
        elif operands:
            into(shell, ".", operands)
    elif name == "move":
        for path in operands[:-1]:
            touch(shell, path, REMOVED_TREE)
        if operands:
            into(shell, operands[-1], operands[:-1])
    elif name in ("ren", "rename"):
        for path in operands:
            touch(shell, path, REMOVED_TREE)
    elif name == "mklink":
        for path in operands[:1]:
            touch(shell, path, WRITTEN)
    else:
        return _writes_one(shell, name, rest)
    return True


def _writes_one(shell: "Shell", name: str, rest: list) -> bool:
    """Note the file that a tool with words of its own makes; say whether it is such a tool."""
    low = [word.lower() for word in rest]
    if name == "certutil":
        if any(word.lstrip("-/") in _CERTUTIL_WRITES for word in low):
            for path in rest[-1:]:
                touch(shell, path, WRITTEN)
    elif name == "bitsadmin" and "/transfer" in low:
        touch(shell, rest[-1], WRITTEN)
    elif name == "fsutil" and "createnew" in rest:
        touch(shell, rest[rest.index("createnew") + 1] if rest[-1] != "createnew" else "", WRITTEN)
    else:
        return name == "attrib"
    return True


def _operands(rest: list) -> list:
    return [word for word in rest if not (word[:1] == "/" and len(word) < 4)]
