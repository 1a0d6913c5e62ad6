"""`groundplan answer`: a plan's open questions, answered by key without a terminal."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from support import land, make_kit, make_repo

from groundplan.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_kit(tmp_path_factory.mktemp("answer") / "kit")


@pytest.fixture
def repo(kit: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = make_repo(tmp_path / "repo", {"a.py": "A = 1\n"})
    land(kit, root, project_type="library", containers=False)
    monkeypatch.chdir(root)
    return root


def said(
    capsys: pytest.CaptureFixture[str], *words: str, stdin: str = "", status: int = 0
) -> dict[str, Any]:
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    try:
        assert run([*words, "--json"]) == status
    finally:
        sys.stdin = sys.__stdin__
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def test_a_sentence_gives_at_most_five_questions_and_the_next_command(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = said(capsys, "new", "--from", "-", stdin="Add a flag --quiet")
    keys = [question["key"] for question in data["questions"]]
    assert 0 < len(keys) <= 5
    assert set(keys) <= set(data["open"])
    assert "change.reason" in keys
    assert data["next"].startswith("groundplan answer")


def test_answers_are_filled_as_often_as_needed(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = said(capsys, "new", "--from", "-", stdin="Add a flag --quiet")["open"]
    typed = said(capsys, "answer", "change.reason=It is loud = too loud")
    assert set(before) - set(typed["open"]) == {"change.reason"}
    assert "It is loud = too loud" in (repo / "PLAN.md").read_text()
    piped = said(capsys, "answer", "-", stdin="requirements.limits:\n- no new dependency\n")
    assert set(typed["open"]) - set(piped["open"]) == {"requirements.limits"}


@pytest.mark.parametrize(
    "words",
    [
        ["answer"],
        ["answer", "nothing.known=x"],
        ["answer", "-", "other.yml"],
        ["answer", "missing.yml"],
    ],
)
def test_what_answers_nothing_is_refused(
    words: list[str], repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (repo / "PLAN.md").read_bytes()
    assert run(words) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert (repo / "PLAN.md").read_bytes() == before


def test_without_a_terminal_the_interview_names_the_exact_way(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["new"]) == 2
    told = capsys.readouterr().err
    assert "sh .groundplan/run new --from - --json" in told
    assert "sh .groundplan/run answer KEY=VALUE" in told
