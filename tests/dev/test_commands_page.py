from __future__ import annotations

import click

from groundplan.cli import COMMANDS
from groundplan.cli.parser import root
from groundplan.dev.commands_page import page


def test_every_command_has_a_section() -> None:
    text = page()
    assert [name for name in COMMANDS if f"\n## groundplan {name}\n" not in text] == []


def test_the_page_is_the_same_whoever_asked_a_command_for_its_help_before() -> None:
    before = page()
    for name in COMMANDS:
        command = root.get_command(click.Context(root), name)
        assert command is not None
        command._help_option = None
        command.get_help(click.Context(command))  # knows `--help` only
    assert page() == before
