"""JSON, read with the scanner of Python's own `json`, but without importing that."""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


class Unreadable(Exception):
    """The payload is no call that can be read."""


def load(data: bytes) -> object:
    """Return the JSON value of some bytes.

    Raises:
        Unreadable: they are empty, no JSON, or nested too deeply.
    """
    try:
        text = data.decode("utf-8").lstrip("\ufeff").strip()
    except UnicodeDecodeError as problem:
        raise Unreadable("the call is not UTF-8") from problem
    if not text:
        raise Unreadable("the call is empty")
    try:
        value, end = scanner()(text, 0)
    except (ValueError, StopIteration, RecursionError, MemoryError, SystemError) as problem:
        # SystemError: what the C scanner raises where `json` is not imported yet.
        raise Unreadable("the call is not JSON") from problem
    if text[end:].strip():
        raise Unreadable("the call is more than one JSON value")
    return value


LARGEST = 64_000_000
"""No call is larger: what comes behind is not read."""
_TRIES = 64
"""How often input that ends in `}` is tried as a whole: more only for one made to cost time."""


def whole_input(read: "Callable[[int], bytes]") -> bytes:
    """Return a payload as soon as it is whole: some agents leave the pipe open behind it.

    Args:
        read: returns the next bytes, up to a number of them; none at the end.
    """
    data = b""
    tries = 0
    room = 1 << 16
    while len(data) < LARGEST:
        part = read(room)
        if not part:
            break
        data += part
        room = 1 << 20
        if tries < _TRIES and data.rstrip()[-1:] == b"}":
            tries += 1
            if _is_whole(data):
                break
    return data


def _is_whole(data: bytes) -> bool:
    try:
        load(data)
    except Unreadable:
        return False
    return True


class _Context:
    """What the scanner of Python's own `json` wants to know."""

    strict = False
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = float
    memo: dict = {}  # the scanner's own scratch space


def scanner() -> "Any":
    """Return the C scanner of `json`: importing `json` itself costs as much as Python's start."""
    try:
        found = sys.modules.get("_json") or _from_its_file() or __import__("_json")
    except ImportError:
        from json import JSONDecoder

        return JSONDecoder().raw_decode
    context: Any = _Context()
    return found.make_scanner(context)


def _from_its_file() -> "Any":
    """Return the C part of `json` from the file where it usually is; None where it is elsewhere.

    Python's own search for it costs more than the module.
    """
    from _imp import create_dynamic, exec_dynamic, extension_suffixes

    folder = sys.path[-1] if sys.path else ""
    if "_json" in sys.builtin_module_names or not folder.endswith("lib-dynload"):
        return None
    make: Any = type(sys.__spec__)
    spec = make("_json", None, origin=f"{folder}/_json{extension_suffixes()[0]}")
    try:
        module = create_dynamic(spec)
        exec_dynamic(module)
    except ImportError:
        return None
    module.__spec__ = spec
    sys.modules["_json"] = module
    return module
