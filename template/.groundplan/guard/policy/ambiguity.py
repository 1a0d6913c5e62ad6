"""What can't be decided: asked of a person, but only where a rule could be meant."""

from ..event import WRITTEN
from ..options import names, program_name
from ..paths import base, join
from ..shell.lexer import Unreadable
from ..shell.parser import parse
from ..shell.sentinel import HOLE, is_all_hole, matches, plain
from .name_resolution import named_by_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..event import Event
    from ..shell.interpreter import Shell

_COMPOSE_FLAGS = names("-d --build --detach --remove-orphans --force-recreate --volumes -v")


def computed_program(shell: "Shell", given: list) -> None:
    """Look at a program whose name is not known, or only in part."""
    event = shell.event
    name = program_name(given[0])
    rest = given[1:]
    if not is_all_hole(given[0]) and "/" not in plain(given[0]).rstrip("/")[-1:]:
        known = base(name)
        for wanted in named_by_rules(event):
            # Enough of the name has to be known: a hole alone fits everything.
            letters = known.replace(HOLE, "").replace("\x01", "")
            if len(letters) >= 4 and matches(known.replace("\x01", HOLE), wanted):
                event.doubt("run", wanted)
                return
        if known and not is_all_hole(known):
            return
    if not rest:
        return
    first = rest[0]
    compose = _compose_program(event)
    if compose and (
        (first == "exec" and len(rest) > 2)
        or (first in ("up", "down") and any(word in _COMPOSE_FLAGS for word in rest[1:]))
    ):
        event.doubt("run", compose)
    elif first == "-m" and len(rest) > 1 and rest[1] in named_by_rules(event):
        event.doubt("run", rest[1])
    elif first in ("commit", "push", "merge", "rebase") and any(
        word.startswith("--no-veri") and "--no-verify".startswith(word) for word in rest
    ):
        event.doubt("skips", "--no-verify")
    for word in rest:
        if event.place.protected.names_file(word):
            event.doubt("write", word)


def _compose_program(event: "Event") -> str:
    """Return the program that starts services and that the rules name; empty where there is none."""
    from ..programs.program_table import PROGRAMS

    known = [name for name in named_by_rules(event) if "compose" in str(PROGRAMS.get(name, ""))]
    return str(known[0]) if known else ""


_CLOSERS = ("\n:\nfi", "\n:\ndone", "\ndo :\ndone", "\nthen :\nfi", "\n;;\nesac", "\n}")
"""What a line that was taken out of a script lacks."""


def _without_placeholders(text: str) -> str:
    """Return a text in which `<name>` is a word: so a manual writes what the reader is to fill in."""
    parts = text.split("<")
    found = parts[0]
    for part in parts[1:]:
        name, close, rest = part.partition(">")
        is_name = close and name and name[0].isalpha() and not set(name) & set("\n'\"|&;()$`")
        found += f"{name.replace(' ', '-')}{rest}" if is_name else f"<{part}"
    return found


_MENDED = 20_000
"""The longest text that is tried again with what it lacks."""


def _mended(text: str) -> "tuple | None":
    """Return the command that a text is once what it plainly lacks is filled in."""
    if len(text) > _MENDED:
        return None
    filled = _without_placeholders(text).rstrip("\\")
    for tried in ([filled] if filled != text else []) + [filled + closer for closer in _CLOSERS]:
        try:
            return parse(tried)
        except Unreadable:
            continue
    return None


def unread_text(shell: "Shell", text: str) -> None:
    """Look at a text that is no shell command as we know it: does a rule's word stand in it?"""
    event = shell.event
    mended = _mended(text)
    if mended is not None:
        shell.walk(mended)
        return
    known = named_by_rules(event)
    words = (
        text.replace("'", " ")
        .replace('"', " ")
        .replace("(", " ")
        .replace(")", " ")
        .replace(";", " ")
        .replace("|", " ")
        .replace("&", " ")
        .split()
    )
    for word in words:
        name = program_name(word)
        if name in known:
            event.doubt("run", name)
        elif word.startswith("--no-veri") and "--no-verify".startswith(word):
            event.doubt("skips", word)
        elif event.place.protected.names_file(word.lstrip("><")):
            event.doubt("write", word.lstrip("><"))


_ONLY_MATCHING = frozenset(
    names("grep egrep fgrep zgrep ugrep pcregrep rg ag ack ps lsblk ssh mount column stat id")
)
"""Programs whose `-o` is something else than a file to write."""


def changed_in_place(shell: "Shell", given: list) -> None:
    """Note the protected files that an unknown program gets with an option to change them in place."""
    protected = shell.event.place.protected
    for word in given[1:]:
        if word[:1] != "-" and protected.names_file(join(shell.cwd, word)):
            shell.event.touch(shell.cwd, word, WRITTEN)


def output_option(shell: "Shell", given: list, number: int) -> None:
    """Look at an option of an unknown program that may name a file to write."""
    word = given[number]
    if word in ("-o", "--output", "--out", "--output-file", "--outfile"):
        value = given[number + 1] if number + 1 < len(given) else ""
    else:
        value = word.partition("=")[2] or (word[2:] if word[:2] == "-o" else "")
    if program_name(given[0]) in _ONLY_MATCHING:
        return
    if value and shell.event.place.protected.names_file(join(shell.cwd, value)):
        shell.event.touch(shell.cwd, value, WRITTEN)
