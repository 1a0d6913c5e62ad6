"""An answer written in the person's own editor, with what is asked below it as a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

MARK = "<!-- groundplan: from here on nothing is kept."
END = "-->"


def edited(text: str, notes: Sequence[str]) -> str | None:
    """Return what the person saved; None where they left without saving.

    Args:
        text: what the file begins with.
        notes: what is asked, how, and examples: below the text, and dropped from what is saved.

    Raises:
        Refused: the editor can't be started, or it failed.
    """
    import click

    try:
        saved = click.edit(with_notes(text, notes), extension=".md", require_save=True)
    except click.ClickException as problem:
        raise Refused(
            problem.format_message(), "Set EDITOR to an editor that is installed."
        ) from problem
    return None if saved is None else without_notes(saved)


def with_notes(text: str, notes: Sequence[str]) -> str:
    """Return a text with notes below it."""
    told = "\n\n".join(note.replace(END, "-- >") for note in notes)
    return f"{text}\n\n{MARK}\n\n{told}\n{END}\n"


def without_notes(text: str) -> str:
    """Return a text without the notes; what somebody wrote below them stays."""
    before, mark, after = text.replace("\r\n", "\n").partition(MARK)
    below = after.partition(END)[2] if mark else ""
    return "\n\n".join(part for part in (before.strip("\n"), below.strip("\n")) if part)
