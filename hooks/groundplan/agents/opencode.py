"""OpenCode: a plugin that asks the guard, and denials in `opencode.json`.

Facts: measured with 1.18.33, 2026-11. A plugin denies by throwing an Error.
"""

from pathlib import Path

from groundplan.agents.agent import Agent, AgentFile, Calls, Headless, Reach
from groundplan.agents.deny import opencode_style
from groundplan.agents.payload import Payload

PLUGIN = (Path(__file__).parent / "opencode_plugin.js").read_text(encoding="utf-8")

CALLS = Calls(
    {
        "event": "tool.execute.before",
        "session_id": "{session}",
        "input": {"tool": "bash", "sessionID": "{session}"},
        "output": {"args": {"command": "{command}"}},
        "directory": "{cwd}",
        "worktree": "{cwd}",
    },
    {
        "event": "tool.execute.before",
        "session_id": "{session}",
        "input": {"tool": "write", "sessionID": "{session}"},
        "output": {"args": {"filePath": "{path}", "content": "A=1\n"}},
        "directory": "{cwd}",
        "worktree": "{cwd}",
    },
)

AGENT = Agent(
    rank=70,
    key="opencode",
    title="OpenCode",
    rules="AGENTS.md",
    checked="1.18.33, measured 2026-11",
    signs=("opencode.json", "opencode.jsonc", ".opencode/*"),
    files=(
        AgentFile(".opencode/plugins/groundplan.js", PLUGIN),
        AgentFile(
            "opencode.json",
            {"$schema": "https://opencode.ai/config.json", "permission": opencode_style()},
        ),
    ),
    calls=CALLS,
    subfolder=Reach.YES,
    session_start=True,
    headless=Headless("opencode", ("run", "{prompt}")),
    command_variables=("OPENCODE",),
    skills_folder=".agents/skills",
    payloads=(
        Payload(
            65,
            values={"event": ("tool.execute.before",)},
            event_from="event",
            tool_from=("input.tool", "tool"),
            arguments_from=("output.args", "args"),
        ),
    ),
    programs=("opencode",),
)
