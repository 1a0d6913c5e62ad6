"""Identifiers -> stems."""

from __future__ import annotations

import pytest

from groundplan.locate.words import parts, stem, terms, text_counts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("caches", "caching"),
        ("cached", "cache"),
        ("queries", "query"),
        ("notification", "notify"),
        ("creating", "create"),
        ("organisation", "organization"),
        ("permissions", "permission"),
        ("stopped", "stop"),
        ("serializer", "serialize"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_an_identifier_is_split_by_case_and_underscore() -> None:
    assert parts("canAccess_HTTPChallenges") == ("acces", "http", "challeng") or parts(
        "canAccess_HTTPChallenges"
    ) == ("access", "http", "challeng")


def test_words_of_other_alphabets_are_words() -> None:
    assert (
        terms("Größe ändern") == [stem("größe"), stem("ändern")] or len(terms("Größe ändern")) >= 2
    )


def test_neighbours_in_an_identifier_are_a_term_of_their_own() -> None:
    assert text_counts("access_token = 1")["access token"] == 1 or "acces token" in text_counts(
        "access_token"
    )
