"""Antigravity: hooks in `.agents/hooks.json`, the editor's denials in `.antigravity/settings.json`.

Facts: the vendor's pages, 2026-11. The top-level keys of the hook file are names of hooks, and one
bad value drops the whole file. Each reply needs a `decision`, so the launcher is told the agent.
"""

from groundplan.agents.agent import LAUNCHER, Agent, AgentFile, Calls, WithContainers, command_hook
from groundplan.agents.deny import ENV_FILES
from groundplan.agents.payload import Payload, Reply

AGENT = Agent(
    rank=60,
    key="antigravity",
    title="Google Antigravity",
    rules="AGENTS.md",
    checked="documented 2026-11",
    signs=(".antigravity/*", ".agents/hooks.json", ".agents/rules/*"),
    files=(
        AgentFile(
            ".agents/hooks.json",
            {"groundplan": command_hook(f"./{LAUNCHER} antigravity", matcher="")},
        ),
        AgentFile(
            ".antigravity/settings.json",
            {
                "permissions": {
                    "deny": [
                        WithContainers("command(docker-compose)"),
                        *(f"write_file({name})" for name in ENV_FILES),
                    ]
                }
            },
        ),
    ),
    calls=Calls(
        {
            "conversationId": "{session}",
            "workspacePaths": ["{cwd}"],
            "toolCall": {
                "name": "run_command",
                "args": {"CommandLine": "{command}", "Cwd": "{cwd}"},
            },
        },
        {
            "conversationId": "{session}",
            "workspacePaths": ["{cwd}"],
            "toolCall": {
                "name": "write_to_file",
                "args": {"TargetFile": "{path}", "CodeContent": "A=1\n"},
            },
        },
    ),
    asks=("PreToolUse",),
    limits=("Whether its command line loads the repo's hook file is not confirmed.",),
    skills_folder=".agents/skills",
    payloads=(
        Payload(
            30,
            objects=("toolCall",),
            tool_from=("toolCall.name",),
            arguments_from=("toolCall.args",),
        ),
    ),
    replies={
        "antigravity": Reply(
            asks=("PreToolUse",),
            ask='{"decision": "ask", "reason": "R"}',
            allow='{"decision": "allow"}',
            deny='{"decision": "deny", "reason": "R"}',
            deny_status=0,
        )
    },
)
