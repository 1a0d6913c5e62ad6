"""Words of a command -> the texts that the program gets, as far as they are known."""

from .marks import (
    BRACKET,
    CLOSE,
    COMMA,
    HIDDEN,
    HOLE,
    OPEN,
    QUERY,
    STAR,
    has_hole,
    matches,
    plain,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .shell import Shell

VALUES = 64
"""How many words one word may become by braces: what an agent types by hand has fewer."""
LONGEST = 65536

_BRACES = {5: "{", 6: "}", 7: ","}
_ACTIVE = {42: STAR, 63: QUERY, 91: BRACKET}


def fields(shell: "Shell", word: "str | list") -> list:
    """Return the words that one word becomes, by braces, expansions and splitting."""
    if isinstance(word, str):
        if word.isprintable():
            return [word]
        if OPEN in word:
            return [item.translate(_BRACES) for item in braces(word)]
        return [word.translate(_BRACES)]
    found: list = []
    for variant in _brace_variants(word):
        _split(shell, variant, found)
    return [item if item.isprintable() else item.translate(_BRACES) for item in found]


def text(shell: "Shell", word: "str | list") -> str:
    """Return the one text that a word becomes where nothing is split: a value, a file's name."""
    if isinstance(word, str):
        return word if word.isprintable() else word.translate(_BRACES)
    letters: list = []
    for part in word:
        if isinstance(part, str):
            letters.append(part)
        else:
            values = _part(shell, part)
            letters.append(" ".join(values))
    joined = "".join(letters)[:LONGEST]
    return joined if joined.isprintable() else joined.translate(_BRACES)


def _split(shell: "Shell", parts: list, found: list) -> None:
    current = ""
    is_word = False
    for part in parts:
        if isinstance(part, str):
            current += part
            is_word = True
            continue
        values = _part(shell, part)
        kind = part[0]
        quoted = kind not in ("var", "out") or part[-1]
        if quoted:
            if not values:
                continue
            is_word = True
            for number, value in enumerate(values):
                if number:
                    found.append(current)
                    current = ""
                current += value
            continue
        for value in values:
            separator = shell.separators
            pieces = _pieces(value.translate(_ACTIVE), separator)
            if value[:1] in separator and current:
                found.append(current)
                current, is_word = "", False
            for number, piece in enumerate(pieces):
                if number:
                    found.append(current)
                    current = ""
                current += piece
                is_word = True
            if (len(values) > 1 and value is not values[-1]) or (
                pieces and value[-1:] in separator
            ):
                found.append(current)
                current, is_word = "", False
    if is_word:
        found.append(current)


def _pieces(value: str, separators: str) -> list:
    if separators == " \t\n":
        return value.split()
    for separator in separators:
        value = value.replace(separator, " ")
    return value.split(" ") if separators else [value]


def _part(shell: "Shell", part: tuple) -> list:
    """Return the values of one expansion; more than one only for lists such as `"$@"`."""
    kind = part[0]
    if kind == "out":
        output = shell.output_of(part[1])
        return [output.rstrip("\n")]
    if kind == "var":
        return parameter(shell, part)
    if kind == "file":
        return [shell.substituted_file(part[1])]
    if kind == "sum":
        text(shell, part[1])
        return [HOLE]
    return [HOLE]


def parameter(shell: "Shell", part: tuple) -> list:
    """Return what `$name` or `${name...}` stands for."""
    _, name, operator, word, quoted = part
    index = ""
    if name[-1:] == "]":
        at = name.find("[")
        index = name[at + 1 : -1]
        name = name[:at]
    value = shell.value(name)
    if operator[:1] == "!":
        value = _indirect(shell, value)
        operator = operator[1:]
    elif operator[:1] == "#" and not word and part[2] == "#" and part[3] == "":
        return [HOLE]
    values = _values(name, index, value, quoted)
    if not operator:
        return values
    if operator in (":-", "-", ":=", "="):
        if values and values != [HOLE] and (values != [""] or operator[0] != ":"):
            return values
        chosen = text(shell, word)
        if operator in (":=", "="):
            shell.set(name, plain(chosen))
        return [chosen]
    if operator in (":+", "+"):
        return [text(shell, word)] if values and values != [""] else []
    if operator in (":?", "?"):
        text(shell, word)
        return values
    pattern = text(shell, word)
    return [_changed(item, operator, pattern) for item in values]


def _values(name: str, index: str, value: object, quoted: bool) -> list:
    if value is None:
        return [HOLE] if name != "@" else []
    if isinstance(value, list):
        if name == "@" or index == "@" or name == "*" or index == "*":
            if quoted and (name == "*" or index == "*"):
                return [" ".join(value)]
            return list(value)
        if index.lstrip("-").isdigit():
            at = int(index)
            return [value[at]] if -len(value) <= at < len(value) else []
        if index:
            return list(value) if quoted and len(value) == 1 else [HOLE]
        return value[:1]
    return [str(value)]


def _indirect(shell: "Shell", value: object) -> object:
    name = value if isinstance(value, str) else ""
    if not name or has_hole(name):
        return None
    return shell.value(name)


def _changed(value: str, operator: str, pattern: str) -> str:
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


def _brace_variants(parts: list) -> list:
    """Return a word's variants by braces that reach over its expansions."""
    if not any(isinstance(part, str) and OPEN in part for part in parts):
        return [parts]
    letters: list = []
    kept: list = []
    for part in parts:
        if isinstance(part, str):
            letters.append(part)
        else:
            # A private-use character holds the place of each expansion.
            letters.append(chr(0xE000 + len(kept)))
            kept.append(part)
    variants: list = []
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
        variants.append(variant)
    return variants


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


def is_hidden(value: str) -> bool:
    """Say whether something in the command hides a part of a value."""
    return HIDDEN in value
