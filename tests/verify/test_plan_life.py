"""`next`, `accept` and `archive`: how a plan is carried to its end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from planned import PLAN_ID, make_planned, prove
from support import commit, git, write_files

from groundplan.checks.sample import PLAN
from groundplan.cli.main import run
from groundplan.core.model import Status
from groundplan.plan.evidence import read_records
from groundplan.plan.parser import parse_plan

if TYPE_CHECKING:
    from pathlib import Path

    from groundplan.plan.model import Plan

DRAFT = PLAN.replace("status: active", "status: draft").replace('accepted: "Ada, 2026-11-24"\n', "")
OPEN_STEP = PLAN.replace("[x] S2.", "[ ] S2.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "repo"


def plan_of(root: Path) -> Plan:
    return parse_plan((root / "PLAN.md").read_text(), "PLAN.md")


def records(root: Path) -> list[tuple[str, str, str]]:
    path = root / ".groundplan/evidence" / f"{PLAN_ID}.jsonl"
    found = read_records(path.read_text(), "x").records if path.exists() else ()
    return [(r.by, r.note, r.head) for r in found if r.kind == "accept"]


# -- next ----------------------------------------------------------------------------------------


def test_next_shows_the_first_step_that_is_not_proven(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(make_planned(folder, OPEN_STEP))
    assert run(["next"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("S2 - Export endpoint\n")
    for words in (
        "Goal: A member's",
        "S2.1",
        "GET http://localhost",
    ):
        assert words in shown
    assert shown.endswith("\nNext: groundplan verify S2\n")
    # AGENTS.md says the rules; each step would repeat 400 words of them.
    assert "Invent nothing" not in shown
    assert run(["next", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["step"]["id"], data["left"]) == ("S2", ["S2"])
    assert data["step"]["files"] == [
        "app/routes/loans.py", "app/services/export.py", "docs/api.md", "tests/test_loans.py",
    ]  # fmt: skip
    assert data["step"]["verifications"][0]["body"].startswith("GET ")


def test_a_step_whose_evidence_is_stale_comes_first_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_planned(folder, OPEN_STEP)
    monkeypatch.chdir(root)
    (root / "app/models.py").write_text("# changed\n")
    run(["next"])
    assert capsys.readouterr().out.startswith("S1 ")


def test_next_says_which_actions_of_a_proven_step_are_open(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(make_planned(folder, OPEN_STEP.replace("- [x] S1.1", "- [ ] S1.1")))
    assert run(["next"]) == 0
    proven, _, rest = capsys.readouterr().out.partition("\n\n")
    assert proven.startswith("Proven, but these actions are not ticked.")
    assert "S1.1" in proven
    assert rest.startswith("S2 - Export endpoint\n")
    assert run(["next", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [action["id"] for action in data["unticked"]] == ["S1.1"]


def test_next_says_what_a_verification_expects(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(make_planned(folder, OPEN_STEP))
    run(["next"])
    assert "expects: status=200 header.Content-Type~=text/csv\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "status", "said"),
    [
        (PLAN, 0, "Every step is done"),
        (
            PLAN.replace("- [x] S1.1", "- [ ] S1.1"),
            1,
            "not ticked. Tick what is done, do what is not:\n  PLAN.md:",
        ),
        (DRAFT, 3, "accept --plan"),
        (PLAN.replace("status: active", "status: skeleton"), 2, "groundplan new"),
        (OPEN_STEP.replace("**Depends:** S1", "**Depends:** S9"), 1, "No step can be done"),
        (OPEN_STEP.replace("**Depends:** S1", "**Depends:** S2"), 1, "No step can be done"),
        ("# no plan\n", 2, "plans nothing"),
    ],
)
def test_next_says_why_there_is_no_step(
    text: str, status: int, said: str, folder: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(make_planned(folder, text))
    assert run(["next"]) == status
    shown = capsys.readouterr()
    assert said in shown.out + shown.err


# -- accept --------------------------------------------------------------------------------------


def draft(folder: Path, text: str = DRAFT) -> Path:
    """Make a repo with a plan that nobody has carried out yet."""
    text = text.replace("[x]", "[ ]")
    root = make_planned(folder, text, proven=False)
    (root / "app/services/export.py").unlink()
    return root


def test_a_person_turns_a_draft_active(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = draft(folder)
    monkeypatch.chdir(root)
    before = (root / "PLAN.md").read_text()
    assert run(["accept", "--plan", "--by", "Ada Lovelace"]) == 0
    plan = plan_of(root)
    assert plan.status is Status.ACTIVE
    assert plan.value("accepted").startswith("Ada Lovelace, 20")
    assert [(by, note) for by, note, _ in records(root)] == [("Ada Lovelace", "plan accepted")]
    rest = before.split("---\n", 2)[2]
    assert (root / "PLAN.md").read_text().endswith(rest)
    assert run(["accept", "--plan", "--by", "Ada"]) == 2
    assert run(["next"]) == 0


@pytest.mark.parametrize(
    "text",
    [
        DRAFT.replace("- **Goal:** A loan knows when it was exported.\n", ""),
        DRAFT[: DRAFT.index("### S1")] + "_Open: Which steps?_\n\n## Decisions\n",
        PLAN,
    ],
    ids=["has an error", "has no steps", "is active"],
)
def test_a_plan_that_is_not_ready_is_not_accepted(
    text: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = draft(folder, text)
    monkeypatch.chdir(root)
    before = (root / "PLAN.md").read_bytes()
    assert run(["accept", "--plan", "--by", "Ada"]) == 2
    assert (root / "PLAN.md").read_bytes() == before
    assert not records(root)


def test_a_look_at_drift_is_recorded(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_planned(folder)
    write_files(root, {"app/other.py": "x\n"})
    commit(root, "Somebody else's")
    monkeypatch.chdir(root)
    assert run(["accept", "--by", "Ada", "--note", "harmless"]) == 0
    assert "app/other.py" in capsys.readouterr().out
    head = git(root, "rev-parse", "HEAD").strip()
    assert records(root) == [("Ada", "harmless", head)]
    (root / "PLAN.md").write_text(PLAN)
    assert run(["accept", "--by", "Ada"]) == 2


# -- archive ---------------------------------------------------------------------------------------


def test_a_plan_that_is_done_is_kept_and_the_skeleton_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_planned(folder)
    monkeypatch.chdir(root)
    before = (root / "PLAN.md").read_text()
    assert run(["archive", "--by", "Ada"]) == 0
    kept = (root / "docs/plans" / f"{PLAN_ID}.md").read_text()
    assert kept == before.replace("status: active", "status: done")
    assert plan_of(root).status is Status.SKELETON
    assert run(["check", "--main"]) == 0
    assert run(["check", f"docs/plans/{PLAN_ID}.md", "--done"]) == 0
    assert records(root)[-1][:2] == ("Ada", "archived")
    (root / "app/models.py").write_text("# years later\n")
    assert run(["check", f"docs/plans/{PLAN_ID}.md", "--done"]) == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- [x] S2.3 List", "- [ ] S2.3 List"),
        ("10,000 loans within one second\n", "_Open: What must hold for performance?_\n"),
        ("### S2 - Export endpoint", "### S2 - Export endpoint (draft)"),
        ("rows=1\nselect column_name", "rows=1\nselect data_type"),
    ],
)
def test_a_plan_that_is_not_done_stays(
    old: str, new: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_planned(folder)
    monkeypatch.chdir(root)
    text = (root / "PLAN.md").read_text().replace(old, new, 1)
    (root / "PLAN.md").write_text(text)
    assert run(["archive", "--by", "Ada"]) == 1
    assert (root / "PLAN.md").read_text() == text
    assert not (root / "docs/plans").exists()


def test_a_plan_that_is_kept_already_is_not_written_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_planned(folder)
    write_files(root, {f"docs/plans/{PLAN_ID}.md": "another\n"})
    monkeypatch.chdir(root)
    before = (root / "PLAN.md").read_bytes()
    assert run(["archive", "--by", "Ada"]) == 2
    assert (root / "docs/plans" / f"{PLAN_ID}.md").read_text() == "another\n"
    assert (root / "PLAN.md").read_bytes() == before


def test_a_waiting_plan_is_closed_in_its_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_planned(folder)
    monkeypatch.chdir(root)
    name = f"docs/plans/{PLAN_ID}.md"
    write_files(root, {name: (root / "PLAN.md").read_text()})
    prove(root)
    assert run(["archive", "--plan", name, "--by", "Ada"]) == 0
    assert "status: done" in (root / name).read_text()
    assert plan_of(root).status is Status.ACTIVE


def test_what_others_changed_below_a_draft_is_said_until_somebody_looked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = draft(folder)
    monkeypatch.chdir(root)
    only = ["check", "--select", "PL209", "--strict"]
    assert run(only) == 0
    write_files(root, {"app/routes/loans.py": "# somebody else's\n"})
    commit(root, "Somebody else's")
    assert run(only) == 1
    assert run(["accept", "--by", "Ada"]) == 0
    commit(root, "Looked")
    assert run(only) == 0
