"""Qwen Code: hooks and denials in `.qwen/settings.json`, in Claude Code's layout.

Facts: measured with 0.24.4, 2026-11. The program loads the repo's .env into the hooks' environment.
"""

from groundplan.agents.agent import (
    Agent,
    AgentFile,
    Reach,
    command_hook,
    pre_tool_use,
    start_launcher,
)
from groundplan.agents.deny import claude_style

AGENT = Agent(
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
                "hooks": command_hook(start_launcher('"${QWEN_PROJECT_DIR:-$PWD}"')),
            },
        ),
    ),
    calls=pre_tool_use("run_shell_command", "write_file", tool_call_id="{session}"),
    trust="trust the folder",
    subfolder=Reach.NO,
    limits=("Started in a subfolder it does not load the repo's hooks.",),
    commands_folder=".qwen/commands",
)
