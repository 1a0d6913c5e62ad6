"""Words of a command -> the texts that the program gets, as far as they are known."""

from .sentinel import BRACKET, GLOBS, HOLE, OPEN, QUERY, STAR, has_hole, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .interpreter import Shell

LONGEST = 65536
_BRACES = {5: "{", 6: "}", 7: ","}
_ACTIVE = {42: STAR, 63: QUERY, 91: BRACKET}


def fields(shell: "Shell", word: "str | list") -> list:
    """Return the words that one word becomes, by braces, expansions and splitting."""
    found = _fields(shell, word)
    return _with_dots(found) if shell.dots else found


def _with_dots(words: list) -> list:
    """Return patterns twice where they take names with a dot in front, too (`dotglob`)."""
    found: list = []
    for word in words:
        found.append(word)
        at = word.rfind("/") + 1
        if word[at : at + 1] in GLOBS:
            rest = word[at:] if word[at] == STAR else word[at + 1 :]
            found.append(f"{word[:at]}.{rest}")
    return found


def _fields(shell: "Shell", word: "str | list") -> list:
    if isinstance(word, str):
        if word.isprintable():
            return [word]
        if OPEN in word:
            from .braces import braces

            return [item.translate(_BRACES) for item in braces(word)]
        return [word.translate(_BRACES)]
    found: list = []
    if any(isinstance(part, str) and OPEN in part for part in word):
        from .braces import variants

        for variant in variants(word):
            _split(shell, variant, found)
    else:
        _split(shell, word, found)
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
            if value and value[0] in separator and current:
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
        output = shell.output_of(part[1]).rstrip("\n")
        if part[-1] and output.endswith("\n" + HOLE):
            # As one word: what is known of it is likely to be all.
            output = output[:-1].rstrip("\n")
        return [output]
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
    values = _values(shell, name, index, value, quoted)
    if operator == ":" and isinstance(value, list) and (name in ("@", "*") or index in ("@", "*")):
        return _part_of_list(value, text(shell, word), name in ("@", "*"))
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
    from .parameters import changed

    pattern = text(shell, word)
    return [changed(item, operator, pattern) for item in values]


def _part_of_list(items: list, bounds: str, counts_from_one: bool) -> list:
    """Return the items that `${list[@]:1:2}` takes."""
    first, _, size = bounds.partition(":")
    try:
        start = int(first.strip() or "0")
        count = int(size.strip()) if size.strip() else len(items)
    except ValueError:
        return list(items)
    if counts_from_one and start > 0:
        start -= 1
    start = max(len(items) + start, 0) if start < 0 else start
    return items[start : start + count]


def _values(shell: "Shell", name: str, index: str, value: object, quoted: bool) -> list:
    if value is None:
        return [HOLE] if name != "@" else []
    if isinstance(value, list):
        if name == "@" or index == "@" or name == "*" or index == "*":
            if quoted and (name == "*" or index == "*"):
                return [shell.separators[:1].join(value)]
            return list(value)
        if index.lstrip("-").isdigit():
            at = int(index)
            return [value[at]] if -len(value) <= at < len(value) else []
        keyed = shell.variables.get(f"{name}[{index}]") if index else None
        if isinstance(keyed, str):
            return [keyed]
        if index:
            return list(value) if quoted and len(value) == 1 else [HOLE]
        return value[:1]
    return [str(value)]


def _indirect(shell: "Shell", value: object) -> object:
    name = value if isinstance(value, str) else ""
    if not name or has_hole(name):
        return None
    return shell.value(name)
