"""The commands that a tool call's arguments hold, however deep they stand."""

from ..json_text import Unreadable, load
from ..options import names

DEPTH = 40
"""How deep arguments are looked through; no tool nests its own like this."""

_COMMANDS = frozenset(
    names("command commandline commands cmd script shellcommand bashcommand cmdline")
)
_PROGRAMS = names("command program executable binary cmd")
_ARGUMENTS = names("args argv arguments params")
_TYPED = frozenset(names("chars text input keys data stdin"))
_CODE = frozenset(names("code source cell"))
_TERMINALS = frozenset(names("stdin terminal bash shell console pty tmux keys zsh powershell"))
_PYTHONS = frozenset(names("python ipython jupyter kernel interpreter cell executecode runcode"))


def gathered(arguments: dict, tool: list, is_shell: bool) -> list:
    """Return the commands in a tool's arguments, in their order.

    Args:
        arguments: what the tool is given.
        tool: the words of its name.
        is_shell: whether it is known to be a shell.

    Raises:
        Unreadable: they are nested too deeply.
    """
    keys = set(_COMMANDS)
    if is_shell or any(word in _TERMINALS for word in tool):
        keys |= _TYPED
    is_python = any(word in _PYTHONS for word in tool) or {"execute", "code"} <= set(tool)
    found: list = []
    _gather(arguments, keys, is_python, found, 0)
    return found


def _gather(value: object, keys: set, is_python: bool, found: list, depth: int) -> None:
    if depth > DEPTH:
        raise Unreadable("the call is nested too deeply")
    if isinstance(value, list):
        for item in value:
            _gather(item, keys, is_python, found, depth + 1)
        return
    if not isinstance(value, dict):
        return
    whole = _with_arguments(value)
    if whole:
        found.append(whole)
    for key, item in value.items():
        name = simple(key)
        if name in keys:
            _add(item, name == "commands", found)
        elif is_python and name in _CODE and isinstance(item, str):
            found.append(_joined(["python3", "-c", item]))
        if isinstance(item, str) and item[:1] in "[{" and name in INNER:
            item = _loaded(item)
        if isinstance(item, (dict, list)):
            _gather(item, keys, is_python, found, depth + 1)


INNER = frozenset(
    names("arguments args parameters params input replacements operations edits changes files")
)
"""Arguments that may be JSON once more, as text."""


def simple(key: object) -> str:
    """Return an argument's name in small letters without marks between its words."""
    return str(key).replace("_", "").replace("-", "").lower()


def _with_arguments(value: dict) -> str:
    """Return a command that stands apart from its arguments: `{"command": "rm", "args": [...]}`."""
    for key in _ARGUMENTS:
        rest = value.get(key)
        if isinstance(rest, list) and rest and all(isinstance(word, str) for word in rest):
            for name in _PROGRAMS:
                program = value.get(name)
                if isinstance(program, str) and program:
                    return f"{program} {_joined(rest)}"
    return ""


def _add(item: object, is_list: bool, found: list) -> None:
    if isinstance(item, str) and item[:1] == "[" and is_list:
        loaded = _loaded(item)
        item = loaded if isinstance(loaded, list) else item
    if isinstance(item, str) and item:
        if not item.lstrip().startswith("*** Begin Patch"):
            found.append(item)
    elif isinstance(item, list) and item and all(isinstance(word, str) for word in item):
        found.extend(item) if is_list else found.append(_joined(item))


def _loaded(text: str) -> object:
    try:
        return load(text.encode("utf-8", "surrogatepass"))
    except Unreadable:
        return text


def _joined(words: list) -> str:
    """Return an argument list as a shell would have it typed."""
    from ..shell.interpreter import quoted

    return " ".join(quoted(word) for word in words)
