"""Which files are JavaScript or TypeScript that a person wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.core.model import Trouble

if TYPE_CHECKING:
    from groundplan.assess.checkout import File

SUFFIXES = (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts")
LONGEST_LINE = 5_000
"""Bytes; a file with a longer line is minified, or data."""


def grammar_of(suffix: str) -> str:
    """Return the name of the grammar for a file's suffix."""
    if suffix in (".ts", ".mts", ".cts"):
        return "typescript"
    return "tsx" if suffix == ".tsx" else "javascript"


def is_minified(file: File) -> bool:
    """Say whether a file has so long a line that nobody wrote it by hand; then that is noted."""
    if not _has_long_line(file.data):
        return False
    sentence = f"taken for minified: a line is longer than {LONGEST_LINE:,} bytes"
    file.checkout.not_looked.add(Trouble(file.path, 0, sentence))
    return True


def _has_long_line(data: bytes) -> bool:
    if len(data) <= LONGEST_LINE:
        return False
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        if end - start > LONGEST_LINE and b"base64," not in data[start:end]:
            return True
        start = end + 1
    return False
