"""Cline: an executable at `.clinerules/hooks/PreToolUse`.

Facts: the command line measured with 3.0.65, 2026-11; the extension for VS Code not confirmed. Exit
codes are ignored; a reply with `cancel` ends the whole task.
"""

from groundplan.agents.agent import Agent, AgentFile, Calls, Reach, start_launcher
from groundplan.agents.payload import Payload

SCRIPT = f"""\
#!/bin/sh
# Groundplan: asks the guard before a tool runs. The kit owns this file.
{start_launcher()}
"""

AGENT = Agent(
    rank=90,
    key="cline",
    title="Cline",
    rules="AGENTS.md",
    checked="command line 3.0.65, measured 2026-11; extension not confirmed",
    signs=(".clinerules/*", ".cline/*"),
    files=(AgentFile(".clinerules/hooks/PreToolUse", SCRIPT, executable=True),),
    calls=Calls(
        {
            "clineVersion": "",
            "taskId": "{session}",
            "workspaceRoots": ["{cwd}"],
            "hookName": "tool_call",
            "tool_call": {"name": "run_commands", "input": {"commands": ["{command}"]}},
        },
        {
            "clineVersion": "",
            "taskId": "{session}",
            "workspaceRoots": ["{cwd}"],
            "hookName": "tool_call",
            "tool_call": {"name": "editor", "input": {"path": "{path}", "new_text": "A=1\n"}},
        },
    ),
    subfolder=Reach.YES,
    limits=(
        "A denied call ends the whole task.",
        "The repo has no list of its own that denies.",
        "On Windows it needs WSL.",
    ),
    commands_folder=".clinerules/workflows",
    payloads=(
        Payload(
            10,
            keys=("clineVersion", "hookName"),
            event_from="hookName",
            event_names={"tool_call": "PreToolUse"},
            tool_from=("tool_call.name", "preToolUse.toolName"),
            arguments_from=("tool_call.input", "preToolUse.parameters"),
        ),
    ),
    programs=("cline",),
    bypasses=("--yolo", "-y", "--auto-approve-all"),
)
