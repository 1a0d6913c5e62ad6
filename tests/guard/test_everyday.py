"""What developers type all day is never stopped."""

from __future__ import annotations

import pytest
from guard_cases import DATA, decide_case, typed

LINES = [line for line in (DATA / "everyday.txt").read_text(encoding="utf-8").split("\n") if line]


@pytest.mark.parametrize("command", LINES)
def test_an_everyday_command_is_allowed(command: str) -> None:
    assert decide_case({"command": typed(command)}) == ("allow", "")
