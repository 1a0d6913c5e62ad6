"""Amp: a plugin that asks the guard, and denials in `.amp/settings.json`.

Facts: the vendor's pages, 2026-11; the names of its events and replies are not confirmed.
"""

from pathlib import Path

from groundplan.agents.agent import Agent, AgentFile, Calls, WithContainers
from groundplan.agents.payload import Payload

PLUGIN = (Path(__file__).parent / "amp_plugin.ts").read_text(encoding="utf-8")

AGENT = Agent(
    rank=150,
    key="amp",
    title="Amp",
    rules="AGENTS.md",
    checked="documented 2026-11",
    signs=(".amp/*",),
    files=(
        AgentFile(".amp/plugins/groundplan.ts", PLUGIN),
        AgentFile(
            ".amp/settings.json",
            {
                "amp.permissions": [
                    WithContainers(
                        {"tool": "Bash", "matches": {"cmd": "docker-compose*"}, "action": "reject"}
                    ),
                    {
                        "tool": "Bash",
                        "matches": {"cmd": "git commit --no-verify*"},
                        "action": "reject",
                    },
                ]
            },
        ),
    ),
    calls=Calls(
        {
            "event": "tool.call",
            "session_id": "{session}",
            "tool": "Bash",
            "input": {"cmd": "{command}", "cwd": "{cwd}"},
            "directory": "{cwd}",
        },
        {
            "event": "tool.call",
            "session_id": "{session}",
            "tool": "create_file",
            "input": {"path": "{path}", "content": "A=1\n"},
            "directory": "{cwd}",
        },
    ),
    skills_folder=".agents/skills",
    payloads=(
        Payload(
            66,
            values={"event": ("tool.call",)},
            event_from="event",
            tool_from=("tool",),
            arguments_from=("input",),
        ),
    ),
    programs=("amp",),
    bypasses=("--dangerously-allow-all",),
)
