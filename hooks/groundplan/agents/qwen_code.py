"""Qwen Code: hooks and denials in `.qwen/settings.json`, in Claude Code's layout.

Facts: measured with 0.24.4, 2026-11. The program loads the repo's .env into the hooks' environment.
"""

from groundplan.agents.agent import (
    Agent,
    AgentFile,
    Headless,
    Reach,
    command_hook,
    pre_tool_use,
    session_start_hook,
    start_launcher,
)
from groundplan.agents.deny import claude_style
from groundplan.agents.payload import Payload

FOLDER = '"${QWEN_PROJECT_DIR:-$PWD}"'

AGENT = Agent(
    rank=110,
    key="qwen-code",
    title="Qwen Code",
    rules="AGENTS.md",
    checked="0.24.4, measured 2026-11",
    signs=("QWEN.md", ".qwen/*"),
    files=(
        AgentFile(
            ".qwen/settings.json",
            {
                "permissions": {"deny": claude_style()},
                "hooks": {**command_hook(start_launcher(FOLDER)), **session_start_hook(FOLDER)},
            },
        ),
    ),
    calls=pre_tool_use("run_shell_command", "write_file", tool_call_id="{session}"),
    trust="trust the folder",
    subfolder=Reach.NO,
    limits=("Started in a subfolder it does not load the repo's hooks.",),
    session_start=True,
    headless=Headless(
        "qwen",
        ("--yolo", "-p", "{prompt}"),
        variables={"QWEN_CODE_TRUST_WORKSPACE": "true"},
    ),
    commands_folder=".qwen/commands",
    payloads=(Payload(81, keys=("tool_call_id",)),),
    project_variable="QWEN_PROJECT_DIR",
    programs=("qwen",),
    bypasses=("--yolo", "-y", "--approval-mode=yolo"),
)
