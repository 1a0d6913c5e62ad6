"""Repos that the kit has landed in, as values: facts as the template writes them, and the rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from groundplan.core.registry import PACKAGE, load_yaml
from groundplan.core.repo_facts import FACTS, RULES, Landed, repo_facts

if TYPE_CHECKING:
    from pathlib import Path

API: dict[str, Any] = {
    "project_type": "api",
    "containers": True,
    "api_service": "api",
    "data_services": ["db", "redis"],
    "database": True,
    "test_command": "pytest",
    "test_one_command": "pytest",
    "suite_command": "make docker-test",
    "one_command": "make docker-test-one T=NAME",
    "migration_tool": "alembic",
    "migrate_command": "alembic upgrade head",
    "revision_command": "alembic revision --autogenerate -m {message}",
    "env_file": ".env",
    "agents": ["claude-code"],
}
LIBRARY: dict[str, Any] = API | {
    "project_type": "library",
    "containers": False,
    "api_service": "",
    "data_services": [],
    "database": False,
    "suite_command": "make test-suite",
    "one_command": "make test-one T=NAME",
    "migration_tool": "none",
    "migrate_command": "",
    "revision_command": "",
}


def landed(facts: dict[str, Any] = API) -> Landed:
    """Return what the kit leaves in a repo with these facts."""
    return Landed(repo_facts(facts), tuple(_rules(facts)))


def write_landed(root: Path, facts: dict[str, Any] = API) -> None:
    """Put the two files of the kit that a plan is made with into a repo."""
    (root / FACTS).parent.mkdir(parents=True, exist_ok=True)
    (root / FACTS).write_text(json.dumps(facts))
    (root / RULES).write_text(json.dumps({"schema": "rules/1", "rules": _rules(facts)}))


def _rules(facts: dict[str, Any]) -> list[dict[str, Any]]:
    found = [load_yaml(path) for path in sorted((PACKAGE / "rules").glob("*.yml"))]
    return [
        {key: value for key, value in rule.items() if key not in ("applies", "examples")}
        | {"text": rule["text"].format(**facts)}
        for rule in found
        if all(_holds(facts.get(fact), wanted) for fact, wanted in rule.get("applies", {}).items())
    ]


def _holds(value: object, wanted: object) -> bool:
    return value in wanted if isinstance(wanted, list) else value == wanted
