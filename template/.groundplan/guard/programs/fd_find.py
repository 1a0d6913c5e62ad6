"""`fd`: which files it finds by a pattern, and what it starts on them."""

from ..options import has, split, values
from ..paths import active, base, join
from ..shell.sentinel import HOLE, matches
from . import dispatch
from .search_patterns import fits
from .xargs import ITEMS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell


def fd(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow fd: it looks for names by a pattern and may start a program on what it finds."""
    arguments = given[1:]
    command: list = []
    for number, word in enumerate(arguments):
        if word in ("-x", "-X", "--exec", "--exec-batch"):
            command = [item for item in arguments[number + 1 :] if item != ";"]
            arguments = arguments[:number]
            break
    options, operands = split(
        arguments,
        "eEtdjcSog",
        ("extension", "exclude", "type", "max-depth", "base-directory", "search-path", "glob"),
    )
    sees_hidden = has(options, "H", "hidden", "u", "unrestricted")
    pattern = operands[0] if operands else (values(options, "g", "glob") or [""])[0]
    place = shell.event.place
    met: list = []
    if sees_hidden:
        folder = join(shell.cwd, operands[1]) if len(operands) > 1 else shell.cwd
        for path in place.files_under(folder):
            is_met = (
                matches(active(pattern), base(path))
                if has(options, "g", "glob")
                else fits(pattern, base(path))
            )
            if is_met:
                met.append(path)
    for path in met[:ITEMS] if command else []:
        words = [word.replace("{}", path) for word in command]
        dispatch.run_words(
            shell, words if "{}" in " ".join(command) else [*words, path], prefix, False
        )
    if command and not met:
        dispatch.run_words(shell, [word.replace("{}", HOLE) for word in command], prefix, False)
    return "".join(f"{path}\n" for path in met) + HOLE + "\n" if want and not command else HOLE
