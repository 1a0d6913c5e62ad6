"""`groundplan doctor --live` where nothing can be tried."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from made_repos import write_landed
from support import make_repo

from groundplan.core.errors import Refused
from groundplan.doctor import run
from groundplan.doctor.live import CLIENTS

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    repo = make_repo(tmp_path / "repo", {".groundplan/hook": "#!/bin/sh\n"})
    write_landed(repo)
    monkeypatch.setattr("shutil.which", lambda name: None)
    return repo


def test_a_client_that_is_not_installed_is_not_tried_and_never_passed(
    repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run.live(repo, ["codex"], None, as_json=True) == 1
    (root, sub) = json.loads(capsys.readouterr().out)["trials"]
    assert root["trouble"] == sub["trouble"] == "codex is not installed"
    assert root["calls"] == []


def test_all_is_whatever_is_installed(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.live(repo, ["all"], None, as_json=False) == 0
    assert "nothing was tried" in capsys.readouterr().out


def test_an_unknown_agent_is_named_with_the_known(repo: Path) -> None:
    with pytest.raises(Refused, match="No client is known for vim") as refused:
        run.live(repo, ["vim"], None, as_json=False)
    assert all(client.agent in refused.value.advice for client in CLIENTS)


def test_a_repo_without_the_guard_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="No guard has landed"):
        run.live(make_repo(tmp_path), ["codex"], None, as_json=False)
