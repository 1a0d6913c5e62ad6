"""`groundplan guard --canary`: the gates that are installed bite, and one that does not is named."""

from __future__ import annotations

import json
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from support import commit, git, land, make_kit, make_repo

from groundplan.core.errors import Refused
from groundplan.doctor.self_test import canary

if TYPE_CHECKING:
    from pathlib import Path

HOOK = f"#!/bin/sh\nexec {sys.executable} -m groundplan review --staged\n"


@pytest.fixture(scope="module")
def landed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("canary")
    repo = make_repo(folder / "repo", {".gitignore": ".env\n"})
    agents = ["claude-code", "codex", "cursor"]
    land(make_kit(folder / "kit"), repo, project_type="api", containers=True, agents=agents)
    commit(repo, "Land")
    return repo


@pytest.fixture
def repo(tmp_path: Path, landed: Path) -> Path:
    copy = tmp_path / "repo"
    shutil.copytree(landed, copy, symlinks=True)
    return copy


def report(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> tuple[int, dict[str, dict[str, object]]]:
    status = canary(repo, as_json=True)
    gates = json.loads(capsys.readouterr().out)["gates"]
    return status, {f"{gate['gate']}/{gate['rule']}": gate for gate in gates}


@pytest.mark.slow
def test_every_gate_takes_every_example_as_its_rule_says(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = repo / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK)
    hook.chmod(0o755)
    before = git(repo, "status", "--porcelain")
    status, gates = report(repo, capsys)
    wrong = {
        name: gate
        for name, gate in gates.items()
        if gate["let_through"] or gate["stopped_without_need"]
    }
    assert wrong == {}
    assert status == 0
    assert {name.partition("/")[0] for name in gates} == {
        "Claude Code",
        "OpenAI Codex",
        "Cursor",
        "commit hook",
        "review --staged",
    }
    assert {"Claude Code/docker-ps-first", "commit hook/env-readonly"} <= set(gates)
    assert git(repo, "status", "--porcelain") == before


def test_a_gate_that_does_not_bite_is_named(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (repo / ".groundplan/loader").write_text("")
    (repo / ".codex/hooks.json").unlink()
    (repo / ".cursor/hooks.json").unlink()
    status, gates = report(repo, capsys)
    assert status == 1
    assert "docker-compose up -d" in str(gates["Claude Code/compose-v2"]["let_through"])
    assert gates["review --staged/compose-v2"]["let_through"] == []


def test_the_text_says_which_gate_bites(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (".codex/hooks.json", ".cursor/hooks.json", ".claude/settings.json"):
        (repo / path).unlink()
    assert canary(repo, as_json=False) == 0
    out = capsys.readouterr().out
    assert out.startswith("review --staged:\n")
    assert "bites  env-readonly" in out


def test_without_the_kit_there_is_nothing_to_try(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="No guard has landed"):
        canary(make_repo(tmp_path), as_json=False)
