from __future__ import annotations

from groundplan.core.model import ChangeRequest
from groundplan.request.mentions import with_mentions

FILES = ("app/models/users.py", "app/list.py", "docs/api.md")


def mentions(text: str, key: str = "change.functionality") -> dict[str, object]:
    found = with_mentions(ChangeRequest({key: text}), FILES)
    return {place: answer for place, answer in found.answers.items() if place != key}


def test_endpoints_are_taken_out_of_texts() -> None:
    found = mentions("`POST /users` and `PUT /users/{id}` accept it")
    assert found["interface.new_endpoints"] == (
        ("POST", "/users", "accept it"),
        ("PUT", "/users/{id}", "accept it"),
    )


def test_files_that_are_there_are_taken_out_of_texts() -> None:
    assert mentions("Sort in `list.py`, see docs/none.md")["files.primary"] == (
        ("app/list.py", "Sort in `list.py`, see docs/none.md"),
    )


def test_a_thing_to_imitate_is_a_similar_implementation() -> None:
    text = "`app/models/users.py` has pubkey, do it the same way."
    assert mentions(text, "context.current_state")["references.similar"] == (
        ("pubkey", text),
        ("app/models/users.py", text),
    )
    assert mentions("an option (like ignore_http_cache)")["references.similar"] == (
        ("ignore_http_cache", "an option (like ignore_http_cache)"),
    )


def test_a_table_that_was_filled_keeps_its_rows() -> None:
    request = ChangeRequest(
        {"change.functionality": "GET /b", "interface.modified_endpoints": (("GET", "/a", ""),)}
    )
    assert with_mentions(request, FILES).answers == request.answers
