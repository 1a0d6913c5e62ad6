"""Zed: reads AGENTS.md; a list of patterns in `.zed/settings.json`, no hooks.

Facts: the vendor's pages, 2026-11. The patterns are regular expressions.
"""

from groundplan.agents.agent import Agent, AgentFile, WithContainers
from groundplan.agents.payload import READ_FIRST

ENV_FILE = [{"pattern": r"(^|/)\.env(\.(local|development|production|staging|test))?$"}]

AGENT = Agent(
    rank=140,
    key="zed",
    title="Zed",
    rules="AGENTS.md, where none of the older files stands before it",
    checked="documented 2026-11",
    signs=(".zed/*", ".rules"),
    files=(
        AgentFile(
            ".zed/settings.json",
            {
                "agent": {
                    "tool_permissions": {
                        "tools": {
                            "terminal": WithContainers(
                                {"always_deny": [{"pattern": r"(^|[;&|]\s*)docker-compose(\s|$)"}]}
                            ),
                            "edit_file": {"always_deny": ENV_FILE},
                            "write_file": {"always_deny": ENV_FILE},
                        }
                    }
                }
            },
        ),
    ),
    denies=False,
    limits=("It runs no hooks: only its list holds, and the commit and CI.",),
    skills_folder=".agents/skills",
    reads_instead={".rules": READ_FIRST},
)
