"""Globs with marks, held against Python's own expressions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.guard.shell.sentinel import BRACKET, HIDDEN, HOLE, QUERY, STAR, matches

SIGNS = {STAR: ".*", HOLE: ".*", HIDDEN: ".*", QUERY: "."}


@given(
    pattern=st.text(alphabet=["a", "b", ".", *SIGNS], max_size=8),
    name=st.text(alphabet="abA.", max_size=8),
    fold=st.booleans(),
)
def test_a_glob_fits_what_its_expression_fits(pattern: str, name: str, fold: bool) -> None:
    expression = "".join(SIGNS.get(sign) or re.escape(sign) for sign in pattern)
    expected = re.fullmatch(expression, name, re.IGNORECASE if fold else 0) is not None
    assert matches(pattern, name, fold) is expected


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        (f"a{STAR}b", "a" * 20_000, False),
        (f"{STAR}a" * 200 + "b", "a" * 2_000, False),  # many ways to fit, and none does
        (f"{BRACKET}ab]{STAR}", "b.env", True),
        (f"{BRACKET}!ab]{STAR}", "b.env", False),
    ],
)
def test_long_and_bracketed_globs(pattern: str, name: str, expected: bool) -> None:
    assert matches(pattern, name) is expected
