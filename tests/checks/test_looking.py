"""What checks look for: lines that hold a hint."""

from __future__ import annotations

import pytest

from groundplan.checks.looking import lines_with
from groundplan.plan.parser import parse_plan


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("key", [1]),
        ("a\nKEY key key\n\ntoken", [2, 4]),  # once a line, whatever its capitals
        ("key\nkey\nx", [1, 2]),
        ("İ key\nkey", [1, 2]),  # its small form is longer than the letter
    ],
)
def test_lines_that_hold_a_hint(text: str, lines: list[int]) -> None:
    assert lines_with(parse_plan(text, "PLAN.md"), ("key", "token")) == lines
