"""Long files are changed more often than short ones."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context


def scores(context: Context) -> dict[str, float]:
    """Return the logarithm of a file's number of words."""
    return {path: math.log(1 + facts.length) for path, facts in context.files.items()}


def reason(context: Context, path: str) -> str:
    """Say how long it is."""
    return f"it is one of the longer files ({context.files[path].length:,} words)"


SOURCE = Source("size", "Long files are changed more often", scores, reason, telling=0.1)
