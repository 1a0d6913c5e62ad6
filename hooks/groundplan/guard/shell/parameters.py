"""What the operators in `${name...}` make of a value, as far as it is known."""

from .sentinel import HOLE, has_hole, matches, plain


def changed(value: str, operator: str, pattern: str) -> str:
    """Apply `#`, `%`, `/`, `:`, `^` or `,` to a value, as far as it is known."""
    if operator[0] in "^,":
        return value.upper() if operator == "^^" else value.lower() if operator == ",," else value
    if operator == ":":
        return _slice(value, pattern)
    if has_hole(value):
        # What is cut away is not known; that something of the value stays is.
        return HOLE if operator[0] in "/:" else value
    if operator[0] == "#":
        lengths = range(len(value) + 1)
        for end in reversed(lengths) if operator == "##" else lengths:
            if matches(pattern, value[:end]):
                return value[end:]
        return value
    if operator[0] == "%":
        starts = range(len(value) + 1)
        for start in starts if operator == "%%" else reversed(starts):
            if matches(pattern, value[start:]):
                return value[:start]
        return value
    if operator[0] == "/":
        return _replaced(value, operator, pattern)
    return value


def _slice(value: str, pattern: str) -> str:
    if has_hole(value):
        return HOLE
    first, _, second = pattern.partition(":")
    try:
        start = int(first.strip() or "0")
        length = int(second.strip()) if second.strip() else len(value)
    except ValueError:
        return HOLE
    start = max(len(value) + start, 0) if start < 0 else start
    return value[start : start + length] if length >= 0 else value[start:length]


def _replaced(value: str, operator: str, pattern: str) -> str:
    old, _, new = pattern.partition("/")
    if not old or len(value) > 4096:
        return value
    if operator == "/#":
        return new + value[len(old) :] if value.startswith(plain(old)) else value
    if operator == "/%":
        return value[: -len(old)] + new if value.endswith(plain(old)) else value
    if old.isprintable():
        return value.replace(old, new) if operator == "//" else value.replace(old, new, 1)
    at = 0
    found: list = []
    while at < len(value):
        for end in range(len(value), at, -1):
            if matches(old, value[at:end]):
                found.append(new)
                at = end
                break
        else:
            found.append(value[at])
            at += 1
            continue
        if operator == "/":
            break
    return "".join(found) + value[at:]
