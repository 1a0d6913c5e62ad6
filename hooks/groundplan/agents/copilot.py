"""GitHub Copilot: command line, VS Code and cloud agent, all by `.github/hooks/*.json`.

Facts: command line measured with 1.0.102, 2026-11; VS Code and cloud agent from the vendor's pages.
A hook that fails stops the call in the command line, so the Windows keys say what is missing and
end well.
"""

from groundplan.agents.agent import (
    TIMEOUT_SECONDS,
    Agent,
    AgentFile,
    Calls,
    Headless,
    Reach,
    WithContainers,
    start_launcher,
)
from groundplan.agents.deny import ENV_FILES
from groundplan.agents.payload import READ_FIRST, Payload, Reply

NO_SHELL = (
    "[Console]::Error.WriteLine('groundplan: hooks need WSL or Git Bash, so nothing is checked')"
)

AGENT = Agent(
    rank=10,
    key="copilot",
    title="GitHub Copilot (command line, VS Code, cloud agent)",
    rules="AGENTS.md; VS Code by the setting `chat.useAgentsMdFile`",
    checked="command line 1.0.102, measured 2026-11; VS Code and cloud agent documented",
    signs=(".github/copilot-instructions.md", ".github/copilot/*", ".github/instructions/*"),
    files=(
        AgentFile(
            ".github/hooks/groundplan.json",
            {
                "version": 1,
                "hooks": {
                    "preToolUse": [
                        {
                            "type": "command",
                            "bash": start_launcher('"${COPILOT_PROJECT_DIR:-$PWD}"'),
                            "command": start_launcher('"${COPILOT_PROJECT_DIR:-$PWD}"'),
                            "powershell": NO_SHELL,
                            "windows": NO_SHELL,
                            "timeoutSec": TIMEOUT_SECONDS,
                        }
                    ]
                },
            },
        ),
        AgentFile(
            ".vscode/settings.json",
            {
                "chat.useAgentsMdFile": True,
                # `false` always asks; VS Code has no list that denies.
                "chat.tools.terminal.autoApprove": WithContainers({"docker-compose": False}),
                "chat.tools.edits.autoApprove": {f"**/{name}": False for name in ENV_FILES},
            },
        ),
    ),
    calls=Calls(
        {
            "sessionId": "{session}",
            "timestamp": 1795331192949,
            "cwd": "{cwd}",
            "toolName": "bash",
            "toolArgs": {"command": "{command}"},
        },
        {
            "sessionId": "{session}",
            "timestamp": 1795331192949,
            "cwd": "{cwd}",
            "toolName": "create",
            "toolArgs": {"path": "{path}", "file_text": "A=1\n"},
        },
    ),
    asks=("preToolUse", "PreToolUse"),
    trust="trust the folder (command line) or the workspace (VS Code)",
    subfolder=Reach.NO,
    limits=(
        "A hook that runs out of time lets the call run.",
        "The cloud agent and `copilot -p` treat `ask` as `deny`.",
        "On Windows it needs WSL.",
    ),
    headless=Headless("copilot", ("--trust-folder", "--allow-all-tools", "-p", "{prompt}")),
    skills_folder=".agents/skills",
    payloads=(
        Payload(
            20,
            keys=("toolName", "toolArgs"),
            name="copilot-cli",
            event="preToolUse",
            tool_from=("toolName",),
            arguments_from=("toolArgs",),
        ),
        Payload(
            21,
            keys=("toolName",),
            events=("",),
            name="copilot-cli",
            event="preToolUse",
            tool_from=("toolName",),
            arguments_from=("toolArgs",),
        ),
        Payload(
            84,
            tools=(
                "run_in_terminal",
                "replace_string_in_file",
                "create_file",
                "read_file",
                "apply_patch",
                "multi_replace_string_in_file",
                "editFiles",
            ),
            name="copilot-vscode",
        ),
        Payload(87, iso_timestamp=True, without=("transcript_path",), name="copilot-cli"),
    ),
    replies={
        "copilot-cli": Reply(
            asks=("preToolUse", "PreToolUse"),
            ask='{"permissionDecision": "ask", "permissionDecisionReason": "R", "hookSpecificOutput": {"hookEventName": "PreToolUse", "permissionDecision": "ask", "permissionDecisionReason": "R"}}',
        ),
        "copilot-vscode": Reply(asks=("PreToolUse",)),
    },
    project_variable="COPILOT_PROJECT_DIR",
    programs=("copilot",),
    bypasses=("--allow-all-tools", "--allow-all", "--yolo"),
    reads_instead={".github/copilot-instructions.md": READ_FIRST},
)
