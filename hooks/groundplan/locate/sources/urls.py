"""Addresses that the request names: files with the route, and what handles it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.locate.model import Source

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_VARIABLE = re.compile(r"^[{<:$\[*].*|^\d+$|.*[}>\]]$")
_NOT_A_URL = re.compile(r"\.[A-Za-z]{1,5}$")
_GENERAL = frozenset(["api", "v1", "v2", "v3", "rest", "internal", "public"])
_FULL = 1.0
_HANDLES = 0.7


def scores(context: Context) -> dict[str, float]:
    """Return the share of an address that a file's routes have in order; handlers one hop on get less."""
    found: dict[str, float] = {}
    for segments in _addresses(context):
        routes = _with_route(context, segments)
        for path, share in routes.items():
            found[path] = max(found.get(path, 0.0), share)
        for path in [p for p, share in routes.items() if share == max(routes.values())][:6]:
            for handler in context.links.out(path):
                if any(segment in _plain(handler) for segment in segments):
                    found[handler] = max(found.get(handler, 0.0), _HANDLES * routes[path])
    return found


def _addresses(context: Context) -> list[list[str]]:
    named = [url for url in context.request.urls if not _NOT_A_URL.search(url)]
    split = ([s.lower() for s in url.split("/") if s and not _VARIABLE.match(s)] for url in named)
    return [segments for segments in split if set(segments) - _GENERAL]


def _with_route(context: Context, segments: list[str]) -> dict[str, float]:
    """Return files whose literals or path have the address's segments, with the share of them."""
    telling = [s for s in segments if s not in _GENERAL] or segments
    found: dict[str, float] = {}
    for path, facts in context.files.items():
        literals = [ref for ref in facts.references if "/" in ref and telling[-1] in ref.lower()]
        own = _plain(path)
        in_path = sum(segment in own for segment in telling) / len(telling)
        best = max((_share(telling, literal.lower()) for literal in literals), default=0.0)
        if best or in_path == 1.0:
            found[path] = _FULL * max(best, 0.8 * in_path if in_path == 1.0 else 0.0)
    return found


def _share(segments: list[str], literal: str) -> float:
    parts = literal.split("/")
    return sum(segment in parts for segment in segments) / len(segments)


def _plain(path: str) -> str:
    return path.lower().replace("_", "").replace("-", "")


def reason(context: Context, path: str) -> str:
    """Name the address."""
    for segments in _addresses(context):
        if path in _with_route(context, segments):
            return f"has the route /{'/'.join(segments)}"
    return "handles an address that the request names"


SOURCE = Source(
    "urls",
    "Routes of addresses that the request names, and their handlers",
    scores,
    reason,
    full=_FULL,
    telling=3.0,
)
