"""Loans."""

from datetime import date, timedelta

import pytest
from sqlalchemy import text


@pytest.fixture
def library(api):
    """One member and four tools."""
    api.post("/members", json={"name": "Ada", "email": "ada@example.org"})
    for name in ("Drill", "Saw", "Plane", "Ladder"):
        api.post("/tools", json={"name": name, "shelf": "A1"})
    return api


def test_a_loan_is_stored_with_its_last_day(library, rows, settings):
    """The tool is out from then on."""
    answer = library.post("/loans", json={"member_id": 1, "tool_id": 2})
    assert answer.status_code == 201
    stored = rows.execute(text("SELECT tool_id, due_on, returned_on FROM loans")).one()
    assert tuple(stored) == (2, date.today() + timedelta(days=settings.loan_days), None)
    assert library.get("/tools/2").json["available"] is False


def test_a_tool_can_be_out_only_once(library, rows):
    """The second loan is refused."""
    library.post("/loans", json={"member_id": 1, "tool_id": 2})
    answer = library.post("/loans", json={"member_id": 1, "tool_id": 2})
    assert (answer.status_code, answer.json) == (409, {"error": "Tool 2 is out."})
    assert rows.execute(text("SELECT count(*) FROM loans")).scalar() == 1


def test_nobody_has_more_than_three_tools(library, rows):
    """The fourth is refused."""
    answers = [library.post("/loans", json={"member_id": 1, "tool_id": n}) for n in (1, 2, 3, 4)]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 409]
    assert rows.execute(text("SELECT count(*) FROM loans")).scalar() == 3


def test_a_returned_tool_is_in_again(library, rows):
    """The day is stored, and the list shows it at once."""
    library.post("/loans", json={"member_id": 1, "tool_id": 2})
    assert [tool["available"] for tool in library.get("/tools").json] == [True, False, True, True]
    assert library.post("/loans/1/return").status_code == 200
    assert rows.execute(text("SELECT returned_on FROM loans")).scalar() == date.today()
    assert all(tool["available"] for tool in library.get("/tools").json)
    assert library.post("/loans/1/return").status_code == 409


def test_loans_of_one_member_are_listed(library):
    """Another member's loans are not among them."""
    library.post("/members", json={"name": "Eve", "email": "eve@example.org"})
    library.post("/loans", json={"member_id": 1, "tool_id": 1})
    library.post("/loans", json={"member_id": 2, "tool_id": 2})
    assert [loan["tool_id"] for loan in library.get("/loans?member_id=2").json] == [2]
    assert len(library.get("/loans").json) == 2
