"""Aider: reads AGENTS.md by `.aider.conf.yml`; no hooks and no permissions.

Facts: the vendor's pages, version 0.86, 2026-11.
"""

from groundplan.agents.agent import Agent, AgentFile

CONFIG = """\
# Groundplan: lets Aider read the rules. The kit owns this file.
read: [AGENTS.md]
"""

AGENT = Agent(
    rank=180,
    key="aider",
    title="Aider",
    rules="AGENTS.md by `read` in .aider.conf.yml",
    checked="0.86, documented 2026-11",
    signs=(".aider.conf.yml", ".aiderignore"),
    files=(AgentFile(".aider.conf.yml", CONFIG),),
    denies=False,
    limits=("It has neither hooks nor permissions: the commit and CI are where the rules hold.",),
    programs=("aider",),
    bypasses=("--yes-always", "--no-git-commit-verify"),
)
