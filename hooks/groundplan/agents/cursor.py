"""Cursor: hooks in `.cursor/hooks.json`, the command line's denials in `.cursor/cli.json`.

Facts: the vendor's pages, 2026-11. Commands run from the project's root. Shell calls are judged at
`beforeShellExecution`, where `ask` is honoured; so `preToolUse` is for the tools that write.
"""

from groundplan.agents.agent import LAUNCHER, TIMEOUT_SECONDS, Agent, AgentFile, Calls
from groundplan.agents.deny import cursor_style
from groundplan.agents.payload import Payload, Reply


def _hook(**more: object) -> list[object]:
    return [{"command": f"{LAUNCHER} cursor", "timeout": TIMEOUT_SECONDS, **more}]


SENDERS = ("cursor_version", "conversation_id")
"""Keys that only its payloads have at these events."""

AGENT = Agent(
    rank=30,
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
    payloads=(
        Payload(
            50, any_key=SENDERS, events=("beforeShellExecution",), tool="shell", takes=("command",)
        ),
        Payload(
            51,
            any_key=SENDERS,
            events=("beforeReadFile", "beforeTabFileRead"),
            tool="read",
            takes=("file_path",),
        ),
        Payload(52, any_key=SENDERS, events=("beforeMCPExecution",), tool_prefix="mcp__"),
        Payload(53, any_key=SENDERS, events=("preToolUse",)),
        Payload(54, keys=("cursor_version",), tool_from=()),
        Payload(55, keys=("conversation_id",), lower_event=True, tool_from=()),
    ),
    replies={
        "cursor": Reply(
            asks=("beforeShellExecution", "beforeMCPExecution"),
            ask='{"permission": "ask", "user_message": "R", "agent_message": "R"}',
            allow='{"permission": "allow"}',
            allow_at=(
                "beforeShellExecution",
                "beforeMCPExecution",
                "beforeReadFile",
                "beforeTabFileRead",
                "preToolUse",
                "subagentStart",
            ),
        )
    },
    programs=("cursor-agent",),
    bypasses=("--force", "-f", "--yolo"),
)
