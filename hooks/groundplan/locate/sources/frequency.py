"""Files that are changed often."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context


def scores(context: Context) -> dict[str, float]:
    """Return the logarithm of the number of commits that touched a file."""
    return {p: math.log(1 + len(n)) for p, n in context.touches.items() if p in context.files}


def reason(context: Context, path: str) -> str:
    """Say how often."""
    return f"changed in {len(context.touches[path])} commits"


SOURCE = Source("frequency", "Files that are changed often", scores, reason)
