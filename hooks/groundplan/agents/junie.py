"""JetBrains Junie: reads AGENTS.md, and nothing from the repo can stop its calls.

Facts: the vendor's pages, 2026-11. Permissions are the user's own (`~/.junie/allowlist.json`).
"""

from groundplan.agents.agent import Agent
from groundplan.agents.payload import READ_FIRST

AGENT = Agent(
    rank=120,
    key="junie",
    title="JetBrains Junie",
    rules="AGENTS.md, where there is no .junie/AGENTS.md",
    checked="documented 2026-11",
    signs=(".junie/*",),
    denies=False,
    limits=("It runs no hooks from the repo: the commit and CI are where the rules hold.",),
    commands_folder=".junie/commands",
    reads_instead={".junie/AGENTS.md": READ_FIRST},
)
