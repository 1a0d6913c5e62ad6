"""Claude Code: hooks and denials in `.claude/settings.json`.

Facts: measured with 2.1.330 on Linux, 2026-11. It reads AGENTS.md by itself where there is no
CLAUDE.md; the same settings file is read by Copilot (both kinds) and by Devin.
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
from groundplan.agents.payload import Payload, Reply

FOLDER = '"${CLAUDE_PROJECT_DIR:-$PWD}"'
"""Other readers of the file set no such variable."""

AGENT = Agent(
    rank=20,
    key="claude-code",
    title="Claude Code",
    rules="AGENTS.md; a CLAUDE.md of the repo's own has to import it (`@AGENTS.md`)",
    checked="2.1.330, measured 2026-11",
    signs=("CLAUDE.md", ".claude/*"),
    files=(
        AgentFile(
            ".claude/settings.json",
            {
                "permissions": {"deny": claude_style()},
                "hooks": {
                    **command_hook(
                        start_launcher(FOLDER),
                        # A hook that is killed or runs out of time stops the call;
                        # versions before 2.1.3xx ignore the key and let it run.
                        onFailure="block",
                    ),
                    **session_start_hook(FOLDER),
                },
            },
        ),
    ),
    calls=pre_tool_use("Bash", "Write", prompt_id="{session}"),
    asks=("PreToolUse",),
    trust="trust the folder when it is first opened",
    subfolder=Reach.NO,
    limits=("Started in a subfolder it does not load the repo's hooks.",),
    session_start=True,
    headless=Headless(
        "claude",
        (
            *("-p", "{prompt}", "--output-format", "json", "--permission-mode", "acceptEdits"),
            *("--allowedTools", "Bash,Edit,Write,Read,Glob,Grep"),
        ),
        message_key="result",
    ),
    command_variables=("CLAUDECODE",),
    skills_folder=".claude/skills",
    payloads=(Payload(82, keys=("prompt_id", "cwd")), Payload(99)),
    replies={"claude-code": Reply(asks=("PreToolUse",))},
    project_variable="CLAUDE_PROJECT_DIR",
    programs=("claude",),
    bypasses=(
        "--dangerously-skip-permissions",
        "--allow-dangerously-skip-permissions",
        "--permission-mode=bypasspermissions",
        "--setting-sources=user",
        "--bare",
    ),
    reads_instead={
        "CLAUDE.md": "@AGENTS.md",
        ".claude/CLAUDE.md": "@../AGENTS.md",
        "CLAUDE.local.md": "@AGENTS.md",
    },
)
