"""Real agent clients against the scripted model: what is denied is denied, what is allowed runs."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

import pytest
from client_packages import BY_KEY, CACHE, KEYS, unpacked
from support import commit, git, land, make_kit, run

from groundplan.agents import AGENTS, Reach
from groundplan.core import io
from groundplan.dev.agents_page import RECORD
from groundplan.doctor.live import Came, attempts_for, run_trial
from groundplan.doctor.run import SUBFOLDER, is_as_known

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.live, pytest.mark.slow]

REACH = {agent.key: agent.subfolder for agent in AGENTS}
ATTEMPTS = attempts_for({"env-readonly", "compose-v2"})


@pytest.fixture(scope="session")
def landed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repo in which the kit has landed for every agent."""
    folder = tmp_path_factory.mktemp("live")
    kit = make_kit(folder / "kit")
    repo = folder / "repo"
    git(folder, "init", "--quiet", "--initial-branch=main", str(repo))
    keys = [agent.key for agent in AGENTS]
    land(kit, repo, project_type="api", containers=True, agents=keys)
    commit(repo, "Land")
    return repo


def recorded(key: str, place: str, summary: str) -> str:
    """Return what the record says of a client; GROUNDPLAN_RECORD=1 writes what was found now."""
    record = json.loads(RECORD.read_text(encoding="utf-8")) if RECORD.is_file() else {}
    if os.environ.get("GROUNDPLAN_RECORD") == "1":
        record.setdefault(key, {})["version"] = BY_KEY[key].version
        record[key][place] = summary
        io.write_text(RECORD, json.dumps(record, indent=2, sort_keys=True) + "\n")
    told: str = record[key][place]
    return told


@pytest.mark.parametrize("key", KEYS)
def test_started_in_the_root_the_guard_holds(key: str, landed: Path) -> None:
    trial = run_trial(unpacked(key), landed, ATTEMPTS, folder=".", cache=CACHE)
    assert not trial.trouble
    assert {o.attempt.wish.name: o.came for o in trial.outcomes if not o.is_right} == {}
    # The guard itself, and not only the agent's own list, has stopped something.
    assert Came.DENIED in {outcome.came for outcome in trial.outcomes}
    assert trial.summary == recorded(key, "root", trial.summary)


@pytest.mark.parametrize("key", KEYS)
def test_started_in_a_subfolder_it_is_as_the_agents_page_says(key: str, landed: Path) -> None:
    trial = run_trial(unpacked(key), landed, ATTEMPTS, folder=SUBFOLDER, cache=CACHE)
    assert not trial.trouble
    if REACH[key] is Reach.YES:
        assert {o.attempt.wish.name: o.came for o in trial.outcomes if not o.is_right} == {}
    else:
        assert Came.NOT_LOADED in {outcome.came for outcome in trial.outcomes}
        assert is_as_known(trial)
    assert trial.summary == recorded(key, "subfolder", trial.summary)


def test_doctor_reports_what_each_call_came_to(landed: Path) -> None:
    unpacked("claude-code")
    arguments = ("doctor", "--live", "claude-code", "--clients", str(CACHE), "--json")
    done = run(sys.executable, "-m", "groundplan", *arguments, cwd=landed)
    assert done.returncode == 0, done.stderr
    root, sub = json.loads(done.stdout)["trials"]
    assert (root["folder"], sub["folder"]) == (".", SUBFOLDER)
    assert all(call["right"] for call in root["calls"])
    assert {call["came"] for call in sub["calls"]} == {"hook not loaded"}


def test_a_guard_that_lets_everything_through_is_seen(landed: Path, tmp_path: Path) -> None:
    """The trial itself can fail: without the guard's word the denied calls run."""
    repo = tmp_path / "repo"
    git(tmp_path, "clone", "--quiet", str(landed), str(repo))
    (repo / ".groundplan/loader").write_text("")
    trial = run_trial(unpacked("codex"), repo, ATTEMPTS, folder=".", cache=CACHE)
    came = {outcome.came for outcome in trial.outcomes if outcome.attempt.is_denied}
    # Codex's own list still stops the plain form of one command; the guard's word is missing.
    assert Came.RAN in came
    assert Came.DENIED not in came
    assert not trial.is_right
