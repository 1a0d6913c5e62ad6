"""One agent is one file: the guard's tables come from it, and a made-up agent passes by them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from groundplan.agents import AGENTS, Agent, agent_files, reads_instead
from groundplan.agents.agent import Calls
from groundplan.agents.guard_table import agent_programs, agent_table
from groundplan.agents.payload import READ_FIRST, Payload, Reply, Tools
from groundplan.guard import decide
from groundplan.guard.payload import agent_table as landed_table
from groundplan.guard.payload import reader, reply, senders
from groundplan.guard.programs import agent_programs as landed_programs
from groundplan.guard.programs import agents as agent_calls

HOOKS = Path(__file__).parents[2] / "hooks/groundplan/guard"

MADE_UP = Agent(
    key="zapper",
    title="Zapper",
    rules="ZAP.md",
    checked="made up",
    signs=(".zap/*",),
    rank=500,
    calls=Calls(
        {
            "zap": 3,
            "moment": "zapping",
            "act": {"called": "zap_it", "with": {"zapline": "{command}"}},
            "cwd": "{cwd}",
        },
        {
            "zap": 3,
            "moment": "zapping",
            "act": {"called": "zap_put", "with": {"whereto": "{path}", "what": "A=1"}},
            "cwd": "{cwd}",
        },
    ),
    asks=("never",),
    payloads=(
        Payload(
            5,
            keys=("zap", "moment"),
            event="before zap",
            tool_from=("act.called",),
            arguments_from=("act.with",),
        ),
    ),
    tools=Tools(
        shells=("zap_it",),
        reads=("zap_peek",),
        arguments={"zapline": "command", "whereto": "file_path", "what": "content"},
    ),
    replies={
        "zapper": Reply(
            asks=("never",),
            ask='{"zap": "ask", "because": "R"}',
            allow='{"zap": "go"}',
            deny='{"zap": "no", "because": "R"}',
            deny_status=7,
        )
    },
    project_variable="ZAP_HOME",
    programs=("zap",),
    bypasses=("--full-throttle",),
    reads_instead={"ZAP.md": READ_FIRST},
)
RULES = [
    {"id": "compose", "text": "No.", "deny": [{"runs": ["oldstack"]}, {"skips": "hooks"}]},
    {"id": "env", "text": "No.", "deny": [{"changes": ["secrets.yml"]}]},
    {"id": "care", "text": "Ask.", "ask": [{"runs": ["deploy"]}]},
]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repo, and a guard whose tables are made from the agents and the made-up one."""
    space: dict[str, Any] = {}
    exec(agent_table((*AGENTS, MADE_UP)) + agent_programs((*AGENTS, MADE_UP)), space)
    monkeypatch.setattr(senders, "SHAPES", space["SHAPES"])
    monkeypatch.setattr(reply, "REPLIES", space["REPLIES"])
    monkeypatch.setattr(reader, "ROOT_VARIABLES", space["ROOT_VARIABLES"])
    monkeypatch.setattr(agent_calls, "BYPASSES", space["BYPASSES"])
    (tmp_path / ".groundplan").mkdir()
    (tmp_path / ".groundplan/rules.json").write_text(json.dumps({"rules": RULES}))
    return tmp_path


def filled(value: Any, **names: str) -> Any:
    """A call in which the names in braces are filled."""
    if isinstance(value, str):
        for name, text in names.items():
            value = value.replace(f"{{{name}}}", text)
        return value
    if isinstance(value, dict):
        return {key: filled(item, **names) for key, item in value.items()}
    return [filled(item, **names) for item in value] if isinstance(value, list) else value


def answer(call: Any, repo: Path, **names: str) -> tuple[int, str, str]:
    value = filled(dict(call), cwd=str(repo), **names)
    return decide.run(json.dumps(value).encode(), {}, str(repo))


def test_a_made_up_agent_is_read_and_answered_in_its_own_way(repo: Path) -> None:
    assert MADE_UP.calls is not None
    shell, write = MADE_UP.calls.shell, MADE_UP.calls.write
    status, out, said = answer(shell, repo, command="oldstack up")
    assert (status, json.loads(out)["zap"]) == (7, "no")
    assert said == json.loads(out)["because"]
    assert answer(shell, repo, command="ls") == (0, '{"zap": "go"}', "")
    assert answer(write, repo, path="secrets.yml")[0] == 7
    assert answer(write, repo, path="readme.txt")[0] == 0


def test_an_ask_that_an_agent_cannot_honour_is_a_denial(repo: Path) -> None:
    assert MADE_UP.calls is not None
    status, out, _ = answer(MADE_UP.calls.shell, repo, command="deploy")
    assert (status, json.loads(out)["zap"]) == (7, "no")
    assert "Only a person" in json.loads(out)["because"]


def test_a_call_of_its_shell_without_a_command_does_not_pass(repo: Path) -> None:
    call = {"zap": 3, "moment": "zapping", "act": {"called": "zap_it"}, "cwd": "{cwd}"}
    assert answer(call, repo)[0] == 7


def test_its_own_reading_tool_may_read(repo: Path) -> None:
    given = {"called": "zap_peek", "with": {"whereto": "secrets.yml"}}
    call = {"zap": 3, "moment": "zapping", "act": given, "cwd": "{cwd}"}
    assert answer(call, repo)[0] == 0


def test_it_is_not_started_without_its_checks(repo: Path) -> None:
    call = {"hook_event_name": "PreToolUse", "tool_name": "Bash", "cwd": str(repo)}
    for command, status in (("zap --full-throttle go", 2), ("zap go", 0)):
        value = {**call, "tool_input": {"command": command}}
        assert decide.run(json.dumps(value).encode(), {}, str(repo))[0] == status


def test_its_variable_names_the_project(repo: Path) -> None:
    call = reader.read(
        {"zap": 1, "moment": "x", "act": {}, "session_id": "s"}, {"ZAP_HOME": "/p"}, "/"
    )
    assert call.root == "/p"


BYPASSES = [
    'claude --dangerously-skip-permissions -p "fix it"',
    "claude --permission-mode bypassPermissions -p x",
    "claude -p x --settings '{\"disableAllHooks\": true}'",
    'codex exec --dangerously-bypass-approvals-and-sandbox "x"',
    "codex --yolo",
    "codex exec --sandbox danger-full-access x",
    "codex -c 'approval_policy=never' exec x",
    "gemini --yolo -p x",
    "gemini --approval-mode=yolo -p x",
    "copilot --allow-all-tools -p x",
    "cursor-agent -p --force x",
    "qwen -y -p x",
    "amp --dangerously-allow-all -x y",
    "droid exec --skip-permissions-unsafe x",
    "kiro-cli chat --trust-all-tools x",
    "sudo -u me claude --dangerously-skip-permissions",
    "npx codex --yolo x",
]
USES = [
    'claude -p "explain the code"',
    "codex exec explain",
    "gemini -p x",
    "claude --permission-mode plan -p x",
    "copilot -p x",
    "claude --help",
    "echo claude --dangerously-skip-permissions",
]


@pytest.mark.parametrize("command", BYPASSES)
def test_a_nested_agent_without_its_checks_is_stopped(repo: Path, command: str) -> None:
    call = {"tool_name": "Bash", "cwd": str(repo), "tool_input": {"command": command}}
    assert decide.run(json.dumps(call).encode(), {}, str(repo))[0] == 2


@pytest.mark.parametrize("command", USES)
def test_a_nested_agent_with_its_checks_is_allowed(repo: Path, command: str) -> None:
    call = {"tool_name": "Bash", "cwd": str(repo), "tool_input": {"command": command}}
    assert decide.run(json.dumps(call).encode(), {}, str(repo))[0] == 0


def test_the_landed_tables_are_those_of_the_agents() -> None:
    space: dict[str, Any] = {}
    exec(agent_table() + agent_programs(), space)
    assert space["SHAPES"] == landed_table.SHAPES
    assert space["REPLIES"] == landed_table.REPLIES
    assert space["BYPASSES"] == landed_programs.BYPASSES


def test_what_an_agent_asks_at_is_said_once() -> None:
    for agent in AGENTS:
        asked = {event for answer in agent.replies.values() for event in answer.asks}
        assert set(agent.asks) == asked, agent.key


def test_nothing_else_in_the_guard_names_an_agent() -> None:
    keys = {agent.key for agent in AGENTS} - {"amp", "zed", "cursor", "windsurf", "goose", "cline"}
    generated = {"agent_table.py", "agent_programs.py"}
    found = [
        f"{path.name}: {key}"
        for path in HOOKS.rglob("*.py")
        if path.name not in generated
        for key in keys
        if f'"{key}"' in path.read_text() and key not in ("codex", "copilot", "opencode", "aider")
    ]
    assert [line for line in found if line != "reader.py: claude-code"] == []


def test_the_files_that_are_read_instead_are_listed_by_agent() -> None:
    assert reads_instead()["CLAUDE.md"] == ("claude-code", "@AGENTS.md")
    assert set(reads_instead()).isdisjoint(agent_files())
