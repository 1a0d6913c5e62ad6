"""Patterns of `grep` and `fd`, as far as they can be tried without `re`, whose import is slow."""

from ..shell.sentinel import QUERY, STAR, has_hole, matches, plain


def _as_glob(pattern: str) -> str:
    """Return a simple expression as a glob; empty for one that needs `re`, whose import is slow."""
    start = pattern.startswith("^")
    end = pattern.endswith("$") and not pattern.endswith("\\$")
    inside = pattern[1 if start else 0 : -1 if end else len(pattern)]
    inside = (
        inside.replace("\\.", "\x1f").replace(".*", STAR).replace(".", QUERY).replace("\x1f", ".")
    )
    if any(sign in inside for sign in "\\[](){}*+?|^$"):
        return ""
    return ("" if start else STAR) + inside + ("" if end else STAR)


def fits(pattern: str, text: str) -> bool:
    """Say whether an expression fits somewhere in a text; one that can't be read does."""
    simple = _as_glob(plain(pattern))
    if simple:
        return matches(simple, text)
    from .regex import compiled

    expression = compiled(plain(pattern), text)
    return expression is None or expression.search(text) is not None


def searched(
    pattern: str, text: str, fold: bool = False, fixed: bool = False, basic: bool = True
) -> bool:
    """Say whether a pattern of grep fits a line; an unknown one does.

    Args:
        pattern: the pattern as grep got it.
        text: the line.
        fold: no difference between upper and lower case.
        fixed: the pattern is plain text.
        basic: a basic expression, in which a back-slash makes `(`, `|` and `+` active.
    """
    if has_hole(pattern):
        return True
    pattern = plain(pattern)
    if fold:
        pattern, text = pattern.lower(), text.lower()
    if fixed:
        return pattern in text
    if basic:
        for sign in "(){}|+?":
            pattern = pattern.replace("\\" + sign, "\x1f" + sign).replace("\x1f\\", "\\")
        swapped = ""
        at = 0
        while at < len(pattern):
            if pattern[at] == "\x1f":
                swapped += pattern[at + 1]
                at += 2
            elif pattern[at] in "(){}|+?":
                swapped += "\\" + pattern[at]
                at += 1
            elif pattern[at] == "\\" and at + 1 < len(pattern):
                swapped += pattern[at : at + 2]
                at += 2
            else:
                swapped += pattern[at]
                at += 1
        pattern = swapped
    return fits(
        pattern.replace("[:alpha:]", "a-zA-Z")
        .replace("[:space:]", " \\t")
        .replace("[:alnum:]", "a-zA-Z0-9"),
        text,
    )
