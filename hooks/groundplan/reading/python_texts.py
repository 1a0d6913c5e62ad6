"""What methods of a text make of it, as far as prefixes and paths are built with them."""

from __future__ import annotations

import re

MAX_LENGTH = 4_000
"""No path is longer; what code could blow up without end stays unknown."""
_CUTS = ("strip", "lstrip", "rstrip", "removeprefix", "removesuffix")
_CASES = ("lower", "upper", "title")
TEXT_METHODS = frozenset((*_CUTS, *_CASES, "replace", "format", "join", "%"))
_FIELD = re.compile(r"\{(\d*)\}")


def worked(text: str, name: str, given: list[str]) -> str | None:
    """Return what a method makes of a text with known arguments; None where that can't be said.

    >>> worked("/{}/", "format", ["x"])
    '/x/'
    """
    found = None
    if (name in _CUTS and len(given) < 2) or (name in _CASES and not given):
        found = str(getattr(text, name)(*given))
    elif name == "replace" and len(given) == 2 and given[0]:
        found = text.replace(given[0], given[1])
    elif name == "join":
        found = text.join(given)
    elif name == "format":
        found = _formatted(text, given)
    elif name == "%" and text.count("%") == text.count("%s") == len(given):
        found = "".join(map("".join, zip(text.split("%s"), (*given, ""), strict=True)))
    return found if found is not None and len(found) <= MAX_LENGTH else None


def _formatted(text: str, given: list[str]) -> str | None:
    """Fill `{}` and `{0}`; what asks for more than that is not known."""
    fields = _FIELD.findall(text)
    if len(fields) != text.count("{") or len(fields) != text.count("}"):
        return None
    if any(field and int(field) >= len(given) for field in fields) or (
        "" in fields and len(fields) > len(given)
    ):
        return None
    order = iter(given)
    return _FIELD.sub(lambda found: given[int(found[1])] if found[1] else next(order), text)
