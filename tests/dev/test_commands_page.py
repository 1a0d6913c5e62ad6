from __future__ import annotations

from groundplan.cli import COMMANDS
from groundplan.dev.commands_page import page


def test_every_command_has_a_section() -> None:
    text = page()
    assert [name for name in COMMANDS if f"\n## groundplan {name}\n" not in text] == []
