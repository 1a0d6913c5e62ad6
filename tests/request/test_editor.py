"""The person's own editor: what is asked stands below the text, and is no part of the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundplan.core.errors import Refused
from groundplan.request.editor import END, MARK, edited, with_notes, without_notes

if TYPE_CHECKING:
    from pathlib import Path

NOTES = ("Before: How is it today?", "For example:\nIt <!-- answers --> 404.")


@pytest.mark.parametrize(
    "text", ["", "one", "one\n\ntwo", "# a heading\n<!-- a comment of mine -->", "- a\n  b"]
)
def test_the_notes_are_dropped(text: str) -> None:
    whole = with_notes(text, NOTES)
    assert "How is it today?" in whole
    assert without_notes(whole) == text
    assert without_notes(whole.replace("\n", "\r\n")) == text


@pytest.mark.parametrize(
    ("saved", "kept"),
    [
        ("mine, and all notes deleted", "mine, and all notes deleted"),
        (f"mine\n{MARK}\nthe end of the comment is deleted", "mine"),
        (f"{MARK}\nnotes\n{END}\nwritten below them", "written below them"),
        (f"above\n{MARK}\nnotes\n{END}\nbelow", "above\n\nbelow"),
    ],
)
def test_what_the_person_wrote_is_kept_wherever_it_stands(saved: str, kept: str) -> None:
    assert without_notes(saved) == kept


def test_an_editor_that_saves_nothing_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    assert edited("as it was", NOTES) is None


def test_what_the_editor_saves_comes_without_the_notes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "1s/.*/It answers 404./" "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(editor))
    assert edited("old", NOTES) == "It answers 404."


def test_an_editor_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "/nowhere/editor")
    with pytest.raises(Refused):
        edited("", NOTES)
