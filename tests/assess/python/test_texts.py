"""What methods of a text make of it."""

from __future__ import annotations

import pytest

from groundplan.assess.python.texts import MAX_LENGTH, worked


@pytest.mark.parametrize(
    ("text", "name", "given", "made"),
    [
        ("/x/", "strip", ["/"], "x"),
        ("/x/", "rstrip", ["/"], "/x"),
        (" x ", "strip", [], "x"),
        ("Api", "lower", [], "api"),
        ("/{}/{}", "format", ["a", "b"], "/a/b"),
        ("/{1}/{0}", "format", ["a", "b"], "/b/a"),
        ("/{}", "format", [], None),  # nothing for it
        ("/{name}", "format", ["a"], None),  # given by keyword: not known here
        ("{:>999999999}", "format", ["a"], None),  # wider than any path
        ("/%s/%s", "%", ["a", "b"], "/a/b"),
        ("/%d", "%", ["1"], None),
        ("%999999999s", "%", ["a"], None),
        ("/", "join", ["", "a", "b"], "/a/b"),
        ("/api/v1", "replace", ["v1", "v2"], "/api/v2"),
        ("aaa", "replace", ["", "b"], None),  # between all characters
        ("/api/x", "removeprefix", ["/api"], "/x"),
        ("x" * MAX_LENGTH, "join", ["a", "b"], None),
        ("x", "encode", [], None),  # no text any more
    ],
)
def test_a_method_of_a_text(text: str, name: str, given: list[str], made: str | None) -> None:
    assert worked(text, name, given) == made
