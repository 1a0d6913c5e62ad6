"""Gemini CLI: rules and hooks in `.gemini/settings.json`.

Facts: measured with 0.61.0, 2026-11. It puts the quoted folder in the place of
`$GEMINI_PROJECT_DIR` itself, before a shell sees the command: no quotes around it. The timeout is
in milliseconds. The repo has no list that denies.
"""

from groundplan.agents.agent import (
    TIMEOUT_SECONDS,
    Agent,
    AgentFile,
    Headless,
    Reach,
    command_hook,
    pre_tool_use,
    session_start_hook,
    start_launcher,
)
from groundplan.agents.payload import Payload

FOLDER = "$GEMINI_PROJECT_DIR"

AGENT = Agent(
    rank=50,
    key="gemini-cli",
    title="Gemini CLI",
    rules="AGENTS.md by `context.fileName` in .gemini/settings.json",
    checked="0.61.0, measured 2026-11",
    signs=("GEMINI.md", ".gemini/*"),
    files=(
        AgentFile(
            ".gemini/settings.json",
            {
                "context": {"fileName": ["AGENTS.md", "GEMINI.md"]},
                "hooks": {
                    **command_hook(
                        start_launcher(FOLDER),
                        event="BeforeTool",
                        matcher="*",
                        timeout=TIMEOUT_SECONDS * 1000,
                        name="groundplan",
                    ),
                    **session_start_hook(
                        FOLDER, timeout=TIMEOUT_SECONDS * 1000, name="groundplan-start"
                    ),
                },
            },
        ),
    ),
    calls=pre_tool_use("run_shell_command", "write_file", hook_event_name="BeforeTool"),
    trust="trust the folder",
    subfolder=Reach.NO,
    limits=(
        "Started in a subfolder it does not load the repo's hooks.",
        "`ask` hangs a run without a terminal, so such a call is denied.",
        "The repo has no list of its own that denies: where the hook does not run, nothing does.",
    ),
    session_start=True,
    headless=Headless(
        "gemini",
        ("--approval-mode", "yolo", "--output-format", "json", "-p", "{prompt}"),
        message_key="response",
        # Without it a folder that is new to the client, as a worktree is, loads no hooks.
        variables={"GEMINI_CLI_TRUST_WORKSPACE": "true"},
    ),
    command_variables=("GEMINI_CLI",),
    skills_folder=".agents/skills",
    payloads=(Payload(60, events=("BeforeTool",)),),
    project_variable="GEMINI_PROJECT_DIR",
    programs=("gemini",),
    bypasses=("--yolo", "-y", "--approval-mode=yolo"),
)
