"""A repo's own rules: added, changed, switched off; faults are told with their line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from groundplan.core import registry
from groundplan.core.errors import Refused
from groundplan.guard import decide
from groundplan.rules import local
from groundplan.rules.listing import rule_text

if TYPE_CHECKING:
    from pathlib import Path

GOOD = """\
on_missing: deny
off:
  docker-ps-first: We have one container.
rules:
  - id: env-readonly
    text: Ask Kim for env files.
  - id: no-terraform
    title: Terraform runs in CI
    text: Never run terraform here.
    boundary: [agent]
    deny:
      - runs: [terraform apply|destroy]
        unless: [--help]
    instead: Open a merge request.
    examples:
      deny:
        - shell: terraform apply
        - shell: cd infra && terraform -chdir=x destroy
      allow:
        - shell: terraform plan
        - shell: echo terraform apply
"""


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    folder = tmp_path / ".groundplan"
    folder.mkdir()
    (folder / "rules.json").write_text(json.dumps({"rules": list(registry.rules())}))
    (folder / "facts.json").write_text(json.dumps({"api_service": "api", "containers": True}))
    return tmp_path


def compiled(repo: Path, text: str) -> dict[str, object]:
    (repo / local.SOURCE).write_text(text)
    local.compile_own(repo)
    value: dict[str, object] = json.loads((repo / local.COMPILED).read_text())
    return value


def verdict(repo: Path, command: str) -> tuple[str, str, str]:
    call = {"tool_name": "Bash", "tool_input": {"command": command}, "cwd": str(repo)}
    _, found, _ = decide.judged(json.dumps(call).encode(), {}, str(repo))
    return found.decision, found.rule, found.reason


def test_own_rules_hold_at_the_guard(repo: Path) -> None:
    compiled(repo, GOOD)
    assert verdict(repo, "terraform apply")[:2] == ("deny", "no-terraform")
    assert verdict(repo, "terraform plan")[0] == "allow"
    assert verdict(repo, "docker exec shop-api-1 ls")[0] == "allow"
    assert "Ask Kim" in verdict(repo, "rm .env")[2]


def test_compiling_twice_changes_nothing(repo: Path) -> None:
    compiled(repo, GOOD)
    assert local.compile_own(repo) is False


def test_a_source_that_is_gone_takes_its_compiled_file_along(repo: Path) -> None:
    compiled(repo, GOOD)
    (repo / local.SOURCE).unlink()
    assert local.compile_own(repo) is True
    assert not (repo / local.COMPILED).exists()


def test_a_source_that_changed_is_told_and_the_old_rules_still_hold(repo: Path) -> None:
    compiled(repo, GOOD)
    (repo / local.SOURCE).write_text("off: {}\n")
    assert local.is_stale(repo)
    assert verdict(repo, "terraform apply")[0] == "deny"


def test_the_launcher_finds_its_word(repo: Path) -> None:
    compiled(repo, GOOD)
    assert '"on_missing": "deny"' in (repo / local.COMPILED).read_text()


FAULTS = [
    ("rules:\n  - id: x\n   bad: 1\n", "2|3"),
    ("- a\n", "1"),
    ("nonsense: 1\n", "1"),
    ("on_missing: maybe\n", "1"),
    ("off:\n  env-readonly:\n", "2"),
    ("off:\n  no-such-rule: because\n", "2"),
    ("rules:\n  - title: x\n", "2"),
    ("rules:\n  - id: new-one\n", "2"),
    ("rules:\n  - id: env-readonly\n    text: 3\n", "3"),
    ("rules:\n  - id: env-readonly\n    colour: red\n", "3"),
    ("rules:\n  - id: env-readonly\n    deny:\n      - run: [x]\n", "4"),
    ("rules:\n  - id: env-readonly\n    deny:\n      - runs: x\n", "4"),
    ("rules:\n  - id: env-readonly\n    boundary: [moon]\n", "3"),
    ("rules:\n  - id: env-readonly\n  - id: env-readonly\n", "3"),
    ("rules:\n  - id: Bad_Id\n    title: a\n    text: b\n    boundary: [agent]\n", "2"),
]


@pytest.mark.parametrize(("text", "line"), FAULTS)
def test_a_fault_is_told_with_its_line_and_nothing_changes(
    repo: Path, text: str, line: str
) -> None:
    compiled(repo, GOOD)
    before = (repo / local.COMPILED).read_bytes()
    (repo / local.SOURCE).write_text(text)
    with pytest.raises(Refused) as problem:
        local.compile_own(repo)
    assert any(f"{local.SOURCE}:{one}:" in problem.value.sentence for one in line.split("|"))
    assert (repo / local.COMPILED).read_bytes() == before


def test_an_example_that_is_not_so_is_refused(repo: Path) -> None:
    with pytest.raises(Refused, match="terraform apply"):
        compiled(repo, GOOD.replace("runs: [terraform apply|destroy]", "runs: [terraform destroy]"))


def test_the_rules_are_shown_with_what_the_repo_did_to_them(repo: Path) -> None:
    compiled(repo, GOOD)
    states = {str(item.rule["id"]): item.state for item in local.shown_rules(repo)}
    assert states["docker-ps-first"] == "off"
    assert states["env-readonly"] == "changed"
    assert states["no-terraform"] == "own"
    assert states["compose-v2"] == "kit"


NAMES_ONLY = """\
rules:
  - id: env-readonly
    deny:
      - {changes: [".env", ".env.*"], except: ["*.example"]}
      - {reads: [".env", ".env.*"], except: ["*.example"]}
"""


@pytest.mark.parametrize(
    ("command", "wanted"),
    [
        ("cat .env", "deny"),
        ("cat config/../.env | head", "deny"),
        ("while read -r x; do echo $x; done < .env", "deny"),
        ("source .env", "deny"),
        ("rm .env", "deny"),
        ("cat .env.example", "allow"),
        ("ls -la .env", "allow"),
        ("make env-names", "allow"),
    ],
)
def test_a_repo_may_keep_values_from_agents(repo: Path, command: str, wanted: str) -> None:
    compiled(repo, NAMES_ONLY)
    assert verdict(repo, command)[0] == wanted


def test_a_rule_is_shown_with_the_facts_of_the_repo() -> None:
    rule = {"id": "one", "deny": [{"changes": ["{env_file}"]}], "instead": "Ask for {path}."}
    text = rule_text(local.Shown(rule, "kit", ""), {"env_file": "app.env", "agents": ["cursor"]})
    assert "deny: changes app.env" in text
    assert "Ask for {path}." in text  # what only a call can fill stays
