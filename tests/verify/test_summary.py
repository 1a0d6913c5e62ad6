"""The summary that a person accepts a plan by, and who may accept."""

from __future__ import annotations

import json
import os
import re
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest
from planned import make_planned

from groundplan.agents import AGENTS
from groundplan.checks.sample import PLAN
from groundplan.cli.main import run
from groundplan.core.model import Status
from groundplan.plan.parser import parse_plan
from groundplan.verify.consent import DRIVEN

if TYPE_CHECKING:
    from pathlib import Path

DRAFT = (
    PLAN.replace("status: active", "status: draft")
    .replace('accepted: "Ada, 2026-11-24"\n', "")
    .replace("[x]", "[ ]")
)
VARIABLES = sorted({name for agent in AGENTS for name in agent.command_variables})


@pytest.fixture
def drafted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_planned(tmp_path / "repo", DRAFT, proven=False)
    (root / "app/services/export.py").unlink()
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(root)
    return root


def status_of(root: Path) -> Status | None:
    return parse_plan((root / "PLAN.md").read_text(), "PLAN.md").status


def test_it_is_one_screen_with_goal_steps_places_questions_and_risks(
    drafted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["accept", "--plan", "--show"]) == 0
    shown = capsys.readouterr().out
    for words in ("Goal: ", "Steps (2):", "S1 - ", "Places (", "Open questions", "Risks"):
        assert words in shown
    assert shown.rstrip().endswith("groundplan accept --plan")
    assert len(shown.split("\n")) <= 40
    assert max(map(len, shown.split("\n"))) <= 100
    assert status_of(drafted) is Status.DRAFT


def test_as_json_it_names_the_next_command(
    drafted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["accept", "--plan", "--show", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [step["id"] for step in data["steps"]] == ["S1", "S2"]
    assert data["next"].startswith("groundplan accept --plan")
    assert data["errors"] == 0


def test_a_long_plan_is_counted_and_not_printed(
    drafted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start, end = DRAFT.index("### S2"), DRAFT.index("## Decisions")
    step = DRAFT[start:end]
    many = "".join(step.replace("S2", f"S{number}") for number in range(2, 60))
    (drafted / "PLAN.md").write_text(DRAFT[:start] + many + DRAFT[end:])
    assert run(["accept", "--plan", "--show"]) == 0
    shown = capsys.readouterr().out
    assert "... and 51 more" in shown
    assert len(shown.split("\n")) <= 40


def test_control_characters_of_a_plan_do_not_reach_the_terminal(
    drafted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = DRAFT.replace("A loan knows", "\x1b[2J\u202eA loan knows")
    (drafted / "PLAN.md").write_text(text.replace("### S1 - ", "### S1 - \x1b[31m"))
    run(["accept", "--plan", "--show"])
    assert not re.search("[\x1b\u202e]", capsys.readouterr().out)


# (arguments, what is wrong with them)
WRONG = [
    (["accept", "--show"], "--show shows a plan, and none was meant"),
    (["accept", "--plan", "--json"], "--json belongs to --show"),
    (["accept", "--plan", "--by", "--show"], "an option as the value of another names nobody"),
    (["accept", "--plan", "--note", "--show"], "the same for a note"),
]


@pytest.mark.parametrize("arguments", [words for words, _ in WRONG], ids=[why for _, why in WRONG])
def test_wrong_words_accept_nothing(arguments: list[str], drafted: Path) -> None:
    assert run(arguments) == 2
    assert status_of(drafted) is Status.DRAFT


# -- who may accept --------------------------------------------------------------------------------


@pytest.mark.parametrize("variable", [*VARIABLES, DRIVEN])
@pytest.mark.parametrize("words", [["--plan", "--by", "Ada"], ["--by", "Ada"]])
def test_a_command_that_an_agent_runs_accepts_nothing(
    variable: str, words: list[str], drafted: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv(variable, "1")
    assert run(["accept", *words]) == 3
    assert "an agent can't" in capsys.readouterr().err
    assert status_of(drafted) is Status.DRAFT


def test_a_script_of_a_person_accepts_without_a_terminal(drafted: Path) -> None:
    assert run(["accept", "--plan", "--by", "Ada"]) == 0
    assert status_of(drafted) is Status.ACTIVE
    # Nobody has seen the commands: `verify` asks about them.
    assert not (drafted / ".groundplan/confirmed.json").exists()


def at_a_terminal(root: Path) -> pexpect.spawn[str]:
    environment = {k: v for k, v in os.environ.items() if k not in VARIABLES}
    words = ["-m", "groundplan", "accept", "--plan", "--by", "Ada"]
    return pexpect.spawn(
        sys.executable, words, cwd=str(root), env=environment, encoding="utf-8", timeout=20
    )


@pytest.mark.parametrize("right", [True, False])
def test_at_a_terminal_a_token_has_to_be_typed(right: bool, drafted: Path) -> None:
    child = at_a_terminal(drafted)
    child.expect("make docker-test-one")  # a command that is confirmed with the plan
    child.expect(r"Type (\w{4}) to accept")
    assert child.match is not None
    child.sendline(child.match[1] if right else "yes")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == (0 if right else 3)
    assert status_of(drafted) is (Status.ACTIVE if right else Status.DRAFT)
    confirmed = drafted / ".groundplan/confirmed.json"
    count = len(json.loads(confirmed.read_text())["blocks"]) if confirmed.exists() else 0
    assert count == (4 if right else 0)
