"""Code whose tests speak of the request."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from groundplan.locate.bm25 import bm25
from groundplan.locate.file_kinds import base_name, kind_of
from groundplan.locate.model import Source
from groundplan.locate.words import parts

if TYPE_CHECKING:
    from groundplan.locate.context import Context

_BEST = 12
_TESTING = frozenset(["test", "spec", "tests", "e2e", "cy"])


def scores(context: Context) -> dict[str, float]:
    """Return how well the tests of a file match: those named for it, and those that import it."""
    found: dict[str, float] = defaultdict(float)
    for test, value in _matching_tests(context):
        for path, share in _tested(context, test).items():
            found[path] = max(found[path], value * share)
    return found


def _matching_tests(context: Context) -> list[tuple[str, float]]:
    tests = {p: facts.words for p, facts in context.files.items() if kind_of(p) == "test"}
    query = context.request.weights | context.request.pairs
    matching = bm25(query, tests)
    return sorted(matching.items(), key=lambda item: (-item[1], item[0]))[:_BEST]


def _tested(context: Context, test: str) -> dict[str, float]:
    linked = [path for path in context.links.out(test) if kind_of(path) != "test"]
    found = {path: 1 / (1 + len(context.links.into(path))) ** 0.5 for path in linked}
    stems = tuple(stem for stem in parts(base_name(test)) if stem not in _TESTING)
    for path in context.named(stems) if stems else ():
        if kind_of(path) != "test":
            found[path] = max(found.get(path, 0.0), 1 / len(context.named(stems)) ** 0.5)
    return found


def reason(context: Context, path: str) -> str:
    """Name the test."""
    tests = [test for test, _ in _matching_tests(context) if path in _tested(context, test)]
    return f"tested by {tests[0]}, which speaks of the request"


SOURCE = Source("tests_of", "Code whose tests speak of the request", scores, reason)
