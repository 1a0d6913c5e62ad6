"""The forms in which programs print a value: each that is claimed in the documentation, and no more."""

from __future__ import annotations

import base64
import html
import json
import shlex
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

if TYPE_CHECKING:
    from collections.abc import Iterator

SHORTEST_ENCODED = 4
"""Bytes; what an encoding makes of less is in every output."""
SHORTEST_BASE64 = 8
"""Characters of base64 that belong to the value alone."""

FORMS = (
    "as it is",
    "percent-encoded (RFC 3986), with small or capital digits, or with + for a space",
    "in a JSON text, with or without \\u escapes",
    "in a Python or C text with backslashes",
    "quoted for a shell",
    "in HTML or XML",
    "in base64 or its URL form, also as a part of a longer text",
    "in hexadecimal, with small or capital digits",
)
"""What is found, as the documentation lists it; a test has an example of each."""


def forms_of(text: str) -> set[bytes]:
    """Return a value in every form that is looked for."""
    raw = text.encode("utf-8", "surrogateescape")
    forms = {raw}
    if len(raw) < SHORTEST_ENCODED:
        return forms
    written = raw.decode("utf-8", "replace")
    for url in (quote(raw, safe=""), quote(raw), quote_plus(raw)):
        forms |= {url.encode(), _small_digits(url).encode()}
    for ascii_only in (True, False):
        inner = json.dumps(written, ensure_ascii=ascii_only)[1:-1]
        forms |= {inner.encode(), inner.replace("/", "\\/").encode()}
    forms.add(repr(written)[1:-1].encode())
    forms.add(written.encode("unicode_escape"))
    forms.add(shlex.quote(written).strip("'").encode())
    forms |= {html.escape(written, quote=both).encode() for both in (True, False)}
    forms.add(html.escape(written).replace("&#x27;", "&#39;").encode())
    forms |= set(_base64(raw))
    forms |= {raw.hex().encode(), raw.hex().upper().encode()}
    return forms


def _small_digits(text: str) -> str:
    """Return a percent-encoded text with small hexadecimal digits."""
    head, *parts = text.split("%")
    return head + "".join(f"%{part[:2].lower()}{part[2:]}" for part in parts)


def _base64(raw: bytes) -> Iterator[bytes]:
    """Return what base64 makes of the value, wherever in a longer text it begins."""
    for before in range(3):
        encoded = base64.b64encode(b"\0" * before + raw).rstrip(b"=")
        # Six bits a character: the first ones belong to what is before, the last one to what follows.
        start = (before * 8 + 5) // 6
        rest = (before + len(raw)) * 8 % 6
        inner = encoded[start : len(encoded) - 1 if rest else None]
        if before == 0:
            yield encoded
            yield encoded.translate(_URL)
        if len(inner) >= SHORTEST_BASE64:
            yield inner
            yield inner.translate(_URL)


_URL = bytes.maketrans(b"+/", b"-_")
