"""Numbers with their nouns, as every report says them."""

from __future__ import annotations


def many(count: int, noun: str) -> str:
    """Return a number with its noun: `1 file`, `2 files`."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
