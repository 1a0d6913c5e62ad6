"""What a shell does itself: `cd`, `export`, `eval`, `source`, `read` and their like."""

from ..options import has, split, values
from ..paths import join
from ..programs.interpreters import script
from .sentinel import HIDDEN, HOLE, has_hole, is_all_hole, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .interpreter import Shell


def evaluate(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `eval TEXT`."""
    text = " ".join(given[1:])
    if not text or (is_all_hole(text) and HIDDEN not in text):
        return None
    before = set(shell.exported)
    shell.variables.update(prefix)
    shell.exported.update(prefix)
    output = script(shell, text, shell.stdin, want)
    shell.exported.difference_update(set(prefix) - before)
    return output


def source(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `source FILE`, as far as this command made the file."""
    operands = [word for word in given[1:] if word != "--"]
    if not operands:
        return None
    shell.event.read.append((join(shell.cwd, operands[0]), "read"))
    text = shell.content(operands[0])
    return script(shell, text, shell.stdin, want, False)


def change_folder(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> str:
    """Follow `cd`, `pushd` and `popd`."""
    operands = [word for word in given[1:] if word[:1] != "-" or word == "-"]
    before = shell.cwd
    if not operands:
        if given[0] != "popd":
            shell.cwd = "~" if given[0] == "cd" else before
    elif operands[0] == "-":
        old = shell.variables.get("OLDPWD")
        shell.cwd = old if isinstance(old, str) else HOLE
    else:
        shell.cwd = join(before, operands[0])
    if given[0] == "popd":
        old = shell.variables.get("OLDPWD")
        shell.cwd = old if isinstance(old, str) else shell.event.place.root
    shell.variables["OLDPWD"] = before
    return ""


def declare(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> str:
    """Follow `export`, `declare` and their like: they set variables and say which are exported."""
    exports = name == "export"
    drops = refers = False
    for word in given[1:]:
        if word[:1] in ("-", "+") and "=" not in word:
            if "x" in word:
                exports = word[0] == "-"
            if "n" in word:
                drops = name == "export"
                refers = not drops
            continue
        key, equals, value = word.partition("=")
        adds = key.endswith("+")
        key = key.rstrip("+")
        if equals and shell.local is not None and name in ("local", "declare", "typeset"):
            shell.local.setdefault(key, shell.variables.get(key))
        if equals:
            old = shell.value(key) if adds else ""
            shell.set(key, (old if isinstance(old, str) else "") + plain(value))
            if refers and isinstance(shell.value(plain(value)), str):
                # What the name refers to is looked up once: what it is given later is not seen.
                shell.set(key, shell.value(plain(value)))
        if drops:
            shell.exported.discard(key)
        elif exports:
            shell.exported.add(key)
    return ""


def unset(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> str:
    """Follow `unset`."""
    for word in given[1:]:
        shell.variables.pop(word, None)
        shell.exported.discard(word)
        shell.functions.pop(word, None)
        name, bracket, index = plain(word).partition("[")
        items = shell.variables.get(name)
        if bracket and isinstance(items, list) and index[:-1].isdigit():
            shell.variables[name] = items[: int(index[:-1])] + items[int(index[:-1]) + 1 :]
    return ""


def set_options(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> str:
    """Follow `set`: options of the shell, and its arguments."""
    rest = given[1:]
    while rest and rest[0][:1] in ("-", "+") and rest[0] not in ("--", "-"):
        if "a" in rest[0][1:] and "o" not in rest[0][1:]:
            shell.exports_all = rest[0][0] == "-"
        if rest[0] in ("-o", "+o"):
            if rest[1:2] == ["allexport"]:
                shell.exports_all = rest[0][0] == "-"
            rest = rest[1:]
        rest = rest[1:]
    if rest:
        shell.arguments = rest[1:] if rest[0] in ("--", "-") else rest
    return ""


def shell_options(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> str:
    """Follow `shopt`: with `dotglob` a pattern takes names that begin with a dot."""
    if "dotglob" in given[1:] and ("-s" in given[1:] or "-u" in given[1:]):
        shell.dots = "-s" in given[1:]
    return ""


def shift(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> str:
    """Follow `shift`."""
    count = int(given[1]) if len(given) > 1 and given[1].isdigit() else 1
    shell.arguments = shell.arguments[count:]
    return ""


def alias(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> str:
    """Follow `alias`."""
    for word in given[1:]:
        name, equals, value = word.partition("=")
        if equals:
            shell.aliases[name] = plain(value)
    return ""


def unalias(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> str:
    """Follow `unalias`."""
    for word in given[1:]:
        shell.aliases.pop(word, None)
    return ""


def read(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> str:
    """Follow `read`: a line of what comes by the pipe goes into variables."""
    options, names = split(given[1:], "adinNptu")
    line, _, _rest = shell.stdin.partition("\n")
    separators = prefix.get("IFS", shell.separators)
    if separators.strip() and not has_hole(line):
        for separator in separators:
            line = line.replace(separator, " ")
    for name in values(options, "a"):
        shell.set(name, line.split())
    if not names:
        names = ["REPLY"]
    pieces = line.split(None, len(names) - 1) if len(names) > 1 else [line.strip()]
    for number, name in enumerate(names):
        value = pieces[number] if number < len(pieces) else HOLE if has_hole(line) else ""
        shell.set(name, value)
    return ""


def read_lines(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> str:
    """Follow `mapfile`: all lines go into a list."""
    _, names = split(given[1:], "dnOsuCc")
    lines = [line for line in shell.stdin.split("\n") if line]
    shell.set(names[0] if names else "MAPFILE", lines)
    return ""


def trap(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> str:
    """Follow `trap TEXT SIGNAL`: the text may run."""
    operands = [word for word in given[1:] if word != "--"]
    if len(operands) > 1 and operands[0][:1] != "-" and not is_all_hole(operands[0]):
        shell.inner().run_text(operands[0])
        shell.event.trapped.extend(operands[0].split())
    return ""


def nothing(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> str:
    """Follow what changes nothing here and prints nothing."""
    return ""


def show_folder(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> str:
    """Return the folder."""
    return shell.cwd + "\n"


def show_types(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Return what `type` and `which` print: the names that they are given."""
    words = [word for word in given[1:] if word[:1] != "-"]
    return "".join(f"{word}\n" for word in words) if want else None


def remember_path(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> str:
    """Follow `hash -p PATH NAME`: the name then stands for the path."""
    options, operands = split(given[1:], "p")
    for path in values(options, "p"):
        for name in operands:
            shell.aliases[name] = path
    return ""


def history(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> None:
    """Follow `history -w FILE`: it writes the file."""
    options, operands = split(given[1:], "")
    if has(options, "w", "a"):
        for path in operands:
            shell.event.touch(shell.cwd, path, "write")
