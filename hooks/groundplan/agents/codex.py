"""OpenAI Codex: hooks in `.codex/hooks.json`, command prefixes in `.codex/rules/`.

Facts: measured with 0.169.0 on Linux, 2026-11. A hook is trusted by the hash of its text, so the
file never changes between versions of the kit without need.
"""

from groundplan.agents.agent import (
    Agent,
    AgentFile,
    Calls,
    Headless,
    Reach,
    command_hook,
    session_start_hook,
    start_launcher,
)
from groundplan.agents.payload import READ_FIRST, Payload

RULES = """\
# Groundplan: the second line behind .codex/hooks.json. The kit owns this file.
{%- if containers %}
prefix_rule(pattern=["docker-compose"], decision="forbidden", justification="Use `docker compose`.")
{%- endif %}
prefix_rule(pattern=["git", "commit", "--no-verify"], decision="forbidden", justification="Let the hooks run.")
prefix_rule(pattern=["git", "push", "--no-verify"], decision="forbidden", justification="Let the hooks run.")
"""

AGENT = Agent(
    rank=40,
    key="codex",
    title="OpenAI Codex",
    rules="AGENTS.md (32 KiB over the whole chain, the rest is dropped silently)",
    checked="0.169.0, measured 2026-11",
    signs=(".codex/*", "AGENTS.override.md"),
    files=(
        AgentFile(
            ".codex/hooks.json",
            {"hooks": {**command_hook(start_launcher()), **session_start_hook()}},
        ),
        AgentFile(".codex/rules/groundplan.rules", RULES),
    ),
    calls=Calls(
        {
            "session_id": "{session}",
            "turn_id": "{session}",
            "cwd": "{cwd}",
            "hook_event_name": "PreToolUse",
            "tool_name": "Bash",
            "tool_input": {"command": "{command}"},
        },
        {
            "session_id": "{session}",
            "turn_id": "{session}",
            "cwd": "{cwd}",
            "hook_event_name": "PreToolUse",
            "tool_name": "apply_patch",
            "tool_input": {
                "command": "*** Begin Patch\n*** Add File: {path}\n+A=1\n*** End Patch\n"
            },
        },
    ),
    trust="trust the project, then trust the hook (`/hooks`), again after each change of it",
    subfolder=Reach.YES,
    limits=(
        "A hook that nobody trusted is skipped without a message.",
        "Text written into a program that is already running reaches no hook.",
    ),
    session_start=True,
    headless=Headless(
        "codex",
        (
            *("exec", "--sandbox", "workspace-write"),
            # Without both, the repo's hooks, and with them the guard, are skipped silently.
            *("-c", 'projects={{root}={trust_level="trusted"}}', "--dangerously-bypass-hook-trust"),
            "{prompt}",
        ),
    ),
    command_variables=("CODEX_THREAD_ID",),
    skills_folder=".agents/skills",
    payloads=(Payload(80, keys=("turn_id",)),),
    programs=("codex",),
    bypasses=(
        "--dangerously-bypass-approvals-and-sandbox",
        "--yolo",
        "--sandbox=danger-full-access",
        "-s=danger-full-access",
    ),
    reads_instead={"AGENTS.override.md": READ_FIRST},
    rules_limit=32 * 1024,
)
