"""Commands of cmd, read far enough to see programs and files. Facts: `cmd /?`."""

from . import programs
from .event import REMOVED, REMOVED_TREE, WRITTEN
from .marks import HOLE
from .options import names, program_name
from .paths import from_windows, join
from .windows import DEPTH, ROUNDS, into, path_of, redirected, script_path, touch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .shell import Shell


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
    return None


def run(shell: "Shell", text: str, depth: int) -> None:
    """Follow a text, in which others may stand: `depth` says how many stand around it."""
    if depth > DEPTH:
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
                yield redirected(shell, words)
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


_CMD_COMMAND_NAMES = names("echo type more dir find findstr where rem fc title exit goto pause")


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
        ) > at + 1 and depth < DEPTH else None
    elif name == "for":
        low = [word.lower() for word in words]
        if "do" in low and low.index("do") + 1 < len(words) and depth < DEPTH:
            _cmd_command(shell, words[low.index("do") + 1 :], depth + 1)
    elif name in ("do", "else") and rest and depth < DEPTH:
        _cmd_command(shell, rest, depth + 1)
    elif name in ("call", "start") and depth < DEPTH:
        while rest and (rest[0] == "" or rest[0][:1] == "/"):
            rest = rest[1:]
        if rest:
            _cmd_command(shell, rest, depth + 1)
    elif name == "certutil":
        low = [word.lower().lstrip("-/") for word in rest]
        if {"decode", "encode", "decodehex", "encodehex", "urlcache"}.intersection(low):
            for path in rest[-1:]:
                touch(shell, path, WRITTEN)
    elif name == "bitsadmin" and "/transfer" in [word.lower() for word in rest]:
        touch(shell, rest[-1], WRITTEN)
    elif name == "robocopy" and len(operands) > 2:
        for path in operands[2:]:
            touch(shell, f"{operands[1]}/{path}", WRITTEN)
    elif name == "cmd" and rest and depth < DEPTH:
        start(shell, "cmd", words, {}, False)
    elif name in ("powershell", "pwsh"):
        programs.call("powershell:start", shell, name, words, {}, False)
    elif name in ("del", "erase", "rd", "rmdir"):
        for path in operands:
            touch(shell, path, REMOVED_TREE if name in ("rd", "rmdir") else REMOVED)
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
    elif name in ("cd", "chdir", "pushd"):
        for path in operands[:1]:
            shell.cwd = join(shell.cwd, path_of(path))
    elif name == "set":
        key, equals, value = " ".join(rest).partition("=")
        if equals:
            shell.variables[f"%{key.lower()}"] = value
            shell.variables[key] = value
            shell.exported.add(key)
    elif name in ("mklink",):
        for path in operands[:1]:
            touch(shell, path, WRITTEN)
    elif name == "fsutil" and "createnew" in rest:
        touch(shell, rest[rest.index("createnew") + 1] if rest[-1] != "createnew" else "", WRITTEN)
    elif name == "forfiles" and depth < DEPTH:
        after = dict(zip([word.lower() for word in rest], rest[1:]))
        mask = after.get("/m", "*")
        run(shell, after.get("/c", "").replace("@file", mask).replace("@path", mask), depth + 1)
    elif name == "attrib":
        return
    elif name not in _CMD_COMMAND_NAMES and first:
        shell.inner().start([from_windows(first), *map(script_path, rest)], {}, False)
