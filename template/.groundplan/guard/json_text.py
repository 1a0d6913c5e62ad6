"""JSON, read with the scanner of Python's own `json`, but without importing that."""

TYPE_CHECKING = False
if TYPE_CHECKING:
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
        from _json import make_scanner
    except ImportError:
        from json import JSONDecoder

        return JSONDecoder().raw_decode
    context: Any = _Context()
    return make_scanner(context)
