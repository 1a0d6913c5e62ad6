"""Harder cases: disguises that have to be seen through, and near misses that have to pass."""

from __future__ import annotations

import pytest
from guard_cases import DATA, decide_case, typed

TABLES = ("hard.txt", "starts.txt", "env.txt", "code.txt", "bypass.txt")
ROWS = [
    line.split("\t", 2)
    for name in TABLES
    for line in (DATA / name).read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("wanted", "rule", "command"), ROWS)
def test_a_hard_case_is_decided_as_the_table_says(wanted: str, rule: str, command: str) -> None:
    decision, by = decide_case({"command": typed(command)})
    assert decision == wanted
    if wanted != "allow":
        assert by == rule


WINDOWS = [
    line.split("\t", 3)
    for line in (DATA / "windows.txt").read_text(encoding="utf-8").split("\n")
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("wanted", "rule", "shell", "command"), WINDOWS)
def test_a_hard_case_of_powershell_or_cmd_is_decided_as_the_table_says(
    wanted: str, rule: str, shell: str, command: str
) -> None:
    decision, by = decide_case({"command": typed(command), "shell": shell})
    assert decision == wanted
    if wanted != "allow":
        assert by == rule
