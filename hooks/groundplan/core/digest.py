"""sha256 of bytes, as the evidence and the baseline have it."""

from __future__ import annotations

import importlib
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def sha256(data: bytes) -> str:
    """Return the sha256 of bytes, in hexadecimal."""
    digest: str = _algorithm()(data).hexdigest()
    return digest


@cache
def _algorithm() -> Callable[[bytes], Any]:
    # Python's own C code, under its names of 3.12 and 3.11: `hashlib` loads OpenSSL first, and that
    # takes a tenth of the time of a check.
    for module in ("_sha2", "_sha256"):
        with suppress(ImportError):
            found: Callable[[bytes], Any] = importlib.import_module(module).sha256
            return found
    import hashlib

    return hashlib.sha256
