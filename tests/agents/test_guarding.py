"""Each agent's own calls, handed to the launcher of a repo in which everything has landed."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from support import commit, git, land, make_kit

from groundplan.agents import AGENTS, LAUNCHER, Agent
from groundplan.doctor.self_test import fill

if TYPE_CHECKING:
    from pathlib import Path

GUARDED = [agent for agent in AGENTS if agent.calls is not None]


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guarded")
    target = folder / "a repo"
    git(folder, "init", "--quiet", str(target))
    keys = [agent.key for agent in AGENTS]
    land(make_kit(folder / "kit"), target, project_type="api", containers=True, agents=keys)
    commit(target, "Land")
    return target


def handed(agent: Agent, repo: Path, **values: str) -> subprocess.CompletedProcess[str]:
    assert agent.calls is not None
    shape = agent.calls.shell if "command" in values else agent.calls.write
    call = json.dumps(fill(shape, {"cwd": str(repo), "session": "s-1", **values}))
    return subprocess.run(
        [str(repo / LAUNCHER), agent.key],
        cwd=repo,
        input=call,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_agent_that_can_deny_says_how_its_calls_look() -> None:
    assert {agent.key for agent in GUARDED} == {agent.key for agent in AGENTS if agent.denies}


@pytest.mark.parametrize("agent", GUARDED, ids=lambda agent: agent.key)
def test_a_denied_command_is_stopped_with_a_reason(agent: Agent, repo: Path) -> None:
    done = handed(agent, repo, command="docker-compose up -d")
    assert done.returncode == (0 if agent.key == "antigravity" else 2), done.stderr
    assert "docker compose up -d" in done.stderr  # what to do instead
    assert json.loads(done.stdout)["decision"] == "deny"


@pytest.mark.parametrize("agent", GUARDED, ids=lambda agent: agent.key)
def test_a_denied_write_is_stopped_with_a_reason(agent: Agent, repo: Path) -> None:
    done = handed(agent, repo, path=str(repo / "config/.env.local"))
    assert json.loads(done.stdout)["decision"] == "deny"
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("agent", GUARDED, ids=lambda agent: agent.key)
@pytest.mark.parametrize("values", [{"command": "docker compose ps"}, {"path": "docs/a.md"}])
def test_an_allowed_call_goes_through(agent: Agent, repo: Path, values: dict[str, str]) -> None:
    done = handed(agent, repo, **values)
    assert (done.returncode, done.stderr) == (0, "")
    word = {"cursor": "permission", "antigravity": "decision"}.get(agent.key)
    if word:
        assert json.loads(done.stdout) == {word: "allow"}
    else:
        assert done.stdout == ""


@pytest.mark.parametrize("agent", GUARDED, ids=lambda agent: agent.key)
def test_a_question_reaches_a_person_only_where_the_agent_asks(agent: Agent, repo: Path) -> None:
    """The plan is a skeleton here, so an edit of code needs a person's yes."""
    assert agent.calls is not None
    event = agent.calls.write.get("hook_event_name", "preToolUse")
    done = handed(agent, repo, path=str(repo / "app/orders.py"))
    if agent.key == "antigravity" or event in agent.asks:
        assert '"ask"' in done.stdout
    else:
        assert done.returncode == 2
        assert "groundplan accept" in done.stderr
