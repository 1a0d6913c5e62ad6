"""Characters that make text do something, or read other than it is stored."""

from __future__ import annotations

import unicodedata

# Bidirectional controls (Unicode 16, UAX #9): they make text read other than it is stored.
BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)


def printable(text: str) -> str:
    """Return `text` with control and bidirectional characters escaped; newline and tab stay."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text  # at once, as nearly always
    return "".join(
        char
        if char in "\n\t"
        or (unicodedata.category(char) not in ("Cc", "Cs") and char not in BIDI_CONTROLS)
        else char.encode("unicode_escape", "surrogatepass").decode("ascii")
        for char in text
    )
