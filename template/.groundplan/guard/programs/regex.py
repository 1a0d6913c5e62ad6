"""Regular expressions that stand in a command: tried only where that can't take long."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_COST = 4_000_000
"""The most steps that a search may take: some tens of milliseconds."""


def compiled(
    pattern: str, text: str, fold: bool = False, lines: bool = False
) -> "re.Pattern | None":
    """Return an expression made ready; None for one that can't be read or could take long.

    Args:
        pattern: the expression, in the form of Python's own.
        text: what it is to be tried on.
        fold: no difference between upper and lower case.
        lines: whether `^` and `$` are the ends of each line.
    """
    if not _is_tame(pattern, text):
        return None
    import re

    # What a pattern may mean one day in Python is nothing to tell the user of an agent about.
    from _warnings import filters

    if not filters or filters[0][:3] != _QUIET[:3]:
        filters.insert(0, _QUIET)
    try:
        return re.compile(pattern, (re.IGNORECASE if fold else 0) | (re.MULTILINE if lines else 0))
    except (re.error, RecursionError, OverflowError):
        return None


def replaced(expression: "re.Pattern", new: str, text: str, count: int) -> "str | None":
    """Return a text in which an expression is replaced; None where the new text can't be read."""
    from re import error

    try:
        return expression.sub(new, text, count)
    except (error, IndexError, RecursionError):
        return None


_QUIET = ("ignore", None, FutureWarning, None, 0)


def _is_tame(pattern: str, text: str) -> bool:
    """Say whether an expression ends soon on a text: Python's own goes back over its choices."""
    repeats = 1
    at = 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 2
            continue
        if sign in "*+{":
            repeats += 1
            if at and pattern[at - 1] == ")":
                return False
        at += 1
    rows = text.split("\n")
    longest = max(map(len, rows)) + 1
    # So many ways there are to share a line among what repeats, the part before the match included.
    ways = len(rows)
    for number in range(1, repeats + 1):
        ways = ways * (longest + number) // number
    return ways <= _COST
