"""`awk`: files that it prints into, commands that it starts, editing in place."""

from ..event import WRITTEN
from ..options import split, values
from ..shell.sentinel import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell


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
    if ">" in text or "system" in text or "|" in text:
        from . import awk_script

        known = dict(item.partition("=")[::2] for item in values(options, "v", "assign"))
        awk_script.follow(shell, text, known, operands)
    if want and text and ("print" in text or "{" not in text):
        from .text_filters import printed

        marks = values(options, "F", "field-separator")
        return printed(text, shell.stdin, marks[-1] if marks else "")
    return None
