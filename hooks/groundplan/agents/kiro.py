"""Kiro: hooks in `.kiro/hooks/`.

Facts: the vendor's pages, 2026-11. Version 2 of its command line reads hooks only inside its own
agent files; the editor is reported to hand nothing to a hook's standard input.
"""

from groundplan.agents.agent import TIMEOUT_SECONDS, Agent, AgentFile, pre_tool_use, start_launcher
from groundplan.agents.payload import Payload

AGENT = Agent(
    rank=130,
    key="kiro",
    title="Kiro",
    rules="AGENTS.md (its command line reads the first 50,000 characters)",
    checked="documented 2026-11",
    signs=(".kiro/*",),
    files=(
        AgentFile(
            ".kiro/hooks/groundplan.json",
            {
                "version": "v1",
                "hooks": [
                    {
                        "name": "groundplan",
                        "trigger": "PreToolUse",
                        "matcher": "shell|write|read",
                        "action": {"type": "command", "command": start_launcher()},
                        "timeout": TIMEOUT_SECONDS,
                        "enabled": True,
                    }
                ],
            },
        ),
    ),
    calls=pre_tool_use("execute_bash", "fs_write", hook_event_name="preToolUse"),
    limits=(
        "Whether its editor hands the call to the hook is not confirmed.",
        "The repo has no list of its own that denies.",
    ),
    skills_folder=".kiro/skills",
    payloads=(
        Payload(86, events=("preToolUse",)),
        Payload(86, tools=("execute_bash", "fs_write", "fs_read")),
    ),
    programs=("kiro-cli",),
    bypasses=("--trust-all-tools", "-a"),
    rules_limit=50_000,
)
