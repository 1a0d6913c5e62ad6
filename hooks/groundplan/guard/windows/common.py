"""What PowerShell and cmd have in common: their paths, their redirections, loops in loops."""

from ..event import WRITTEN
from ..paths import active, base, from_windows, join
from ..programs.file_effects import target_of
from ..shell.sentinel import HOLE, matches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

DEPTH = 12
"""How deep texts may stand in each other."""
ROUNDS = 40
"""How many values of a loop are followed."""


def power(shell: "Shell", text: str, depth: int) -> None:
    """Follow a text of PowerShell that stands in another one."""
    from . import powershell

    powershell.run(shell, text, depth)


def redirected(shell: "Shell", words: list) -> list:
    """Return the words without the redirections, which are noted."""
    kept: list = []
    number = 0
    while number < len(words):
        if words[number] == "\x02>":
            if number + 1 < len(words):
                touch(shell, words[number + 1], WRITTEN)
            number += 2
        else:
            kept.append(words[number])
            number += 1
    return kept


def into(shell: "Shell", target: str, sources: list) -> None:
    """Note what is written at a target that may be a folder."""
    target_of(
        shell,
        path_of(target),
        [path for source in sources for path in fitting(shell, path_of(source))],
        target.endswith(("/", "\\")),
    )


def script_path(word: str) -> str:
    """Return an argument with the slashes that a script's path has elsewhere."""
    return from_windows(word) if word.endswith(".py") else word


def path_of(text: str) -> str:
    """Return a path in the form of the others; a drive's letter stands below the top."""
    path = from_windows(text)
    return "/" + path if path[1:2] == ":" else path


def touch(shell: "Shell", text: str, kind: str) -> None:
    """Note that a file is changed, or all that a pattern stands for."""
    for path in fitting(shell, path_of(text)):
        shell.event.touch(shell.cwd, path, kind)


def fitting(shell: "Shell", path: str) -> list:
    """Return the paths that a pattern stands for; here `*` takes names with a dot in front, too."""
    if "*" not in path and "?" not in path:
        return [path]
    full = join(shell.cwd, path)
    folder = full[: full.rfind("/")]
    known = shell.event.place.names_in(folder)
    protected = shell.event.place.protected
    if not known and protected.asks_for(active(base(full))):
        known = protected.witnesses
    found = [f"{folder}/{name}" for name in known if matches(active(base(full)), name)]
    # What else lies there is not known.
    return [*found, f"{folder}/{HOLE}"] if base(full) in ("*", "*.*") else found
