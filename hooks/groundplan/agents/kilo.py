"""Kilo: OpenCode's plugin and denials, in Kilo's own places.

Facts: measured with the command line 7.7.9, 2026-11.
"""

from groundplan.agents.agent import Agent, AgentFile, Headless, Reach
from groundplan.agents.deny import opencode_style
from groundplan.agents.opencode import CALLS, PLUGIN

AGENT = Agent(
    rank=80,
    key="kilo",
    title="Kilo Code",
    rules="AGENTS.md",
    checked="7.7.9, measured 2026-11",
    signs=("kilo.jsonc", "kilo.json", ".kilo/*", ".kilocode/*"),
    files=(
        AgentFile(".kilo/plugins/groundplan.js", PLUGIN),
        AgentFile("kilo.jsonc", {"permission": opencode_style()}),
    ),
    calls=CALLS,
    subfolder=Reach.YES,
    session_start=True,
    headless=Headless("kilo", ("run", "--auto", "{prompt}")),
    commands_folder=".kilo/commands",
    command_input="$ARGUMENTS",
    programs=("kilo", "kilocode"),
    bypasses=("--auto", "--yolo"),
)
