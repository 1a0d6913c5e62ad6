"""Every case of the table is decided as it says, and by the rule that it is about."""

from __future__ import annotations

from typing import Any

import pytest
from guard_cases import decide_case, lines


@pytest.mark.parametrize("case", lines("cases.jsonl"), ids=lambda case: case["id"])
def test_a_case_is_decided_as_it_says(case: dict[str, Any]) -> None:
    decision, rule = decide_case(case)
    assert decision == case["expect"], case["why"]
    if decision != "allow":
        assert rule == case["rule"], case["why"]


@pytest.mark.parametrize("case", lines("sessions.jsonl"), ids=lambda case: case["command"])
def test_a_container_is_named_only_after_a_look(case: dict[str, Any]) -> None:
    assert decide_case(case)[0] == case["expect"]
