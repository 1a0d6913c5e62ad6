"""Endpoints of a request that the code serves already: they are modified, not new."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.core.model import Answer, Assessment, ChangeRequest

NEW, MODIFIED = "interface.new_endpoints", "interface.modified_endpoints"


def sorted_endpoints(request: ChangeRequest, assessment: Assessment) -> ChangeRequest:
    """Return the request with those endpoints as modified that the code serves.

    Only where the request does not say itself which of the two they are.
    """
    if NEW not in request.unsorted:
        return request
    served = {route_shape(f"{route.value} {route.name}") for route in assessment.of("routes")}
    rows = _rows(request, NEW)
    there = [row for row in rows if route_shape(" ".join(row[:2])) in served]
    if not there:
        return request
    answers: dict[str, Answer] = {**request.answers}
    answers[MODIFIED] = (*_rows(request, MODIFIED), *there)
    answers[NEW] = tuple(row for row in rows if row not in there)
    return request._replace(answers={key: answer for key, answer in answers.items() if answer})


def _rows(request: ChangeRequest, key: str) -> tuple[tuple[str, ...], ...]:
    return tuple(row for row in request.answers.get(key, ()) if not isinstance(row, str))


def route_shape(name: str) -> str:
    """Return a route with its parameters made alike, whatever they are called and however written."""
    return (
        re.sub(r"\{[^{}/]*\}|<[^<>/]*>|:[A-Za-z_]\w*|\[[^\[\]/]*\]", "{}", name).rstrip("/").lower()
    )
