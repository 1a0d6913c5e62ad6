"""Factory Droid: hooks in `.factory/hooks.json`, a list of commands in `.factory/settings.json`.

Facts: measured with 0.225.2, 2026-11. The events stand at the top level of the hook file.
"""

from groundplan.agents.agent import (
    Agent,
    AgentFile,
    Headless,
    Reach,
    WithContainers,
    command_hook,
    pre_tool_use,
    session_start_hook,
    start_launcher,
)
from groundplan.agents.payload import Payload

FOLDER = '"${FACTORY_PROJECT_DIR:-$PWD}"'

AGENT = Agent(
    rank=160,
    key="factory-droid",
    title="Factory Droid",
    rules="AGENTS.md",
    checked="0.225.2, measured 2026-11",
    signs=(".factory/*",),
    files=(
        AgentFile(
            ".factory/hooks.json",
            {**command_hook(start_launcher(FOLDER)), **session_start_hook(FOLDER)},
        ),
        # Its entries stop a program wherever it stands in a command, and never a file's name or
        # a text; an entry of several words is also found in texts, so there is none.
        AgentFile(
            ".factory/settings.json", {"commandBlocklist": [WithContainers("docker-compose")]}
        ),
    ),
    calls=pre_tool_use("Execute", "Create"),
    subfolder=Reach.YES,
    session_start=True,
    headless=Headless("droid", ("exec", "--auto", "medium", "{prompt}")),
    skills_folder=".factory/skills",
    payloads=(Payload(85, tools=("Execute", "Create", "ApplyPatch")),),
    project_variable="FACTORY_PROJECT_DIR",
    programs=("droid",),
    bypasses=("--skip-permissions-unsafe",),
)
