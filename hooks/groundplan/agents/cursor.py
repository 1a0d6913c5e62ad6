"""Cursor: hooks in `.cursor/hooks.json`, the command line's denials in `.cursor/cli.json`.

Facts: the vendor's pages, 2026-11. Commands run from the project's root. Shell calls are judged at
`beforeShellExecution`, where `ask` is honoured; so `preToolUse` is for the tools that write.
"""

from groundplan.agents.agent import LAUNCHER, TIMEOUT_SECONDS, Agent, AgentFile, Calls
from groundplan.agents.deny import cursor_style


def _hook(**more: object) -> list[object]:
    return [{"command": f"{LAUNCHER} cursor", "timeout": TIMEOUT_SECONDS, **more}]


AGENT = Agent(
    key="cursor",
    title="Cursor",
    rules="AGENTS.md",
    checked="documented 2026-11",
    signs=(".cursor/*", ".cursorrules", ".cursorignore"),
    files=(
        AgentFile(
            ".cursor/hooks.json",
            {
                "version": 1,
                "hooks": {
                    "beforeShellExecution": _hook(failClosed=True),
                    "beforeMCPExecution": _hook(failClosed=True),
                    "beforeReadFile": _hook(),
                    "preToolUse": _hook(matcher="Write|Delete|EditNotebook", failClosed=True),
                },
            },
        ),
        AgentFile(".cursor/cli.json", {"permissions": {"allow": [], "deny": cursor_style()}}),
    ),
    calls=Calls(
        {
            "conversation_id": "{session}",
            "hook_event_name": "beforeShellExecution",
            "cursor_version": "3.2.0",
            "workspace_roots": ["{cwd}"],
            "command": "{command}",
            "cwd": "{cwd}",
        },
        {
            "conversation_id": "{session}",
            "hook_event_name": "preToolUse",
            "cursor_version": "3.2.0",
            "workspace_roots": ["{cwd}"],
            "tool_name": "Write",
            "tool_input": {"file_path": "{path}", "content": "A=1\n"},
            "cwd": "{cwd}",
        },
    ),
    asks=("beforeShellExecution", "beforeMCPExecution"),
    limits=(
        "An `ask` about a file edit is not honoured there: the call is denied.",
        "Its cloud agents run only part of the events.",
    ),
    skills_folder=".cursor/skills",
)
