"""The kit's rules: whole, short, and each one does what its own examples say."""

from __future__ import annotations

from typing import Any

import pytest
from made_repos import API

from groundplan.core import registry
from groundplan.rules import examples, validation

SPECIFIED = {f"R{number}" for number in range(1, 18)}
RULES = {str(rule["id"]): rule for rule in registry.rules()}

WORLDS = {
    "flask in containers": {},
    "django in containers": {
        "test_command": "python manage.py test",
        "test_one_command": "python manage.py test",
        "migration_tool": "django",
        "migrate_command": "python manage.py migrate",
        "revision_command": "python manage.py makemigrations --name {message}",
    },
    "node in containers": {
        "api_service": "web",
        "test_command": "npm test",
        "test_one_command": "npm test --",
        "migration_tool": "prisma",
        "migrate_command": "npx prisma migrate deploy",
        "revision_command": "npx prisma migrate dev --name {message}",
    },
    "go in containers": {
        "test_command": "go test ./...",
        "test_one_command": "go test",
        "migration_tool": "none",
        "migrate_command": "",
        "revision_command": "",
    },
    "rails in containers": {
        "test_command": "bin/rails test",
        "test_one_command": "bin/rails test",
        "migration_tool": "rails",
        "migrate_command": "bin/rails db:migrate",
        "revision_command": "bin/rails generate migration {message}",
    },
    "a library": {
        "project_type": "library",
        "containers": False,
        "api_service": "",
        "data_services": [],
        "database": False,
        "migration_tool": "none",
        "migrate_command": "",
        "revision_command": "",
        "suite_command": "make test-suite",
        "one_command": "make test-one T=NAME",
    },
}


def world(name: str) -> dict[str, Any]:
    return API | WORLDS[name]


@pytest.mark.parametrize("name", WORLDS)
def test_every_rule_does_what_its_examples_say(name: str) -> None:
    facts = world(name)
    rules = [rule for rule in RULES.values() if registry.applies(rule, facts)]
    faults = [
        f"{rule['id']}: {fault}"
        for rule in rules
        for fault in examples.example_faults(rule, rules, facts)
    ]
    assert faults == []


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_is_whole(rule: dict[str, Any]) -> None:
    assert {"id", "order", "covers", "title", "text", "why", "boundary"} <= set(rule)
    assert set(rule) <= set(validation.RULE_KEYS)
    assert set(rule["boundary"]) <= set(validation.BOUNDARIES)
    for matcher in [*(rule.get("deny") or []), *(rule.get("ask") or [])]:
        assert set(matcher) <= set(validation.MATCHERS)
    if rule["boundary"] == ["prose"]:
        assert not {"deny", "ask", "examples"} & set(rule)
    else:
        assert len(rule["examples"]["deny"]) >= 2
        assert len(rule["examples"]["allow"]) >= 2
        assert rule["instead"]


def test_every_rule_of_the_specification_has_a_place() -> None:
    assert {name for rule in RULES.values() for name in rule["covers"]} >= SPECIFIED


@pytest.mark.parametrize("name", WORLDS)
def test_the_rules_of_a_repo_are_short(name: str) -> None:
    rules = [rule for rule in RULES.values() if registry.applies(rule, world(name))]
    assert sum(len(rule["text"].split()) for rule in rules) < 900
    assert len({rule["order"] for rule in rules}) == len(rules)


def test_a_repo_without_containers_reads_nothing_of_them() -> None:
    facts = world("a library")
    for rule in RULES.values():
        if registry.applies(rule, facts):
            text = f"{rule['title']} {rule['text'].format(**facts)}".lower()
            assert not any(word in text for word in ("container", "docker", "database", "migrat"))
