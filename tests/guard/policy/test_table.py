"""The table of rules: facts that are filled in, and what is left where one is empty."""

from __future__ import annotations

import pytest

from groundplan.guard.event import REMOVED_TREE, WRITTEN, Event, Run
from groundplan.guard.paths import Place
from groundplan.guard.policy.table import ALLOW, DENY, Table


def verdict(matcher: dict[str, object], fact: str, event: Event) -> str:
    rules = [{"id": "own", "text": "Never.", "deny": [matcher]}]
    return str(Table(rules, {"fact": fact}).verdict(event).decision)


def writing(*paths: str, kind: str = WRITTEN) -> Event:
    event = Event(Place("/repo", (), False), True)
    for path in paths:
        event.touch("/repo", path, kind)
    return event


@pytest.mark.parametrize(
    ("pattern", "fact", "expected"),
    [
        ("{fact}", "src/db", DENY),
        ("{fact}/**", "src/db", DENY),
        ("{fact}", "", ALLOW),  # nothing is left: it names nothing, not everything
        ("{fact}/**", "", ALLOW),
        ("{fact}**", "", ALLOW),  # what is left would fit every file
        ("{fact}*", " ", ALLOW),
        ("{fact}*.py", "", DENY),  # a pattern of its own is left
        ("**", "", DENY),  # and one that names no fact is what it says
    ],
)
def test_a_pattern_of_an_empty_fact_names_nothing(pattern: str, fact: str, expected: str) -> None:
    # A whole folder goes, or a file in it is written.
    events = [writing("src/db", kind=REMOVED_TREE), writing("src/db/models.py")]
    decisions = {verdict({"changes": [pattern]}, fact, event) for event in events}
    assert expected in decisions
    assert expected == DENY or decisions == {ALLOW}
    spared = verdict({"changes": ["*.py"], "except": [pattern]}, fact, writing("src/models.py"))
    assert spared == DENY or expected == DENY


@pytest.mark.parametrize(
    ("pattern", "fact", "expected"),
    [
        ("{fact}", "upgrade now", DENY),
        ("{fact}", "", ALLOW),
        ("{fact}", " ", ALLOW),
        ("{fact} upgrade", "", ALLOW),  # without its program, `upgrade` is no program
        ("upgrade {fact}", "", DENY),  # an argument may be empty
    ],
)
def test_a_command_of_an_empty_fact_is_no_command(pattern: str, fact: str, expected: str) -> None:
    event = writing()
    event.runs.append(Run("upgrade", ["now"], "", "/repo", ""))
    assert verdict({"runs": [pattern]}, fact, event) == expected
