"""The sources of evidence: one module each, with a `SOURCE`; the folder's listing is the registry."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.locate.model import Source


@cache
def sources() -> tuple[Source, ...]:
    """Return every source, sorted by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(importlib.import_module(f"{__name__}.{name}").SOURCE for name in names)
