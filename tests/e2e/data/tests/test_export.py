"""A member's loans as CSV."""

from sqlalchemy import text


def test_the_file_has_each_loan_and_notes_the_export(api, rows):
    """Two loans: a header, two lines, and two rows with a time."""
    api.post("/members", json={"name": "Ada", "email": "ada@example.org"})
    for name in ("Drill", 'Saw, "large"'):
        api.post("/tools", json={"name": name, "shelf": "A1"})
    for tool in (1, 2):
        api.post("/loans", json={"member_id": 1, "tool_id": tool})
    answer = api.get("/members/1/loans.csv")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    assert len(answer.text.strip().splitlines()) == 3
    assert '"Saw, ""large"""' in answer.text
    counted = text("SELECT count(*) FROM loans WHERE exported_at IS NOT NULL")
    assert rows.execute(counted).scalar() == 2


def test_an_unknown_member_has_no_file(api):
    """The answer is 404."""
    assert api.get("/members/7/loans.csv").status_code == 404
