"""`docs/reference/commands.md`: what each command's own `--help` prints."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import click

from groundplan.cli import COMMANDS
from groundplan.cli.parser import root

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 80
"""Columns of the help, as in a terminal that nobody has widened."""

EXIT_CODES = {
    "0": "Done. Nothing is wrong.",
    "1": "The command ran, and found problems.",
    "2": "Refused, or used wrongly. Nothing was changed.",
    "3": "A person has to decide, for example about a conflict.",
    "4": "The environment: a permission, a full disk, a missing program.",
    "130, 143": "Stopped by a person or by the system.",
}
"""What an exit status means, for every command; the guard's own are those that its agent documents."""


def page() -> str:
    """Return the page: every command in the order of use, then the exit codes."""
    sections = "".join(_section(names, command) for names, command in _commands())
    codes = "".join(f"| {code} | {meaning} |\n" for code, meaning in EXIT_CODES.items())
    return (
        "<!-- generated from hooks/groundplan/cli by `python -m groundplan.dev gen` -->\n\n"
        "# Commands\n\n"
        f"{sections}"
        "## Exit codes\n\n| code | meaning |\n| --- | --- |\n"
        f"{codes}"
    )


def _commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with its words; a group's own commands follow it."""
    context = click.Context(root, info_name="groundplan")
    for name in COMMANDS:
        command = root.get_command(context, name)
        assert command is not None, name  # noqa: S101 - COMMANDS names modules that are here
        yield (name,), command
        if isinstance(command, click.Group):
            for word, part in sorted(command.commands.items()):
                yield (name, word), part


def _section(names: tuple[str, ...], command: click.Command) -> str:
    # click keeps the help option that a command had in its first context, whatever that was.
    command = copy.copy(command)
    command._help_option = None
    context = click.Context(
        root, info_name="groundplan", max_content_width=WIDTH, **root.context_settings
    )
    for name in names:
        context = click.Context(
            command, info_name=name, parent=context, terminal_width=WIDTH, max_content_width=WIDTH
        )
    help_text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    level = "##" if len(names) == 1 else "###"
    return f"{level} groundplan {' '.join(names)}\n\n```text\n{help_text}\n```\n\n"
