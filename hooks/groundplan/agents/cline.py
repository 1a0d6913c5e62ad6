"""Cline: an executable at `.clinerules/hooks/PreToolUse`.

Facts: the command line measured with 3.0.65, 2026-11; the extension for VS Code not confirmed. Exit
codes are ignored; a reply with `cancel` ends the whole task.
"""

from groundplan.agents.agent import Agent, AgentFile, Reach, from_any_folder

SCRIPT = f"""\
#!/bin/sh
# Groundplan: asks the guard before a tool runs. The kit owns this file.
{from_any_folder().replace("; ", chr(10))}
"""

AGENT = Agent(
    key="cline",
    title="Cline",
    rules="AGENTS.md",
    checked="command line 3.0.65, measured 2026-11; extension not confirmed",
    signs=(".clinerules/*", ".cline/*"),
    files=(AgentFile(".clinerules/hooks/PreToolUse", SCRIPT, executable=True),),
    subfolder=Reach.YES,
    limits=(
        "A denied call ends the whole task.",
        "The repo has no list of its own that denies.",
        "On Windows it needs WSL.",
    ),
)
