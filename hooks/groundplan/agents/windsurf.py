"""Windsurf and Devin: hooks of Cascade in `.windsurf/`, of Devin in `.devin/`.

Facts: the vendor's pages, 2026-11. Devin also loads `.claude/settings.json`.
"""

from groundplan.agents.agent import Agent, AgentFile, Calls, command_hook, start_launcher
from groundplan.agents.deny import devin_style
from groundplan.agents.payload import Payload

AGENT = Agent(
    rank=100,
    key="windsurf",
    title="Windsurf and Devin",
    rules="AGENTS.md (12,000 characters)",
    checked="documented 2026-11",
    signs=(".windsurf/*", ".windsurfrules", ".devin/*"),
    files=(
        AgentFile(
            ".windsurf/hooks.json",
            {
                "hooks": {
                    event: [{"command": start_launcher()}]
                    for event in ("pre_run_command", "pre_write_code", "pre_read_code")
                }
            },
        ),
        AgentFile(
            ".devin/hooks.v1.json",
            command_hook(start_launcher('"${DEVIN_PROJECT_DIR:-$PWD}"'), matcher=""),
        ),
        AgentFile(".devin/config.json", {"permissions": {"deny": devin_style()}}),
    ),
    calls=Calls(
        {
            "agent_action_name": "pre_run_command",
            "trajectory_id": "{session}",
            "tool_info": {"command_line": "{command}", "cwd": "{cwd}"},
        },
        {
            "agent_action_name": "pre_write_code",
            "trajectory_id": "{session}",
            "tool_info": {
                "file_path": "{path}",
                "edits": [{"old_string": "", "new_string": "A=1"}],
            },
        },
    ),
    skills_folder=".devin/skills",
    payloads=(
        Payload(
            40,
            keys=("agent_action_name",),
            name="windsurf-cascade",
            event_from="agent_action_name",
            tool_from=("agent_action_name",),
            tool_names={
                "pre_run_command": "shell",
                "pre_write_code": "write",
                "pre_read_code": "read",
            },
            arguments_from=("tool_info",),
        ),
        Payload(83, keys=("prompt_id",), without=("cwd",), name="devin-local"),
    ),
    project_variable="DEVIN_PROJECT_DIR",
    rules_limit=12_000,
)
