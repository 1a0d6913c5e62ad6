"""Every command that an agent is told of says, in text and in JSON, which command comes next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from planned import make_planned

from groundplan.checks.sample import PLAN
from groundplan.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path

DRAFT = (
    PLAN.replace("status: active", "status: draft")
    .replace('accepted: "Ada, 2026-11-24"\n', "")
    .replace("[x]", "[ ]")
    .replace("`app/services/export.py` | turns", "`app/services/csv.py` | turns")
)
UNDONE = DRAFT.replace("status: draft", 'status: active\naccepted: "Ada, 2026-11-24"')

# (the plan, whether it is proven, the command, how the next one begins)
CASES = [
    (DRAFT.replace("10,000 loans within one second", "_Open: How fast?_"), False, ["check"],
     "correct them, then groundplan check"),
    (UNDONE, False, ["verify", "S1"], "groundplan verify S1"),  # nobody has confirmed its blocks
    (UNDONE, False, ["next"], "groundplan verify S1"),
    (UNDONE, False, ["archive", "--by", "Ada"], "correct this"),
    (PLAN, True, ["next"], "groundplan archive"),
    (PLAN, True, ["verify"], "groundplan next"),
    (PLAN, True, ["archive", "--by", "Ada"], "commit it"),
    (DRAFT, False, ["accept", "--plan", "--show"], "groundplan"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "proven", "words", "following"), CASES)
def test_it_is_named_without_a_terminal(
    text: str, proven: bool, words: list[str], following: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(make_planned(tmp_path / "repo", text, proven=proven))
    run([*words, "--json"])
    out = capsys.readouterr().out
    assert json.loads(out)["next"].startswith(following)


@pytest.mark.parametrize(("text", "proven", "words", "following"), CASES)
def test_the_last_line_of_the_text_names_it(
    text: str, proven: bool, words: list[str], following: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(make_planned(tmp_path / "repo", text, proven=proven))
    run(words)
    last = capsys.readouterr().out.strip().split("\n")[-1]
    assert "Next: " in last or "groundplan accept --plan" in last


def test_a_draft_without_problems_is_shown_to_the_user_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = make_planned(tmp_path / "repo", DRAFT.replace("app/services/csv.py", "app/services/export.py"), proven=False)  # fmt: skip
    (root / "app/services/export.py").unlink()
    monkeypatch.chdir(root)
    assert run(["check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["next"] == "groundplan accept --plan --show"
