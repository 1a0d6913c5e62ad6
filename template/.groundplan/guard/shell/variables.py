"""Assignments: what `NAME=value` before a command, or without one, sets."""

from .parser import Array
from .sentinel import HOLE, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .interpreter import Shell


def assign(shell: "Shell", assignments: list) -> None:
    """Follow assignments that stand by themselves: they hold in this shell."""
    for name, adds, word, index in assignments:
        if isinstance(word, Array):
            values: list = []
            for item in word:
                for value in shell.fields_of(item):
                    key, item_value = _keyed(plain(value))
                    values.append(item_value)
                    if key:
                        shell.variables[f"{name}[{key}]"] = item_value
            old = shell.variables.get(name)
            shell.set(name, (old if isinstance(old, list) else []) + values if adds else values)
            continue
        value = plain(shell.text_of(word))
        if index:
            _assign_item(shell, name, index, value)
        elif adds:
            old = shell.value(name)
            shell.set(name, (old if isinstance(old, str) else HOLE) + value)
        else:
            shell.set(name, value)


def _assign_item(shell: "Shell", name: str, index: str, value: str) -> None:
    old = shell.variables.get(name)
    items = list(old) if isinstance(old, list) else []
    if index.isdigit() and int(index) < 256:
        while len(items) <= int(index):
            items.append("")
        items[int(index)] = value
    else:
        items.append(value)
        shell.variables[f"{name}[{index}]"] = value
    shell.variables[name] = items


def prefix(shell: "Shell", assignments: list) -> dict:
    """Return the variables that stand in front of a command and hold for it alone."""
    found: dict = {}
    for name, adds, word, _ in assignments:
        if isinstance(word, Array):
            assign(shell, [(name, adds, word, "")])
            continue
        found[name] = plain(shell.text_of(word))
    return found


def _keyed(text: str) -> "tuple[str, str]":
    """Return the key that may stand before an item of a list, and the item: `[key]=value`."""
    key, mark, value = text.partition("]=")
    return (key[1:], value) if mark and key[:1] == "[" else ("", text)
