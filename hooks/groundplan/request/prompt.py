"""The two ways to ask at a terminal: with a line editor, and plainly where there is none (`dumb`)."""

from __future__ import annotations

import os
import shutil
import textwrap
from typing import TYPE_CHECKING, Any, Protocol

from groundplan.core import terminal

if TYPE_CHECKING:
    from collections.abc import Mapping

NARROWEST = 20  # columns; narrower terminals break words
WIDEST = 100
END = "."  # a line with only this ends a text at a plain terminal
COMMAND = ":"
SHOWN_PASTE = 2_000  # characters; a longer paste is shown as one word, and kept whole


class Desk(Protocol):
    """Somebody who can be shown text and asked for it."""

    is_plain: bool
    """Whether lines are read one by one, with nothing to edit."""

    def read(self, *, several_lines: bool, current: str) -> str:
        """Return what is typed.

        Args:
            several_lines: whether it may have more than one.
            current: what to begin with; typed over or kept.

        Raises:
            EOFError: the terminal is gone, or its end was typed.
            KeyboardInterrupt: Ctrl-C.
        """


def open_desk(environment: Mapping[str, str]) -> Desk:
    """Return the desk that this terminal can have.

    Args:
        environment: `TERM` and `NO_COLOR` of it are looked at (no-color.org).
    """
    if environment.get("TERM", "dumb") in ("dumb", "unknown", ""):
        return PlainDesk()
    return EditingDesk(in_colour=not environment.get("NO_COLOR"))


def show(text: str = "", indent: str = "", hanging: str = "") -> None:
    """Print text, broken at the terminal's width; lines of its own stay lines.

    Args:
        text: what is shown.
        indent: what stands before every line.
        hanging: what stands before a line's continuation besides.
    """
    width = min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)
    for line in text.split("\n"):
        broken = textwrap.wrap(
            line,
            width,
            initial_indent=indent,
            subsequent_indent=indent + hanging,
            break_on_hyphens=False,
        )
        terminal.print_line("\n".join(broken or [indent.rstrip()]))


class PlainDesk:
    """Reads lines as they come: for terminals that can only do that."""

    is_plain = True

    def read(self, *, several_lines: bool, current: str) -> str:
        """Return one line, or lines up to one with only a dot; nothing typed keeps `current`."""
        first = _plain_line("> ")
        if not several_lines or first.startswith(COMMAND):
            return first or current
        lines = []
        line = first
        while line != END:
            lines.append(line)
            if line == "" and len(lines) == 1:
                return current
            line = _plain_line("  ")
        return "\n".join(lines)


def _plain_line(prompt: str) -> str:
    terminal.print_part(prompt)
    return terminal.read_line()


class EditingDesk:
    """A line editor: arrow keys, several lines, pasted text as it was."""

    is_plain = False

    def __init__(self, *, in_colour: bool) -> None:
        self._in_colour = in_colour

    def read(self, *, several_lines: bool, current: str) -> str:
        """Return what is in the editor when Enter ends it.

        With several lines, Enter on an empty last line ends, and so does Esc Enter anywhere. A paste
        is one event for the terminal, so its line breaks end nothing.
        """
        # The editor would ask the terminal where its cursor is, and wait for one that can't tell.
        os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")
        from prompt_toolkit import PromptSession
        from prompt_toolkit.output import ColorDepth

        pastes: list[str] = []
        depth = None if self._in_colour else ColorDepth.DEPTH_1_BIT
        session: PromptSession[str] = PromptSession(color_depth=depth, erase_when_done=False)
        typed = session.prompt(
            "> ",
            default=_shown(current, pastes),
            multiline=several_lines,
            prompt_continuation="  ",
            key_bindings=_bindings(several_lines, pastes, current),
        )
        return _whole(typed, pastes)


def _bindings(several_lines: bool, pastes: list[str], current: str) -> Any:
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    bindings = KeyBindings()
    shown = _shown(current, list[str]())

    @bindings.add(Keys.BracketedPaste)
    def paste(event: Any) -> None:
        text = event.data.replace("\r\n", "\n").replace("\r", "\n")
        event.current_buffer.insert_text(_shown(text, pastes))

    if several_lines:

        @bindings.add("enter")
        def enter(event: Any) -> None:
            buffer = event.current_buffer
            document = buffer.document
            is_command = "\n" not in buffer.text and buffer.text.startswith(COMMAND)
            at_end = document.is_cursor_at_the_end and not document.current_line.strip()
            if is_command or at_end or (current and buffer.text == shown):
                buffer.validate_and_handle()
            else:
                buffer.insert_text("\n")

        @bindings.add("escape", "enter")
        def escape_enter(event: Any) -> None:
            event.current_buffer.validate_and_handle()

    return bindings


def _shown(text: str, pastes: list[str]) -> str:
    """Return text as the editor holds it: a long one as one word that stands for it.

    An editor draws its whole text at each key, and 200,000 characters take it seconds.
    """
    if len(text) <= SHOWN_PASTE:
        return text
    pastes.append(text)
    return _mark(len(pastes), text)


def _mark(number: int, text: str) -> str:
    lines = text.count("\n") + 1
    return f"[text {number}: {len(text):,} characters, {lines:,} lines]"


def _whole(typed: str, pastes: list[str]) -> str:
    for number, text in enumerate(pastes, start=1):
        typed = typed.replace(_mark(number, text), text)
    return typed
