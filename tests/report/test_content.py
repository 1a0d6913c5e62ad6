"""What a report says about a repo with a plan under way, archived, or none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml
from planned import PLAN_ID, make_planned
from support import ROOT, commit, git, write_files

from groundplan.checks.sample import PLAN
from groundplan.cli.main import run
from groundplan.plan.render import skeleton

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def planned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_planned(tmp_path / "repo")
    monkeypatch.chdir(root)
    for name in ("GITHUB_BASE_REF", "GITHUB_EVENT_PATH"):
        monkeypatch.delenv(name, raising=False)
    return root


def shown(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(["report", *words]) == 0
    return capsys.readouterr().out


def test_it_has_plan_graph_and_evidence(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys)
    assert "## Export a member's loans as CSV" in text
    assert "```mermaid\nflowchart TD\n" in text
    assert "5 of 5 checks proven." in text
    assert "S1 --> S2" in text


def test_evidence_that_is_stale_or_missing_is_said(
    planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (planned / "app/models.py").write_text("# changed\n")
    assert "3 of 5 checks proven." in shown(capsys)
    (planned / f".groundplan/evidence/{PLAN_ID}.jsonl").unlink()
    assert "0 of 5 checks proven." in shown(capsys)


def test_what_the_review_finds_is_in_it(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = git(planned, "rev-parse", "HEAD").strip()
    rule = yaml.safe_load((ROOT / "hooks/groundplan/rules/env-readonly.yml").read_text())
    rule["text"] = "Env files are the user's."
    table = {"schema": "rules/1", "rules": [rule]}
    write_files(planned, {".env": "A=1\n", ".groundplan/rules.json": json.dumps(table)})
    commit(planned, "An env file")
    text = shown(capsys, "--base", base)
    assert "What the review found" in text
    assert "&#46;env&#58;" in text


def test_a_plan_that_the_change_archives_is_reported(
    planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = git(planned, "rev-parse", "HEAD").strip()
    assert run(["archive", "--by", "Ada"]) == 0
    commit(planned, "Done")
    capsys.readouterr()
    text = shown(capsys, "--base", base)
    assert "Export a member's loans" in text
    assert "5 of 5 checks proven." in text
    assert "No plan is under way" in shown(capsys)


@pytest.mark.parametrize("style", ["md", "html"])
def test_secrets_of_the_env_file_are_not_in_it(
    style: str, planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (planned / ".env").write_text("API_TOKEN=sk-live-5f3a9c2b71\n")
    text = PLAN.replace("# Export a member's loans", "# Use sk-live-5f3a9c2b71 for loans")
    (planned / "PLAN.md").write_text(text.replace("Export endpoint", "Call sk-live-5f3a9c2b71"))
    assert "5f3a9c2b71" not in shown(capsys, "--format", style)


def test_a_plan_whose_id_names_no_file_is_reported_without_evidence(
    planned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (planned / "PLAN.md").write_text(PLAN.replace(f"id: {PLAN_ID}", "id: ../../etc/passwd"))
    assert "0 of 5 checks proven." in shown(capsys)


def test_a_skeleton_has_no_steps(planned: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from groundplan.core.repo_facts import read_landed

    (planned / "PLAN.md").write_text(skeleton(read_landed(planned)))
    assert "mermaid" not in shown(capsys)
