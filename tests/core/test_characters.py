from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundplan.core import characters


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 👩‍👩‍👧 שלום\n\t.", "plain é 👩‍👩‍👧 שלום\n\t."),
        ("a\x1b[2Jb", "a\\x1b[2Jb"),  # no terminal command gets through
        ("a\x9b2Jb", "a\\x9b2Jb"),  # nor its one-byte form
        ("a\u202eb", "a\\u202eb"),  # nor text that reads backwards
        ("a\rb\x00", "a\\rb\\x00"),
        ("\ud800", "\\ud800"),  # half a character, from a file name that is not UTF-8
    ],
)
def test_what_is_shown_commands_no_terminal(text: str, shown: str) -> None:
    assert characters.printable(text) == shown


@given(st.text())
def test_shown_text_has_no_control_characters(text: str) -> None:
    shown = characters.printable(text)
    assert not any(ord(char) < 32 and char not in "\n\t" for char in shown)
    shown.encode("utf-8")
