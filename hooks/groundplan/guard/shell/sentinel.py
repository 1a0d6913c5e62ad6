"""The marks in an expanded word: what is not known, and which characters are still active.

A word of a shell command is a string in which these control characters stand for what plain text
can't say. Control characters of the text itself are replaced on the way in, so a mark is always
ours.
"""

HOLE = "\x00"
"""Some text that is not known here: an unset variable, the output of a program."""
HIDDEN = "\x01"
"""Text that is not known because something in the command hides it, such as a decoder."""
STAR = "\x02"
QUERY = "\x03"
BRACKET = "\x04"
OPEN = "\x05"
CLOSE = "\x06"
COMMA = "\x07"

GLOBS = (STAR, QUERY, BRACKET)
_PLAIN = {2: "*", 3: "?", 4: "[", 5: "{", 6: "}", 7: ","}
_FOREIGN = {code: "\ufffd" for code in range(32) if code not in (9, 10, 13)}


def cleaned(text: str) -> str:
    """Return text from outside without the characters that are our marks."""
    return text if text.isprintable() else text.translate(_FOREIGN)


def plain(word: str) -> str:
    """Return a word with its active characters as the characters that they are."""
    return word if word.isprintable() else word.translate(_PLAIN)


def has_hole(word: str) -> bool:
    """Say whether a part of the word is not known."""
    return HOLE in word or HIDDEN in word


def has_glob(word: str) -> bool:
    """Say whether the shell would look for files that fit the word."""
    return STAR in word or QUERY in word or BRACKET in word


def is_all_hole(word: str) -> bool:
    """Say whether nothing of the word is known, and there is something."""
    return bool(word) and not word.strip("\x00\x01 \t\n")


def matches(pattern: str, name: str, fold: bool = False) -> bool:
    """Say whether a glob of active characters (holes fit anything) fits the whole of a name.

    Args:
        pattern: a word; `STAR`, `QUERY` and `BRACKET` are active, other characters stand for
            themselves.
        name: plain text.
        fold: take upper and lower case for the same.
    """
    if fold:
        pattern, name = pattern.lower(), name.lower()
    if QUERY not in pattern and BRACKET not in pattern:
        return _fits_pieces(pattern.replace(HOLE, STAR).replace(HIDDEN, STAR).split(STAR), name)
    at = here = 0
    star = -1
    mark = 0
    while here < len(name):
        if at < len(pattern):
            sign = pattern[at]
            if sign in "\x02\x00\x01":
                star, mark = at, here
                at += 1
                continue
            fits, after = _one(pattern, at, name[here])
            if fits:
                at, here = after, here + 1
                continue
        if star < 0:
            return False
        mark += 1
        at, here = star + 1, mark
    return all(sign in "\x02\x00\x01" for sign in pattern[at:])


def _fits_pieces(pieces: list, name: str) -> bool:
    """Say whether a name is these pieces, with anything between them."""
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1:
        return bool(first == name)
    if not name.startswith(first) or not name.endswith(last):
        return False
    at = len(first)
    for piece in pieces[1:-1]:
        at = name.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return at + len(last) <= len(name)


def _one(pattern: str, at: int, letter: str) -> "tuple[bool, int]":
    sign = pattern[at]
    if sign == QUERY:
        return True, at + 1
    if sign != BRACKET:
        return sign == letter, at + 1
    is_class = plain(pattern[at + 1 : at + 3]) == "[:"
    end = pattern.find(":]]" if is_class else "]", at + 2)
    if end < 0:
        return letter == "[", at + 1
    if is_class:
        return _in_set(":", letter), end + 3
    inside = plain(pattern[at + 1 : end])
    negated = inside[:1] in ("!", "^")
    return _in_set(inside[1:] if negated else inside, letter) != negated, end + 1


def _in_set(inside: str, letter: str) -> bool:
    if inside[:1] == ":":
        # A class such as `[:alpha:]`: its name says which letters, and most names say letters.
        return letter.isalnum() or letter == "_"
    at = 0
    while at < len(inside):
        if at + 2 < len(inside) and inside[at + 1] == "-":
            if inside[at] <= letter <= inside[at + 2]:
                return True
            at += 3
        else:
            if inside[at] == letter:
                return True
            at += 1
    return False
