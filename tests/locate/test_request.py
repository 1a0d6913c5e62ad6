"""The parts of a request's text."""

from __future__ import annotations

import time

import pytest

from groundplan.locate.request import MAX_REQUEST, read_request, scope_of


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("see app/web.py", (("app/web.py", None),)),
        ("at app/web.py:12", (("app/web.py", 12),)),
        ('  File "/srv/app/web.py", line 7, in f', (("/srv/app/web.py", 7),)),  # Python
        ("    at run (src/main.ts:3:14)", (("src/main.ts", 3),)),  # JavaScript
        ("https://example.org/a/b.html", ()),  # an address is no file
    ],
)
def test_paths_are_taken_out_with_their_lines(
    text: str, paths: tuple[tuple[str, int | None], ...]
) -> None:
    assert read_request(text).paths == paths


def test_the_subject_counts_more_than_the_body_and_weak_words_less() -> None:
    weights = read_request("Improve the invoice\n\nThe customer sees it.\n").weights
    assert weights["invoic"] > weights["customer" if "customer" in weights else "custom"]
    assert weights["invoic"] > weights["improv"]


@pytest.mark.parametrize(
    ("subject", "scope"),
    [
        ("fix(parser): quotes", "parser"),
        ("UI: colours", "ui"),
        ("[api] status", "api"),
        ("Add: nothing: here", "add"),
        ("Colours of the page", ""),
    ],
)
def test_the_scope_is_what_stands_before_the_colon(subject: str, scope: str) -> None:
    assert scope_of(subject) == scope


def test_comments_of_a_form_are_left_out() -> None:
    assert read_request("A<!-- say what -->B <!-- open").text == "AB"


@pytest.mark.parametrize(
    "hostile",
    [
        "<!--" * 30_000,
        "a-" * 60_000,
        "a/" * 60_000,
        '"' * 90_000,
        "like the " * 20_000,
        "`" * 90_000,
    ],
)
def test_a_hostile_request_takes_no_more_time_than_its_length(hostile: str) -> None:
    begun = time.process_time()
    request = read_request(hostile)
    assert len(request.text) <= MAX_REQUEST
    assert time.process_time() - begun < 2
