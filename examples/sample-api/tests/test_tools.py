"""Tools, and the cache of their list."""

from sqlalchemy import text


def test_a_new_tool_is_stored_and_listed(api, rows):
    """It is available from the start."""
    answer = api.post("/tools", json={"name": "Drill", "shelf": "A3"})
    assert answer.status_code == 201
    assert api.get("/tools").json == [{"id": 1, "name": "Drill", "shelf": "A3", "available": True}]
    assert rows.execute(text("SELECT shelf FROM tools WHERE name = 'Drill'")).scalar() == "A3"


def test_the_list_is_kept_for_a_while(api, kept, settings):
    """The second call is answered from the cache."""
    api.post("/tools", json={"name": "Drill", "shelf": "A3"})
    api.get("/tools")
    assert 0 < kept.ttl("tools") <= settings.cache_seconds
    kept.set("tools", "[]", ex=5)
    assert api.get("/tools").json == []


def test_a_new_tool_is_seen_at_once(api, kept):
    """A kept list is dropped when it is no longer right."""
    api.get("/tools")
    api.post("/tools", json={"name": "Saw", "shelf": "B1"})
    assert kept.get("tools") is None
    assert [tool["name"] for tool in api.get("/tools").json] == ["Saw"]
