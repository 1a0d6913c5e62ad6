"""Endpoints of a request are new or modified by what the code serves, where the request does not say."""

from __future__ import annotations

import pytest

from groundplan.core.model import Assessment, Fact
from groundplan.request import read_request
from groundplan.request.known_endpoints import MODIFIED, NEW, sorted_endpoints

SERVED = Assessment(
    facts=(
        Fact("routes", "/loans", "GET", "app/loans.py", 3),
        Fact("routes", "/loans/{loan_id}", "DELETE", "app/loans.py", 9),
    )
)
LIST, ONE, FILE = ("GET", "/loans", "the list"), ("DELETE", "/loans/:id", "ends it"), ("GET", "/loans.csv", "a file")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "new", "modified"),
    [
        # Nothing is served yet: all are new.
        ("## Endpoints\n- GET /loans.csv: a file\n", (FILE,), ()),
        # What is served is modified, its parameters in any notation, its method the same.
        ("## Endpoints\n- GET /loans: the list\n- DELETE /loans/:id: ends it\n- GET /loans.csv: a file\n", (FILE,), (LIST, ONE)),
        ("## Endpoints\n- POST /loans: the list\n", (("POST", "/loans", "the list"),), ()),
        # None is left over: whether there are new ones is an open question.
        ("## Routes\n- GET /loans: the list\n", (), (LIST,)),
        # What the request says itself holds, whatever the code has.
        ("## New endpoints\n- GET /loans: the list\n", (LIST,), ()),
        ("## Endpoints\n- GET /loans: the list\n\n## New endpoints\n- GET /loans.csv: a file\n", (LIST, FILE), ()),
        # Those that are said to be modified stay.
        ("## Modified endpoints\n- DELETE /loans/:id: ends it\n\n## Endpoints\n- GET /loans: the list\n", (), (ONE, LIST)),
    ],
)  # fmt: skip
def test_what_is_served_is_modified(
    text: str, new: tuple[object, ...], modified: tuple[object, ...]
) -> None:
    placed = sorted_endpoints(read_request(f"# Loans\n\n{text}"), SERVED).answers
    assert (placed.get(NEW, ()), placed.get(MODIFIED, ())) == (new, modified)
