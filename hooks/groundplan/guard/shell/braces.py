"""Braces in a word: `a{b,c}` -> `ab`, `ac`."""

from .sentinel import CLOSE, COMMA, OPEN

VALUES = 64
"""How many words one word may become by braces: what an agent types by hand has fewer."""


def variants(parts: list) -> list:
    """Return a word's variants by braces that reach over its expansions."""
    letters: list = []
    kept: list = []
    for part in parts:
        if isinstance(part, str):
            letters.append(part)
        else:
            # A private-use character holds the place of each expansion.
            letters.append(chr(0xE000 + len(kept)))
            kept.append(part)
    found: list = []
    for item in braces("".join(letters)):
        variant: list = []
        current = ""
        for letter in item:
            number = ord(letter) - 0xE000
            if 0 <= number < len(kept):
                if current:
                    variant.append(current)
                current = ""
                variant.append(kept[number])
            else:
                current += letter
        if current:
            variant.append(current)
        found.append(variant)
    return found


def braces(word: str) -> list:
    """Return what a word becomes by brace expansion: `a{b,c}` -> `ab`, `ac`."""
    start = word.find(OPEN)
    while start >= 0:
        items, end = _brace_items(word, start)
        if items:
            after = braces(word[end + 1 :])
            found: list = []
            for item in items:
                for inner in braces(item):
                    found.extend(word[:start] + inner + rest for rest in after)
                    if len(found) > VALUES:
                        return found[:VALUES]
            return found
        start = word.find(OPEN, start + 1)
    return [word]


def _brace_items(word: str, start: int) -> "tuple[list, int]":
    level = 0
    items: list = []
    begin = start + 1
    for at in range(start, len(word)):
        sign = word[at]
        if sign == OPEN:
            level += 1
        elif sign == COMMA and level == 1:
            items.append(word[begin:at])
            begin = at + 1
        elif sign == CLOSE:
            level -= 1
            if level == 0:
                if items:
                    items.append(word[begin:at])
                    return items, at
                return _range(word[begin:at]), at
    return [], start


def _range(inside: str) -> list:
    ends = inside.split("..")
    if len(ends) not in (2, 3) or not ends[0] or not ends[1]:
        return []
    first, last = ends[0], ends[1]
    if len(first) == 1 and len(last) == 1 and first.isalpha() and last.isalpha():
        low, high = sorted((ord(first), ord(last)))
        return [chr(code) for code in range(low, high + 1)]
    try:
        low, high = sorted((int(first), int(last)))
    except ValueError:
        return []
    # Numbers seldom matter: the first and the last of them are enough.
    numbers = list(range(low, min(high, low + 7) + 1))
    return [str(number) for number in numbers]
