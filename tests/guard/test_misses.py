"""Forbidden commands that were once let through, by kind: none of them is again."""

from __future__ import annotations

from pathlib import Path

import pytest
from guard_cases import decide, typed

LINES = [
    line
    for line in (Path(__file__).parent / "data/misses.txt").read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("command", LINES)
def test_a_forbidden_command_is_stopped(command: str) -> None:
    assert decide(typed(command)) != "allow"
