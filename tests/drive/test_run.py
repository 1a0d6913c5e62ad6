"""One bounded job by a fake client: it succeeds, fails and is told why, loops and is stopped, asks."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from drive.fake_clients import ACTIVE, DRAFT, MANUAL, OPEN_DRAFT, Driven, result
from support import git

from groundplan.core.model import Status
from groundplan.plan.parser import parse_plan

if TYPE_CHECKING:
    from pathlib import Path

BRANCH = "drive/2026-11-24-export-loans-s1"
DO_IT = (
    "echo hello > app/models.py; sed -i 's/- \\[ \\] S1.1/- [x] S1.1/' PLAN.md; echo I wrote it."
)


@pytest.fixture
def driven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Driven:
    return Driven(tmp_path, ACTIVE, monkeypatch)


def test_a_step_is_carried_out_proven_and_committed_on_a_branch(
    driven: Driven, capsys: pytest.CaptureFixture[str]
) -> None:
    driven.client(DO_IT)
    assert driven.drive("--yes", "--json") == 0
    data = result(capsys)
    assert (data["step"], data["branch"], data["turns"]) == ("S1", BRANCH, 1)
    assert data["next"] == "groundplan next"
    assert driven.subjects(BRANCH) == ["S1: carry out S1"]
    assert "hello" in git(driven.root, "show", f"{BRANCH}:app/models.py")
    assert "[x] S1.a" in git(driven.root, "show", f"{BRANCH}:PLAN.md")
    assert git(driven.root, "status", "--porcelain") == ""
    assert "I wrote it." in driven.log
    assert "What the agent was told:" in driven.log


def test_a_failed_check_is_given_back_with_its_output(
    driven: Driven, capsys: pytest.CaptureFixture[str]
) -> None:
    driven.client(
        f"if [ -f ../once ]; then {DO_IT}\nelse touch ../once; echo x > app/models.py; fi"
    )
    assert driven.drive("--yes", "--json") == 0
    assert result(capsys)["turns"] == 2
    first, second = driven.prompts
    assert "has not been carried out" in first
    assert "S1.a failed" in second
    assert "no greeting in app/models.py" in second


def test_an_agent_that_goes_round_in_circles_is_stopped(
    driven: Driven, capsys: pytest.CaptureFixture[str]
) -> None:
    driven.client("echo still thinking")
    assert driven.drive("--yes", "--json", "--turns", "9") == 1
    data = result(capsys)
    assert data["turns"] == 2
    assert "goes in circles" in data["result"]


def test_the_budget_of_turns_ends_it_and_the_work_is_kept(
    driven: Driven, capsys: pytest.CaptureFixture[str]
) -> None:
    driven.client("echo line >> app/models.py; echo more")
    assert driven.drive("--yes", "--json", "--turns", "3") == 1
    data = result(capsys)
    assert (data["turns"], len(driven.prompts)) == (3, 3)
    assert "3 turns" in data["result"]
    assert driven.subjects(BRANCH) == ["S1: carry out S1 (not done)"]


def test_the_budget_of_minutes_ends_a_client_that_does_not_end(
    driven: Driven, capsys: pytest.CaptureFixture[str]
) -> None:
    driven.client("sleep 300 & sleep 300")
    started = time.monotonic()
    assert driven.drive("--yes", "--json", "--minutes", "0.05") == 1
    assert time.monotonic() - started < 30
    assert "minutes is used up" in result(capsys)["result"]


def test_a_question_goes_to_a_person(driven: Driven, capsys: pytest.CaptureFixture[str]) -> None:
    driven.client(
        "echo I looked.; echo '**QUESTION:** In which language?'; echo 'QUESTION: For whom?'"
    )
    assert driven.drive("--yes", "--json") == 3
    assert result(capsys)["questions"] == ["In which language?", "For whom?"]


def test_blocks_that_nobody_confirmed_wait_for_a_person(
    driven: Driven, capsys: pytest.CaptureFixture[str]
) -> None:
    driven.client(DO_IT)
    assert driven.drive("--json") == 3
    assert result(capsys)["next"] == "groundplan verify S1"


def test_a_manual_check_waits_for_a_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    driven = Driven(tmp_path, MANUAL, monkeypatch)
    driven.client(DO_IT)
    assert driven.drive("--yes", "--json") == 3
    assert "S1.a" in result(capsys)["result"]


def test_in_a_worktree_the_checkout_stays_as_it_is(
    driven: Driven, capsys: pytest.CaptureFixture[str]
) -> None:
    driven.client(DO_IT)
    assert driven.drive("--yes", "--json", "--worktree") == 0
    data = result(capsys)
    assert git(driven.root, "branch", "--show-current").strip() == "main"
    assert git(driven.root, "status", "--porcelain") == ""
    assert data["folder"] != str(driven.root)
    assert driven.subjects(data["branch"]) == ["S1: carry out S1"]
    assert (driven.root / data["log"]).is_file()


def test_a_plan_is_completed_and_stays_a_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    driven = Driven(tmp_path, OPEN_DRAFT, monkeypatch)
    driven.client("sed -i 's/_Open: Why is it needed?_/The treasurer asked for it./' PLAN.md")
    assert driven.drive("--json") == 0
    data = result(capsys)
    assert (data["job"], data["next"]) == ("plan", "groundplan accept --plan")
    assert "PL017" in driven.prompts[0]
    plan = parse_plan((driven.root / "PLAN.md").read_text(), "PLAN.md")
    assert plan.status is Status.DRAFT


# -- what it never does ------------------------------------------------------------------------------

ACCEPTS = [
    ("by hand", "sed -i 's/^status: draft/status: active/' PLAN.md"),
    ("with a name", "sed -i 's/^status: draft/status: active\\naccepted: \"Ada\"/' PLAN.md"),
    ("as done", "sed -i 's/^status: draft/status: done/' PLAN.md"),
]


@pytest.mark.parametrize("script", [script for _, script in ACCEPTS], ids=[n for n, _ in ACCEPTS])
def test_an_agent_that_accepts_the_plan_is_stopped_and_it_is_undone(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    driven = Driven(tmp_path, OPEN_DRAFT, monkeypatch)
    driven.client(script)
    assert driven.drive("--json") == 1
    assert "accepted the plan" in result(capsys)["result"]
    plan = parse_plan((driven.root / "PLAN.md").read_text(), "PLAN.md")
    assert (plan.status, plan.value("accepted")) == (Status.DRAFT, "")


def test_evidence_in_a_persons_name_is_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    driven = Driven(tmp_path, MANUAL, monkeypatch)
    line = (
        '{"plan":"2026-11-24-export-loans","step":"S1","check":"S1.a","kind":"manual",'
        '"block":"x","at":"2026-12-01T00:00:00Z","ok":true,"by":"Ada"}'
    )
    path = ".groundplan/evidence/2026-11-24-export-loans.jsonl"
    driven.client(f"mkdir -p .groundplan/evidence; echo '{line}' >> {path}")
    assert driven.drive("--yes", "--json") == 1
    assert "in a person's name" in result(capsys)["result"]
    assert "manual" not in (driven.root / path).read_text()


def test_the_command_that_accepts_refuses_inside_of_it(driven: Driven) -> None:
    driven.client('env | grep GROUNDPLAN_DRIVE >> "$SEEN"')
    driven.drive("--yes", "--turns", "1")
    assert "GROUNDPLAN_DRIVE=opencode" in driven.seen.read_text()


# (what is in the way, how it is made, the exit status, words of the reason)
NOT_STARTED = [
    ("a changed file", lambda d: (d.root / "app/models.py").write_text("x"), 2, "not committed"),
    ("a new file", lambda d: (d.root / "new.txt").write_text("x"), 2, "not committed"),
    ("no client", lambda d: (d.bin / "opencode").unlink(), 4, "No client"),
    ("an agent around it", lambda d: d.patch.setenv("CLAUDECODE", "1"), 2, "Claude Code"),
]


@pytest.mark.parametrize(
    ("make", "status", "words"),
    [row[1:] for row in NOT_STARTED],
    ids=[row[0] for row in NOT_STARTED],
)
def test_it_does_not_start(
    make: object, status: int, words: str, driven: Driven, capsys: pytest.CaptureFixture[str]
) -> None:
    driven.client(DO_IT)
    make(driven)  # type: ignore[operator]
    assert driven.drive("--yes") == status
    assert words in capsys.readouterr().err
    assert not driven.prompts
    assert git(driven.root, "branch", "--list", "drive/*") == ""


def test_a_step_of_a_draft_needs_its_acceptance_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    driven = Driven(tmp_path, DRAFT, monkeypatch)
    driven.client(DO_IT)
    assert driven.drive("--job", "step") == 3
    assert "accept --plan" in capsys.readouterr().err


@pytest.mark.parametrize(
    "script",
    ["rm PLAN.md", "printf 'a\\000b' > PLAN.md", "rm -r .groundplan/rules.json; rm PLAN.md"],
)
def test_an_agent_that_breaks_the_plan_ends_the_run_and_the_branch_shows_it(
    script: str, driven: Driven, capsys: pytest.CaptureFixture[str]
) -> None:
    driven.client(script)
    assert driven.drive("--yes", "--json") == 1
    assert "PLAN.md" in result(capsys)["result"]
    assert driven.subjects(BRANCH) == ["S1: carry out S1 (not done)"]
    assert "## End" in driven.log


def test_a_commit_that_the_repos_hooks_refuse_is_said(
    driven: Driven, capsys: pytest.CaptureFixture[str]
) -> None:
    hook = driven.root / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho the hook says no >&2; exit 1\n")
    hook.chmod(0o755)
    driven.client(DO_IT)
    assert driven.drive("--yes", "--json") == 1
    assert "the hook says no" in result(capsys)["result"]


def test_on_a_branch_of_the_users_it_stays_there(
    driven: Driven, capsys: pytest.CaptureFixture[str]
) -> None:
    git(driven.root, "switch", "--quiet", "--create", "feature")
    driven.client(DO_IT)
    assert driven.drive("--yes", "--json") == 0
    assert result(capsys)["branch"] == "feature"


def test_a_branch_that_is_taken_gets_a_number(
    driven: Driven, capsys: pytest.CaptureFixture[str]
) -> None:
    git(driven.root, "branch", BRANCH)
    driven.client(DO_IT)
    assert driven.drive("--yes", "--json") == 0
    assert result(capsys)["branch"] == f"{BRANCH}-2"
