"""Members."""

from sqlalchemy import text


def test_a_new_member_is_stored(api, rows):
    """The answer and the row say the same."""
    answer = api.post("/members", json={"name": " Ada ", "email": "ada@example.org"})
    assert answer.status_code == 201
    assert answer.json == {"id": 1, "name": "Ada", "email": "ada@example.org"}
    stored = rows.execute(text("SELECT name, email FROM members")).all()
    assert [tuple(row) for row in stored] == [("Ada", "ada@example.org")]


def test_an_address_can_join_only_once(api, rows):
    """The second one is refused, and nothing is stored for it."""
    api.post("/members", json={"name": "Ada", "email": "ada@example.org"})
    answer = api.post("/members", json={"name": "Eve", "email": "ada@example.org"})
    assert answer.status_code == 409
    assert rows.execute(text("SELECT count(*) FROM members")).scalar() == 1


def test_a_member_without_a_name_is_refused(api, rows):
    """The client is told what is missing."""
    answer = api.post("/members", json={"email": "ada@example.org"})
    assert (answer.status_code, answer.json) == (400, {"error": "name is needed, as text."})
    assert rows.execute(text("SELECT count(*) FROM members")).scalar() == 0


def test_an_unknown_member_is_not_found(api):
    """The answer is JSON too."""
    answer = api.get("/members/7")
    assert (answer.status_code, answer.json) == (404, {"error": "There is no member 7."})
