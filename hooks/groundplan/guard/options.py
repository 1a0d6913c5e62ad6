"""The options and operands of a program's arguments, and tables of names."""

from .shell.sentinel import plain


def names(text: str) -> tuple:
    """Return the names that a text holds: long lists are easier to read so."""
    return tuple(text.split())


def by_name(rows: dict) -> dict:
    """Return each name of the rows with what its row is about."""
    return {name: about for about, text in rows.items() for name in text.split()}


def split(
    arguments: list, short: str = "", long: tuple = (), stop: bool = False
) -> "tuple[list, list]":
    """Return the options, as (name, value) pairs, and the operands.

    Args:
        arguments: what follows the program's name.
        short: the letters of short options that take a value, attached or as the next argument;
            a letter before `?` takes an attached value only.
        long: names of long options that take a value; others take one only after `=`.
        stop: whether the first operand ends the options (a wrapper, whose operand is a program).
    """
    options: list = []
    operands: list = []
    number = 0
    count = len(arguments)
    while number < count:
        argument = arguments[number]
        number += 1
        if argument[:1] != "-" or argument == "-":
            operands.append(argument)
            if stop:
                operands.extend(arguments[number:])
                break
        elif argument == "--":
            operands.extend(arguments[number:])
            break
        elif argument[1] == "-":
            name, equals, value = argument[2:].partition("=")
            name = _whole(name, long)
            if not equals and name in long and number < count:
                value = arguments[number]
                number += 1
            options.append((name, value if equals or name in long else None))
        else:
            at = 1
            while at < len(argument):
                letter = argument[at]
                at += 1
                place = short.find(letter)
                if place < 0:
                    options.append((letter, None))
                    continue
                value = argument[at:]
                if not value and short[place + 1 : place + 2] != "?" and number < count:
                    value = arguments[number]
                    number += 1
                options.append((letter, value))
                break
    return options, operands


def _whole(name: str, long: tuple) -> str:
    """Return the one long option that `name` begins: programs take such a beginning for it."""
    if name in long or len(name) < 3:
        return name
    found = [option for option in long if option.startswith(name)]
    return found[0] if len(found) == 1 else name


def has(options: list, *names: str) -> bool:
    """Say whether one of the options is there, or a beginning of a long one that says enough."""
    for name, _ in options:
        if name in names:
            return True
        if len(name) > 3 and any(known.startswith(name) for known in names):
            return True
    return False


def values(options: list, *names: str) -> list:
    """Return the values given to one of the options."""
    return [value for name, value in options if name in names and value is not None]


def program_name(word: str) -> str:
    """Return a program's name without its folder, in small letters, without a Windows ending."""
    name = plain(word)
    cut = max(name.rfind("/"), name.rfind("\\"))
    if cut >= 0:
        name = name[cut + 1 :]
    name = name.lower()
    if name[-4:] in (".exe", ".cmd", ".bat", ".com"):
        name = name[:-4]
    return name
