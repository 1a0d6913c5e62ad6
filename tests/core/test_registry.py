"""The data of the kit: sections with every field, rules with every id of the contract."""

from __future__ import annotations

import re

import pytest

from groundplan.core import registry
from groundplan.core.model import Kind

RULES = [registry.load_yaml(path) for path in sorted((registry.PACKAGE / "rules").glob("*.yml"))]
RULE_IDS = [rule["id"] for rule in RULES]

# Section by section the fields of a change request, in words of their labels.
FIELDS = {
    1: ["project type", "technology stack", "current state"],
    2: ["summary", "functionality added, modified or removed", "why it is needed", "for the user"],
    3: [
        "must have",
        "nice to have",
        "limits and guidelines",
        "performance",
        "security",
        "compatibility",
    ],
    4: ["primary files", "related files", "new files"],
    5: ["before", "after", "user flow", "expected outcome"],
    6: ["new endpoints", "modified endpoints", "data models"],
    7: ["unit tests", "integration tests", "manual testing steps"],
    8: ["new dependencies", "environment variables", "database changes", "build and deploy"],
    9: ["similar implementations", "external references", "mockups"],
    10: ["criteria"],
}


def test_there_are_ten_sections_with_every_field() -> None:
    assert [section.number for section in registry.sections()] == list(range(1, 11))
    for section in registry.sections():
        labels = [field.label.lower() for field in section.fields]
        assert len(labels) == len(FIELDS[section.number])
        for label, wanted in zip(labels, FIELDS[section.number], strict=True):
            assert wanted in label


def test_every_field_can_be_asked_and_shown() -> None:
    for section in registry.sections():
        for field in section.fields:
            assert field.question.endswith("?")
            assert field.help
            assert field.example
            assert bool(field.columns) == (field.kind is Kind.TABLE)
            assert "_" not in field.question  # it stands in `_Open: …_`
    assert registry.sections()[9].fields[0].always == (
        "All tests pass",
        "Documentation is updated",
        "Nothing that worked is broken",
    )


def test_the_rules_cover_the_contract() -> None:
    covered = {item for rule in RULES for item in rule["covers"]}
    assert {f"R{number}" for number in range(1, 18)} <= covered
    assert {"P1", "P3", "P4", "P5", "P6"} <= covered
    assert len(set(RULE_IDS)) == len(RULE_IDS)
    assert len({rule["order"] for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=RULE_IDS)
def test_a_rule_states_itself(rule: dict[str, object]) -> None:
    assert rule["title"]
    assert rule["text"]
    assert rule["why"]
    # copier renders the data as part of its questions: nothing in it may look like Jinja
    assert not re.search(r"\{\{|\{%|\{#", str(rule))
    if rule["boundary"] == ["prose"]:
        assert not rule.get("deny")
        return
    examples = rule["examples"]
    assert isinstance(examples, dict)
    assert len(examples["deny"]) + len(examples.get("ask", [])) >= 2
    assert len(examples["allow"]) >= 2
    assert rule["instead"]
