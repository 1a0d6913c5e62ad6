"""The page of what is enforced where says what the data and the live record say."""

from __future__ import annotations

import json

import pytest

from groundplan.agents import AGENTS, Agent, Reach
from groundplan.dev.agents_page import RECORD, agents_page
from groundplan.doctor.live import CLIENTS

PAGE = agents_page()
LIVE = json.loads(RECORD.read_text(encoding="utf-8"))


@pytest.mark.parametrize("agent", AGENTS, ids=lambda agent: agent.key)
def test_each_agent_has_a_row_and_a_section(agent: Agent) -> None:
    title = agent.title
    (row,) = [
        line
        for line in PAGE.split("\n")
        if line.startswith(f"| {title} |") and "allowed ran" not in line
    ]
    assert f"### {title}\n" in PAGE
    assert ("denied" in row) == agent.denies
    assert ("¹" in row) == bool(agent.trust)


def test_no_agent_is_said_to_hold_what_the_record_does_not_show() -> None:
    reach = {agent.key: agent.subfolder for agent in AGENTS}
    for key, entry in LIVE.items():
        assert entry["root"].startswith("5 of 5 denied"), key
        assert ("denied" in entry["subfolder"]) == (reach[key] is Reach.YES), key


def test_the_record_is_of_the_clients_that_the_live_tests_start() -> None:
    assert {key: entry["version"] for key, entry in LIVE.items()} == {
        client.agent: client.version for client in CLIENTS
    }


def test_rules_of_place_are_said_to_hold_at_the_agent_only() -> None:
    (row,) = [line for line in PAGE.split("\n") if line.startswith("| `container-tests`")]
    assert row.endswith("| yes | - | - |")
