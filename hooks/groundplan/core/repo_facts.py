"""What the kit left in a repo: its facts and its rules, as the plan repeats them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from groundplan.core import io
from groundplan.core.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FOLDER = ".groundplan"
FACTS = f"{FOLDER}/facts.json"
RULES = f"{FOLDER}/rules.json"
FACTS_LIMIT = 1_000_000  # bytes; ours have a thousand


@dataclass(frozen=True)
class RepoFacts:
    """The answers of the set-up that commands and documents are made of."""

    project_type: str = "other"
    containers: bool = False
    api_service: str = ""
    database: bool = False
    suite_command: str = "make test-suite"
    test_command: str = ""
    test_one_command: str = ""
    migration_tool: str = "none"
    env_file: str = ".env"
    as_written: Mapping[str, Any] = field(default_factory=dict)
    """All of them, as the template takes them."""


@dataclass(frozen=True)
class Landed:
    """What a plan in this repo is made with."""

    facts: RepoFacts
    rules: tuple[Mapping[str, Any], ...]
    """Each with `title`, `text` and `order`; the text has its names filled in."""


def read_landed(root: Path) -> Landed:
    """Return the facts and rules of the repo in `root`.

    Raises:
        Refused: the kit has not landed here, or one of the two files can't be read.
    """
    if not (root / FACTS).is_file():
        raise Refused(
            f"{root} has no {FACTS}: the kit has not landed here.", "Run: groundplan init"
        )
    facts = _json(root / FACTS)
    compiled = _json(root / RULES) if (root / RULES).is_file() else {}
    rules = compiled.get("rules") if isinstance(compiled, dict) else None
    if not isinstance(facts, dict) or not isinstance(rules or [], list):
        raise Refused(f"{FACTS} or {RULES} is not as it landed.", "Run: groundplan sync")
    return Landed(repo_facts(facts), tuple(rule for rule in rules or () if isinstance(rule, dict)))


def repo_facts(data: Mapping[str, Any]) -> RepoFacts:
    """Return the set-up's answers as values; what is missing has the default of a bare repo."""
    words = {key: str(value) for key, value in data.items() if isinstance(value, str)}
    return RepoFacts(
        project_type=words.get("project_type") or "other",
        containers=bool(data.get("containers")),
        api_service=words.get("api_service", ""),
        database=bool(data.get("database")),
        suite_command=words.get("suite_command") or "make test-suite",
        test_command=words.get("test_command", ""),
        test_one_command=words.get("test_one_command") or words.get("test_command", ""),
        migration_tool=words.get("migration_tool") or "none",
        env_file=words.get("env_file") or ".env",
        as_written=dict(data),
    )


def _json(path: Path) -> Any:
    try:
        return json.loads(io.read_text(path, FACTS_LIMIT))
    except (ValueError, RecursionError) as problem:
        raise Refused(f"{path} is not JSON.", "Run: groundplan sync") from problem
