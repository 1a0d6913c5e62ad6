"""PowerShell: where its text comes from, and who follows it."""

from ..options import names
from ..shell.sentinel import cleaned, is_all_hole
from .cmdlets import COPIES, FETCHES, MOVES, REMOVES, STARTS, TEXTS, WRITES
from .common import DEPTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell


def follow(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow the text of a call in which the shell is PowerShell."""
    run(shell, given[0], 0)
    return None


_START_NAMES = names(
    "executionpolicy ep ex version windowstyle w file f configurationname inputformat"
    " outputformat workingdirectory wd"
)


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
            text = " ".join(rest[number + 1 :])
            run(shell, shell.stdin if text == "-" else text, 0)
            return None
        if word[:1] not in "-/" and (
            number == 0 or rest[number - 1].lower().lstrip("-/") not in _START_NAMES
        ):
            run(shell, " ".join(rest[number:]), 0)
            return None
    if not any(word[:1] not in "-/" for word in rest) and not is_all_hole(shell.stdin):
        run(shell, shell.stdin, 0)
    return None


def _encoded(shell: "Shell", text: str) -> None:
    import binascii

    try:
        run(shell, cleaned(binascii.a2b_base64(text.encode()).decode("utf-16-le", "replace")), 0)
    except ValueError:
        shell.event.doubt("text", "an encoded command")


def cmdlet(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> None:
    """Follow a cmdlet that stands in a command of another shell."""
    if (
        name in WRITES
        or name in REMOVES
        or name in MOVES
        or name in COPIES
        or name in FETCHES
        or name in STARTS
        or name in TEXTS
    ):
        from .cmdlets import command

        command(shell, [name, *given[1:]], 0)


def run(shell: "Shell", text: str, depth: int) -> list:
    """Follow a text, in which others may stand: `depth` says how many stand around it."""
    if depth > DEPTH:
        return []
    from .reader import Reader

    return Reader(shell, text, depth).block()
