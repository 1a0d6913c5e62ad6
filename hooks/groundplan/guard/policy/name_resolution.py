"""Programs and scripts whose names are written with a glob, or with an expansion that adds nothing."""

from ..options import program_name
from ..paths import base, folder_of, join
from ..shell.sentinel import BRACKET, HOLE, has_glob, has_hole, is_all_hole, matches, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..event import Event
    from ..shell.interpreter import Shell

_ENOUGH = 3
"""How many letters of a name have to stand there, and half of it: else it could be any program."""


def named_by_rules(event: "Event") -> list:
    """Return the programs and scripts that the rules name."""
    return list(event.place.protected.programs)


def program(shell: "Shell", word: str) -> str:
    """Return the program that a word stands for; the word itself where that is not known."""
    if has_hole(word):
        filled = word.replace(HOLE, "").replace("\x01", "")
        # A variable that nothing sets is empty.
        if program_name(filled) in named_by_rules(shell.event):
            word = filled
    if not has_glob(word):
        return word
    found = on_disk(shell, word)
    if found:
        known = named_by_rules(shell.event)
        named = [path for path in found if program_name(path) in known]
        return str((named or found)[0])
    # A shell looks a pattern up among files, not among programs.
    return _by_letters(shell.event, word) if "/" in word else word


def renamed(shell: "Shell", arguments: list) -> None:
    """Note the other name that a program which the rules name gets by `ln` or `cp`."""
    operands = [word for word in arguments if word[:1] != "-"]
    if len(operands) > 1:
        known = shell.content(operands[-2])
        if not is_all_hole(known):
            shell.files[join(shell.cwd, operands[-1])] = known
    if len(operands) > 1 and program_name(operands[-2]) in named_by_rules(shell.event):
        target = operands[-1]
        if program_name(target) != program_name(operands[-2]):
            shell.aliases[target] = program_name(operands[-2])
            shell.aliases[base(target)] = program_name(operands[-2])


def on_disk(shell: "Shell", word: str) -> list:
    """Return the files that a word with active characters stands for."""
    place = shell.event.place
    return list(place.fitting(join(shell.cwd, word))) if place.is_real else []


def _by_letters(event: "Event", word: str) -> str:
    pattern = base(word)
    letters = _letters(pattern)
    if letters < _ENOUGH:
        return word
    folder = word[: len(word) - len(pattern)]
    for name in named_by_rules(event):
        if "/" not in name and letters * 2 >= len(name) and matches(pattern, name):
            return f"{folder}{name}"
    return word


def _letters(pattern: str) -> int:
    """Return how many letters stand outside of brackets."""
    count = 0
    is_inside = False
    for letter in pattern:
        if letter == BRACKET:
            is_inside = True
        elif is_inside:
            is_inside = letter != "]"
        elif letter.isprintable():
            count += 1
    return count


def script(shell: "Shell", path: str) -> str:
    """Return the script that a path with active characters stands for."""
    found = on_disk(shell, path)
    if found:
        known = named_by_rules(shell.event)
        return str(([item for item in found if _is_named(item, known)] or found)[0])
    full = join(shell.cwd, path)
    root = shell.event.place.root
    for name in named_by_rules(shell.event):
        if "/" in name and _stands_for(full, join(root, name)):
            return str(name) if shell.cwd == root else join(root, name)
    return _by_letters(shell.event, path)


def _is_named(path: str, known: list) -> bool:
    return base(path) in known or any("/" in name and path.endswith("/" + name) for name in known)


def _stands_for(pattern: str, path: str) -> bool:
    """Say whether a path fits: in the folder that is written, or in one that the glob leaves open."""
    if has_glob(folder_of(pattern)):
        return matches(pattern, path)
    return folder_of(plain(pattern)) == folder_of(path) and matches(base(pattern), base(path))
