"""`awk`: files that it prints into, commands that it starts, editing in place."""

from .event import WRITTEN
from .marks import cleaned, plain
from .options import split, values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .shell import Shell


def awk(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow awk."""
    options, operands = split(
        given[1:], "fFvieE", ("file", "field-separator", "assign", "include", "exec"), False
    )
    inplace = "inplace" in values(options, "i", "include")
    text = ""
    if not values(options, "f", "file", "E", "exec") and operands:
        text, operands = plain(operands[0]), operands[1:]
    if inplace:
        for path in operands:
            shell.event.touch(shell.cwd, path, WRITTEN)
    code = _outside(text)
    if text and (">" in code or "system" in code or "|" in code):
        known = dict(item.partition("=")[::2] for item in values(options, "v", "assign"))
        _awk_text(shell, text, known)
        known.update(_assigned(text))
        for key, value in known.items():
            if any(sign in code for sign in (f"system({key}", f"{key} | getline", f"| {key}")):
                shell.fresh().run_text(value)
    if want and "print" in text:
        from .columns import printed

        marks = values(options, "F", "field-separator")
        return printed(text, shell.stdin, marks[-1] if marks else "")
    return None


def _assigned(text: str) -> dict:
    """Return the names that awk's text gives a text literal: `cmd = "..."`."""
    found: dict = {}
    pieces = text.split('"')
    for number in range(1, len(pieces), 2):
        before = pieces[number - 1].rstrip()
        if before.endswith("=") and not before.endswith("=="):
            name = before[:-1].rstrip()
            start = len(name)
            while start and (name[start - 1].isalnum() or name[start - 1] == "_"):
                start -= 1
            found[name[start:]] = pieces[number]
    return found


def _awk_text(shell: "Shell", text: str, known: dict) -> None:
    for name, value in known.items():
        pieces = text.split(">")
        for number, piece in enumerate(pieces[1:]):
            # Only after `print` is `>` a redirection: elsewhere it compares.
            statement = pieces[number].replace("{", ";").replace("\n", ";").rpartition(";")[2]
            if number and not statement:
                statement = "print"  # the second sign of `>>`
            if "print" not in statement or statement.count("(") > statement.count(")"):
                continue
            words = piece.lstrip("> \t").replace(";", " ").replace("}", " ").split(None, 1)
            if words[:1] == [name]:
                shell.event.touch(shell.cwd, cleaned(plain(value)), WRITTEN)
    at = 0
    while at < len(text):
        at = text.find('"', at)
        if at < 0:
            return
        end = at + 1
        while end < len(text) and text[end] != '"':
            end += 2 if text[end] == "\\" else 1
        inside = cleaned(text[at + 1 : end])
        before = text[:at].rstrip()
        after = text[end + 1 :].lstrip()
        if before.endswith(">"):
            shell.event.touch(shell.cwd, inside, WRITTEN)
        elif before.endswith(("system(", "|")) or after.startswith("| getline"):
            shell.fresh().run_text(inside)
        at = end + 1


def _outside(statement: str) -> str:
    """Return a statement without the insides of its text literals."""
    found: list = []
    at = 0
    while at < len(statement):
        sign = statement[at]
        if sign in "'\"`":
            end = at + 1
            while end < len(statement) and statement[end] != sign:
                end += 2 if statement[end] == "\\" else 1
            found.append(sign)
            at = end + 1
        else:
            found.append(sign)
            at += 1
    return "".join(found)
