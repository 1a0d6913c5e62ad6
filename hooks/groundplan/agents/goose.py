"""Goose: hooks as a plugin in `.agents/plugins/`.

Facts: the vendor's pages, 2026-11. A matcher of `*` drops the rule, so there is none.
"""

from groundplan.agents.agent import Agent, AgentFile, Calls, command_hook, start_launcher
from groundplan.agents.payload import Payload

AGENT = Agent(
    rank=170,
    key="goose",
    title="Goose",
    rules="AGENTS.md",
    checked="documented 2026-11",
    signs=(".goosehints", ".goose/*"),
    files=(
        AgentFile(
            ".agents/plugins/groundplan/hooks/hooks.json",
            {"hooks": command_hook(start_launcher(), on_failure="block")},
        ),
    ),
    calls=Calls(
        {
            "event": "PreToolUse",
            "session_id": "{session}",
            "working_dir": "{cwd}",
            "tool_name": "shell",
            "tool_input": {"command": "{command}"},
            "matcher_context": "shell",
        },
        {
            "event": "PreToolUse",
            "session_id": "{session}",
            "working_dir": "{cwd}",
            "tool_name": "write",
            "tool_input": {"path": "{path}", "content": "A=1\n"},
            "matcher_context": "write",
        },
    ),
    limits=("The repo has no list of its own that denies.",),
    payloads=(
        Payload(
            70, keys=("event",), any_key=("matcher_context", "working_dir"), event_from="event"
        ),
    ),
    programs=("goose",),
)
