"""What is protected comes from the rules alone: a team's own name is held as well as the kit's."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from groundplan.core import registry
from groundplan.core.registry import PACKAGE, load_yaml
from groundplan.guard import decide
from groundplan.guard.paths import Place
from groundplan.guard.payload import reader
from groundplan.guard.policy.table import Table

GUARD = PACKAGE / "guard"
FACTS = {
    "api_service": "api",
    "containers": True,
    "test_command": "pytest",
    "test_one_command": "pytest",
    "suite_command": "make docker-test",
    "migrate_command": "alembic upgrade head",
    "revision_command": "alembic revision",
    "migration_tool": "alembic",
    "database": True,
    "env_file": ".env",
}

EXCHANGES = [
    {},  # as the kit has it
    {".env": "secrets.yml"},  # a name without a dot in front
    {".env": ".vault"},
    {".env": "token.pem"},
    {"pytest": "karma"},  # another runner
    {"alembic": "sqitch"},  # another migration tool
    {"docker-compose": "oldstack"},  # another deprecated program
    {"psql": "dbshell", "redis-cli": "cachecli"},
]


def exchanged(value: Any, names: dict[str, str]) -> Any:
    """A rule or an example in which protected names are others."""
    text = json.dumps(value)
    for old, new in names.items():
        text = re.sub(rf"(?<![\w.-]){re.escape(old)}(?![\w-])", new, text)
    return json.loads(text)


def decision(rules: list[dict[str, Any]], facts: dict[str, Any], example: dict[str, Any]) -> str:
    """The decision on one example of a rule, in a repo that is not on the disk."""
    status = example.get("plan", "active")
    table = Table(rules, facts, lambda: status)
    call = reader.Call()
    call.cwd = "/repo"
    if "shell" in example:
        call.kind, call.commands = "shell", [table.filled(example["shell"])]
    else:
        kind = next(key for key in ("edit", "write", "read") if key in example)
        call.kind = "read" if kind == "read" else "write"
        call.paths = [table.filled(example[kind])]
    listed = "docker ps" in example.get("history", ["docker ps"])
    event = decide.event_of(call, Place("/repo", ("/repo/config",), False), listed, table)
    return table.verdict(event).decision


def examples(kind: str) -> list[tuple[str, dict[str, Any]]]:
    """The examples of all rules that a guard can judge."""
    found = []
    for rule in registry.rules():
        told = load_yaml(PACKAGE / "rules" / f"{rule['id']}.yml").get("examples") or {}
        for example in told.get(kind) or ():
            if {"shell", "edit", "write", "read"} & set(example):
                found.append((rule["id"], example))
    return found


@pytest.mark.parametrize("names", EXCHANGES, ids=lambda names: "-".join(names.values()) or "kit")
def test_every_example_keeps_its_verdict_when_the_protected_name_is_another(
    names: dict[str, str],
) -> None:
    rules = exchanged([rule for rule in registry.rules() if registry.applies(rule, FACTS)], names)
    facts = exchanged(FACTS, names)
    wrong = []
    for kind in ("deny", "allow"):
        for rule, example in examples(kind):
            if rule not in {one["id"] for one in rules}:
                continue
            new = exchanged(example, names)
            if (decision(rules, facts, new) == "allow") != (kind == "allow"):
                wrong.append((rule, new))
    assert wrong == []


FORMS = [
    "unknowntool -o {}",
    "unknowntool --output={}",
    "unknowntool --in-place {}",
    "mystery write {} --fix",
    "fd -H {} -x rm",
    "fd -H -g '{}' --exec rm -f",
    "find . -name '{}' -delete",
    "find . -iname '{}' -mtime +3 -exec rm {{}} +",
    "rm -rf config",
    "rm -r ./config/",
    "git clean -xdf",
    "python3 -c \"open('{}', 'w')\"",
    "node -e \"require('fs').writeFileSync('{}', 'x')\"",
    "for f in {}; do echo x > $f; done",
    "echo x | tee config/{}",
    "sh -c 'echo > ${{1:-{}}}'",
    'pwsh -c "Set-Content {} x"',
]
NAMES = [".env", "secrets.yml", "prod.toml", "id_deploy", "terraform.tfvars"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", NAMES)
def test_a_protected_name_is_held_in_every_form(form: str, name: str) -> None:
    rules = [{"id": "own", "text": "Ours.", "deny": [{"changes": [name]}]}]
    assert decision(rules, {}, {"shell": form.format(name)}) == "deny"


PATH_FORMS = [
    "unknowntool -o conf/prod.toml",
    "mystery write ./conf/prod.toml --fix",
    "cd conf && unknowntool --in-place prod.toml",
    "rm -rf conf",
    "find conf -name prod.toml -delete",
    "find . -name '*.toml' -delete",
    "cp x conf/prod.toml",
    "mv conf old",
]


@pytest.mark.parametrize("command", PATH_FORMS)
def test_a_protected_path_is_held_in_every_form(command: str) -> None:
    rules = [{"id": "own", "text": "Ours.", "deny": [{"changes": ["conf/prod.toml"]}]}]
    assert decision(rules, {}, {"shell": command}) == "deny"


HARMLESS = [
    "cat {}",
    "grep -o {} README.md",
    "echo {} > notes.txt",
    "git commit -m 'read {}'",
    "unknowntool --check {}",
    "find . -name '*.py' -exec wc -l {{}} +",
    "cp {} /tmp/copy",
]


@pytest.mark.parametrize("form", HARMLESS)
@pytest.mark.parametrize("name", NAMES)
def test_a_protected_name_may_be_read_and_spoken_of(form: str, name: str) -> None:
    rules = [{"id": "own", "text": "Ours.", "deny": [{"changes": [name]}]}]
    assert decision(rules, {}, {"shell": form.format(name)}) == "allow"


OWN_FACTS = {
    "policy/defaults.py": "what holds without a table",
    "policy/command_rules.py": "names under which a runner is installed",
    "programs/program_names.py": "names of modules and images of programs",
    "programs/program_table.py": "programs whose arguments are read",
    "programs/settings.py": "the file that a tool writes when it is given none",
    "languages/scripts.py": "the file that a tool writes when it is given none",
}
"""Modules that may name such a thing, since it is a fact of the program."""


def test_no_other_module_names_what_the_rules_protect() -> None:
    named = re.compile(r"[\"'/ ]\.env\b(?!\()|docker-compose|\bpytest\b|\balembic\b")
    found = [
        f"{path.relative_to(GUARD)}:{number}: {line.strip()}"
        for path in sorted(GUARD.rglob("*.py"))
        if path.relative_to(GUARD).as_posix() not in OWN_FACTS
        for number, line in enumerate(Path(path).read_text().split("\n"), 1)
        if named.search(line)
    ]
    assert found == []
