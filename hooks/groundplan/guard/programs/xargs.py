"""Programs that start others on a list of items: `xargs` and `parallel`."""

from ..options import has, names, split, values
from ..shell.sentinel import HOLE
from . import dispatch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..shell.interpreter import Shell

ITEMS = 40


def items_of(text: str, delimiter: str = "") -> list:
    """Return the items of a text as xargs takes them; an unknown one is a hole."""
    found = [item for item in text.split(delimiter) if item] if delimiter else text.split()
    found = [item.strip("\n") for item in found]
    if not delimiter and any(mark in text for mark in "'\""):
        found = [item.strip("'\"") for item in found]
    return found[:ITEMS]


_XARGS_NAMES = names(
    "arg-file delimiter replace max-lines max-args max-procs max-chars eof process-slot-var"
)


def xargs(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow `xargs PROGRAM`: what it reads becomes arguments."""
    options, operands = split(
        given[1:],
        "aEIiPLlnsdJ",
        _XARGS_NAMES,
        True,
    )
    # GNU's -i and -l take an attached value only.
    source = shell.stdin
    for path in values(options, "a", "arg-file"):
        source = shell.content(path)
    delimiters = values(options, "d", "delimiter")
    delimiter = ""
    if delimiters:
        delimiter = {"\\n": "\n", "\\0": "\n", "\\t": "\t"}.get(delimiters[-1], delimiters[-1])
    elif has(options, "0", "null"):
        delimiter = "\n"
    marks = values(options, "I", "J") or (["{}"] if has(options, "i", "replace") else [])
    if marks and not delimiter:
        delimiter = "\n"
    items = items_of(
        source.replace("\ufffd", "\n") if delimiter == "\n" else source, delimiter
    ) or [HOLE]
    if not operands:
        return " ".join(items) + "\n"
    outputs: list = []
    if marks:
        for item in items:
            words = [word.replace(marks[-1], item) for word in operands]
            outputs.append(dispatch.run_words(shell, words, prefix, want, HOLE) or HOLE)
    else:
        outputs.append(dispatch.run_words(shell, operands + items, prefix, want, HOLE) or HOLE)
    return "".join(outputs)


_PARALLEL_NAMES = names(
    "jobs arg-file colsep delay joblog results tmpdir timeout retries sshlogin workdir"
    " max-args env memfree load halt tagstring termseq block recend recstart nice"
)


def parallel(shell: "Shell", name: str, given: list, prefix: dict, want: bool) -> "str | None":
    """Follow GNU parallel: a template, and items after `:::` or from a pipe."""
    _, operands = split(
        given[1:],
        "jaIECNnLlSdP",
        _PARALLEL_NAMES,
        True,
    )
    template = operands
    items = items_of(shell.stdin, "\n")
    for sign in (":::", ":::+", "::::"):
        if sign in operands:
            at = operands.index(sign)
            template = operands[:at]
            items = [word for word in operands[at + 1 :] if not word.startswith(":::")]
            if sign == "::::":
                items = [item for path in items for item in items_of(shell.content(path), "\n")]
            break
    text = " ".join(template)
    for item in (items or [HOLE])[:ITEMS]:
        line = item if not text else text.replace("{}", item) if "{}" in text else f"{text} {item}"
        shell.inner().run_text(line)
    return None
